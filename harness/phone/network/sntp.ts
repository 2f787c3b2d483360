import { randomInt } from 'node:crypto';
import { HarnessError } from '../../foundation/errors/index.js';
import {
  decodeNtp,
  encodeNtp,
  fromNtpTimestamp,
  type NtpPacket,
  ntpMode,
  toNtpTimestamp,
} from '../../wire/ntp/index.js';

/** Version of the request: unknown for these phones, the one of their time. */
export const SNTP_VERSION = 3;

/** A request and the value its answer must give back. */
export interface SntpRequest {
  readonly packet: Buffer;
  readonly transmit: bigint;
}

/** The phone's date in whole seconds; the fraction is random, so that an answer can be told from a stray. */
export function sntpRequest(now: Date): SntpRequest {
  const seconds = toNtpTimestamp(now) & ~0xffffffffn;
  const transmit = seconds | BigInt(randomInt(1, 2 ** 32));
  const packet = encodeNtp({
    leap: 0,
    version: SNTP_VERSION,
    mode: ntpMode.client,
    stratum: 0,
    poll: 0,
    precision: 0,
    rootDelay: 0,
    rootDispersion: 0,
    referenceId: Buffer.alloc(4),
    reference: 0n,
    originate: 0n,
    receive: 0n,
    transmit,
  });
  return { packet, transmit };
}

/** What a server says: its date, or why it gives none; `undefined` for what is no answer to the request (RFC 4330 5). */
export function sntpAnswer(request: SntpRequest, bytes: Buffer): { date: Date } | { unusable: string } | undefined {
  let packet: NtpPacket;
  try {
    packet = decodeNtp(bytes);
  } catch (error) {
    if (error instanceof HarnessError) return undefined;
    throw error;
  }
  if (packet.mode !== ntpMode.server) return undefined;
  if (packet.originate !== request.transmit) return undefined;
  if (packet.stratum === 0) return { unusable: `kiss of death ${packet.referenceId.toString('latin1')}` };
  if (packet.stratum > 15) return { unusable: `stratum ${packet.stratum}` };
  if (packet.leap === 3) return { unusable: 'its clock is not synchronised' };
  if (packet.transmit === 0n) return { unusable: 'it names no time' };
  return { date: fromNtpTimestamp(packet.transmit) };
}
