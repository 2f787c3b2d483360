import { readFileSync } from 'node:fs';
import { HarnessError } from '../../foundation/errors/index.js';
import { Secret } from '../../foundation/secret.js';
import { accountName, type TypedCredentials } from '../../phone/index.js';
import { type OptionValues, text } from '../command.js';

/** What the command line says a person types. @throws HarnessError USAGE, FILE_UNREADABLE */
export function typedFrom(options: OptionValues): TypedCredentials {
  const signIn = text(options, 'sign-in');
  if (signIn === 'pin') {
    const pinFile = text(options, 'pin-file');
    const pin = pinFile === undefined ? text(options, 'pin') : readOperandFile(pinFile).toString('utf8').trim();
    const number = text(options, 'number');
    if (number === undefined || pin === undefined)
      throw phoneUsage('sign-in by pin needs --number and --pin-file (or --pin)');
    return { signIn, number, pin: new Secret(pin) };
  }
  if (signIn === 'usb' || signIn === 'typed') {
    const [account, sipAddress, passwordFile] = ['user', 'sip-address', 'password-file'].map((name) =>
      text(options, name),
    );
    if (!account || !sipAddress || !passwordFile) {
      throw phoneUsage(`sign-in by ${signIn} needs --user, --sip-address and --password-file`);
    }
    const { domain, user } = accountName(account, text(options, 'domain'));
    if (domain === '' && !user.includes('@')) {
      throw phoneUsage(`--user "${user}" has no domain: give --domain, or DOMAIN\\${user}, or ${user}@DOMAIN`);
    }
    const password = new Secret(readOperandFile(passwordFile).toString('utf8').trimEnd());
    return { signIn, user, domain, sipAddress, password };
  }
  throw phoneUsage(`--sign-in "${signIn}" is none of pin, usb and typed`);
}

/** @throws HarnessError FILE_UNREADABLE */
export function readOperandFile(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new HarnessError('FILE_UNREADABLE', { file, detail: (error as Error).message }, { cause: error });
  }
}

export function phoneUsage(detail: string): HarnessError {
  return new HarnessError('USAGE', { detail: `phone: ${detail}` });
}
