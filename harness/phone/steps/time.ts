import { HarnessError } from '../../foundation/errors/index.js';
import type { Step, StepContext } from '../context.js';
import { sntpAnswer, sntpRequest } from '../network/sntp.js';

/** Asked when DNS names no time server (documented). */
export const DEFAULT_TIME_SERVER = 'time.windows.com';
/** Waits after each transmission; unknown for these phones. */
export const SNTP_WAITS_MS: readonly number[] = [2000, 4000, 8000];

interface TimeServer {
  readonly host: string;
  readonly port: number;
}

/**
 * The date, from `_ntp._udp` of the DHCP domain (at boot no SIP domain is known: inferred), else from
 * time.windows.com. Option 42 is not used: only pre-release text says that phones do. Without an answer the phone
 * goes on with its power-on date, and later finds every certificate invalid.
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

async function* timeServers({ memory, resolver }: StepContext): AsyncGenerator<TimeServer> {
  const domain = memory.lease?.domain;
  if (domain !== undefined) {
    try {
      yield* await resolver.services(`_ntp._udp.${domain}`);
    } catch (error) {
      if (!(error instanceof HarnessError)) throw error;
    }
  }
  yield { host: DEFAULT_TIME_SERVER, port: 123 };
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
