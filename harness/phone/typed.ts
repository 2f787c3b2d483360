import { HarnessError } from '../foundation/errors/index.js';
import { sipAddressOf } from './identity.js';
import type { PhoneModel } from './models/index.js';
import type { TypedCredentials } from './options.js';

/** Whether a person could have given this phone these credentials. */
export function checkTyped(typed: TypedCredentials, model: PhoneModel): void {
  const { signIn } = typed;
  if (!(signIn === 'pin' ? model.pin : model.usb || model.typed)) {
    throw new HarnessError('PHONE_CREDENTIALS_UNSUPPORTED', { model: model.name, signIn: waysOf[signIn] });
  }
  if (signIn === 'pin') {
    if (!/^\+?[0-9][0-9 ().-]*$/.test(typed.number)) throw invalid('the number is not one a keypad can give');
  } else if (!/^[^@\s<>"]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*$/.test(sipAddressOf(typed.sipAddress))) {
    throw invalid('the SIP address has no user and domain');
  }
}

const waysOf = { pin: 'number and PIN', usb: 'user name and password' } as const;

function invalid(detail: string): HarnessError {
  return new HarnessError('PHONE_CREDENTIALS_INVALID', { detail });
}
