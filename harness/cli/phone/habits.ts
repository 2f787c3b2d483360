import {
  autodiscoverOrders,
  type HelloShape,
  helloShape,
  helloShapes,
  type PhoneOptions,
  type RedirectPolicy,
  redirectPolicies,
} from '../../phone/index.js';
import { loadProfile } from '../../scenario/lab/learn.js';
import { flag, type OptionValues, text } from '../command.js';
import { phoneUsage } from './typed.js';

const refusals = ['alert', 'close-after-certificate', 'close-after-handshake'] as const;

/** What the command line says of a phone's ways, where they are not its model's. @throws HarnessError USAGE, PROFILE_INVALID, FILE_UNREADABLE */
export function habitsFrom(
  options: OptionValues,
): Pick<
  PhoneOptions,
  | 'autodiscover'
  | 'chainWhenTethered'
  | 'hello'
  | 'keepsTicket'
  | 'profile'
  | 'provisioningServer'
  | 'redirects'
  | 'refusal'
  | 'updateOverHttp'
> {
  const hello = helloFrom(text(options, 'hello'));
  const refusal = oneOf('refusal', refusals, text(options, 'refusal'));
  const redirects: RedirectPolicy | undefined = oneOf('redirects', redirectPolicies, text(options, 'redirects'));
  const firmware = text(options, 'provisioning-server');
  if (firmware !== undefined && !/^\d{1,9}(\.\d{1,9}){3}$/.test(firmware)) {
    throw phoneUsage(`--provisioning-server "${firmware}" is not four numbers`);
  }
  const autodiscover = oneOf('autodiscover', ['never', ...autodiscoverOrders] as const, text(options, 'autodiscover'));
  const profile = text(options, 'profile');
  return {
    ...(profile !== undefined && { profile: loadProfile(profile) }),
    ...(firmware !== undefined && { provisioningServer: { firmware } }),
    ...(hello && { hello }),
    ...(refusal && { refusal }),
    ...(redirects && { redirects }),
    ...(autodiscover && { autodiscover }),
    ...(flag(options, 'chain-when-tethered') && { chainWhenTethered: true }),
    ...(flag(options, 'update-over-http') && { updateOverHttp: true }),
    ...(flag(options, 'keeps-ticket') && { keepsTicket: true }),
  };
}

function helloFrom(given: string | undefined): HelloShape | undefined {
  const shape = given === undefined ? undefined : helloShape(given);
  if (given === undefined || shape) return shape;
  throw phoneUsage(`--hello "${given}" is none of ${Object.keys(helloShapes).join(', ')}`);
}

function oneOf<T extends string>(option: string, words: readonly T[], given: string | undefined): T | undefined {
  const word = words.find((each) => each === given);
  if (given === undefined || word) return word;
  throw phoneUsage(`--${option} "${given}" is none of ${words.join(', ')}`);
}
