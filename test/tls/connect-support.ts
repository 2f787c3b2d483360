import type { Duplex } from 'node:stream';
import { ScenarioClock } from '../../harness/foundation/clock/index.js';
import type { HarnessError } from '../../harness/foundation/errors/index.js';
import {
  acceptTls,
  type ConnectTlsOptions,
  connectTls,
  defaultTlsSettings,
  memoryPair,
  type OpensslOffer,
  type PhoneTlsOffer,
  type TlsObservation,
  type TlsPort,
  type TlsSettings,
  tlsPort,
} from '../../harness/tls/index.js';
import { START, serverCertificate } from './support.js';

export const clock = new ScenarioClock({ start: START, waits: 'real' });
export const aes: OpensslOffer = {
  engine: 'openssl',
  minVersion: 'TLSv1',
  maxVersion: 'TLSv1',
  ciphers: 'AES128-SHA:AES256-SHA',
};
export const rc4 = {
  engine: 'tls10',
  suites: [0x0004, 0x0005, 0x000a],
  helloFormat: 'tls',
} as const satisfies PhoneTlsOffer;
export const phone: ConnectTlsOptions = {
  offer: aes,
  judge: () => ({ accept: true }),
  refusal: 'alert',
  clock,
};

export const portOf = async (settings: Partial<TlsSettings> = {}) =>
  tlsPort({ certificate: await serverCertificate(), settings: { ...defaultTlsSettings, ...settings } });

/** Our server at the other end of a connection inside the process. */
export async function meet(options: Partial<ConnectTlsOptions>, settings: Partial<TlsSettings> = {}, given?: TlsPort) {
  const [left, right] = memoryPair();
  const observations: TlsObservation[] = [];
  let refusedSeen: () => void = () => {};
  const refused = new Promise<void>((resolve) => {
    refusedSeen = resolve;
  });
  const server = acceptTls(left, {
    port: given ?? (await portOf(settings)),
    clock,
    observe: (observation) => {
      observations.push(observation);
      if (observation.type === 'refused') refusedSeen();
    },
  });
  const [client, accepted] = await Promise.allSettled([connectTls(right, { ...phone, ...options }), server]);
  return { client, accepted, observations, refused };
}

/** So many bytes: an engine may send the first in a record of its own. */
export function read(stream: Duplex, length: number): Promise<string> {
  return new Promise((resolve) => {
    let text = '';
    stream.on('data', function more(bytes: Buffer) {
      text += String(bytes);
      if (text.length < length) return;
      stream.off('data', more);
      resolve(text);
    });
  });
}

export const errorOf = (result: PromiseSettledResult<unknown>) =>
  result.status === 'rejected' ? (result.reason as HarnessError) : undefined;
