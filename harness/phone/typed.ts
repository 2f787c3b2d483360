import { HarnessError } from '../foundation/errors/index.js';
import { sipAddressOf } from './identity.js';
import type { PhoneModel } from './models/index.js';
import type { TypedCredentials } from './options.js';

/** Whether a person could have given this phone these credentials. */
export function checkTyped(typed: TypedCredentials, model: PhoneModel): void {
  const { signIn } = typed;
  if (!takes(model, signIn)) {
    throw new HarnessError('PHONE_CREDENTIALS_UNSUPPORTED', { model: model.name, signIn: waysOf[signIn] });
  }
  if (signIn === 'pin') {
    if (!/^\+?[0-9][0-9 ().-]*$/.test(typed.number)) throw invalid('the number is not one a keypad can give');
  } else if (!/^[^@\s<>"]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*$/.test(sipAddressOf(typed.sipAddress))) {
    throw invalid('the SIP address has no user and domain');
  }
}

/** A Tanjay phone has no cable, and its credentials are the same. */
function takes(model: PhoneModel, signIn: TypedCredentials['signIn']): boolean {
  if (signIn === 'pin') return model.pin;
  return model.typed || (signIn === 'usb' && model.usb);
}

const waysOf = {
  pin: 'number and PIN',
  usb: 'user name and password from a PC',
  typed: 'user name and password on its own screen',
} as const;

function invalid(detail: string): HarnessError {
  return new HarnessError('PHONE_CREDENTIALS_INVALID', { detail });
}
