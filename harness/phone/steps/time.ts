import { HarnessError } from '../../foundation/errors/index.js';
import type { Step, StepContext } from '../context.js';
import { domainOf } from '../identity.js';
import type { TimeSource } from '../models/index.js';
import { sntpAnswer, sntpRequest } from '../network/sntp.js';

/** Asked when DNS names no time server (documented). */
export const DEFAULT_TIME_SERVER = 'time.windows.com';
const NTP_PORT = 123;
/** Waits after each transmission; unknown for these phones. */
export const SNTP_WAITS_MS: readonly number[] = [2000, 4000, 8000];

interface TimeServer {
  readonly host: string;
  readonly port: number;
}

/**
 * The date, from the sources the model knows, in its order: `_ntp._udp` of the DHCP domain, and of the SIP domain where
 * one is known (at boot of a new phone none is: inferred), then time.windows.com. A server that sends the phone away, or
 * has no time itself, is left for the next. Without an answer the phone goes on with its power-on date, and later finds
 * every certificate invalid.
 */
export const time: Step = {
  name: 'time',
  essential: false,
  async run(context) {
    const problems: string[] = [];
    for await (const server of timeServers(context)) {
      try {
        const date = await ask(context, server);
        context.date.set(date);
        return `${server.host} says ${date.toISOString()}`;
      } catch (error) {
        if (!(error instanceof HarnessError)) throw error;
        problems.push(error.code === 'PHONE_NO_TIME' ? String(error.details.detail) : error.message);
      }
    }
    throw new HarnessError('PHONE_NO_TIME', { detail: problems.join('; ').replace(/\.$/, '') });
  },
};

async function* timeServers(context: StepContext): AsyncGenerator<TimeServer> {
  for (const source of context.model.timeSources) yield* sources[source](context);
}

const sources: Record<TimeSource, (context: StepContext) => AsyncGenerator<TimeServer> | Iterable<TimeServer>> = {
  'option-42': ({ memory }) => (memory.lease?.ntpServers ?? []).map((host) => ({ host, port: NTP_PORT })),
  // The option is for another protocol (RFC 868), which no source gives these phones.
  'option-4': ({ memory }) => (memory.lease?.timeServers ?? []).map((host) => ({ host, port: NTP_PORT })),
  srv: fromSrv,
  'well-known': () => [{ host: DEFAULT_TIME_SERVER, port: NTP_PORT }],
};

async function* fromSrv({ memory, typed, resolver }: StepContext): AsyncGenerator<TimeServer> {
  const address = memory.sipAddress ?? (typed.signIn !== 'pin' ? typed.sipAddress : undefined);
  const domains = [memory.lease?.domain, address && domainOf(address)].filter((domain) => domain !== undefined);
  for (const domain of new Set(domains.map((each) => each.toLowerCase()))) {
    try {
      yield* await resolver.services(`_ntp._udp.${domain}`);
      return;
    } catch (error) {
      if (!(error instanceof HarnessError)) throw error;
    }
  }
}

async function ask({ date, plug, resolver }: StepContext, { host, port }: TimeServer): Promise<Date> {
  const [address] = await resolver.addresses(host);
  if (address === undefined) throw new HarnessError('PHONE_NO_TIME', { detail: `${host} has no address` });
  const request = sntpRequest(date.now());
  const answer = await plug.ask({
    to: { address, port },
    payload: request.packet,
    waits: SNTP_WAITS_MS,
    accept: (bytes) => sntpAnswer(request, bytes),
  });
  if (answer === undefined) throw new HarnessError('PHONE_NO_TIME', { detail: `${host} did not answer` });
  if ('unusable' in answer) throw new HarnessError('PHONE_NO_TIME', { detail: `${host}: ${answer.unusable}` });
  return answer.date;
}
