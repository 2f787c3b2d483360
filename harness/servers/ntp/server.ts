import { defaultTimeServiceSettings, host, type TimeServiceSettings, toldDate } from '../../deployment/index.js';
import type { ArmedFault, NtpFault } from '../../faults/index.js';
import { HarnessError } from '../../foundation/errors/index.js';
import type { Recorder } from '../../journal/index.js';
import { addressData } from '../../wire/dhcp/index.js';
import {
  decodeNtp,
  encodeNtp,
  fromNtpTimestamp,
  type NtpPacket,
  ntpMode,
  toNtpTimestamp,
} from '../../wire/ntp/index.js';
import type { ServerContext } from '../context.js';

export interface NtpServerOptions {
  /** IPv4, sent as the reference identifier; the domain controller's address unless told. */
  readonly serverAddress?: string;
}

/** Answers held back at once; a flood of requests gets none beyond them. */
const MAX_HELD_ANSWERS = 1_000;
/** Phones send 3, perhaps 4 (inferred); older versions share the format. */
const VERSIONS = { oldest: 1, newest: 4 } as const;
/** A peer that calls itself an equal, as the Windows time service does unless told otherwise. */
const SYMMETRIC_ACTIVE = 1;
const SYMMETRIC_PASSIVE = 2;
const STRATUM = 2;
/** log2 seconds: 16 s, the shortest interval, for clients that left theirs empty. */
const SHORTEST_POLL = 4;
/** log2 seconds: about a microsecond. */
const PRECISION = -20;
/** 16.16 seconds: about a quarter of a millisecond. */
const ROOT_DISPERSION = 0x10;
/** How often this clock claims to be compared with its own source. */
const REFERENCE_INTERVAL_MS = 64_000;

/**
 * The time server: tells the scenario's date (RFC 5905 header, SNTP server of RFC 4330). The client's transmit timestamp comes back
 * bit for bit as originate, however absurd the client's clock. What it does not answer is `ntp.ignored` in the journal.
 */
export class NtpServer {
  readonly #context: ServerContext;
  readonly #recorder: Recorder;
  readonly #referenceId: Buffer;
  readonly #settings: TimeServiceSettings;
  readonly #start: Date;
  #held = 0;

  constructor(context: ServerContext, options: NtpServerOptions = {}) {
    this.#context = context;
    this.#recorder = context.journal.recorder('ntp');
    this.#start = new Date(context.clock.now().getTime() - context.clock.elapsed());
    this.#settings = context.deployment.time ?? defaultTimeServiceSettings;
    this.#referenceId = addressData([options.serverAddress ?? host(context.deployment, 'dc').address]);
  }

  /** The answer to one request, however late a fault wants it; `serve` sends it when it is due. */
  handle(bytes: Buffer, from: { readonly address: string }): Buffer | undefined {
    return this.#outcome(bytes, from)?.send();
  }

  /** Sends the answer to one request when it is due. */
  serve(bytes: Buffer, from: { readonly address: string }, send: (answer: Buffer) => void): void {
    const outcome = this.#outcome(bytes, from);
    if (outcome === undefined) return;
    if (outcome.delayMs === 0) {
      send(outcome.send());
      return;
    }
    if (this.#held >= MAX_HELD_ANSWERS) return;
    this.#held += 1;
    this.#context.clock.alarm(outcome.delayMs, () => {
      this.#held -= 1;
      send(outcome.send());
    });
  }

  #outcome(bytes: Buffer, from: { readonly address: string }): { delayMs: number; send(): Buffer } | undefined {
    const device = this.#context.pool.devices.ofAddress(from.address);
    const ignore = (reason: string): undefined =>
      this.#recorder.record('ntp.ignored', { reason }, { device, raw: bytes }) as undefined;

    let request: NtpPacket;
    try {
      request = decodeNtp(bytes);
    } catch (error) {
      if (!(error instanceof HarnessError)) throw error;
      return ignore(error.message);
    }
    const { version, mode } = request;
    if (version < VERSIONS.oldest || version > VERSIONS.newest) return ignore(`NTP version ${version}, not 1 to 4`);
    const answerMode = answerModes.get(mode);
    if (answerMode === undefined) return ignore(`mode ${mode} is not a request for the time`);

    this.#recorder.record('ntp.request', { version, mode }, { device, raw: bytes });
    const armed = this.#context.faults.for('ntp.answer', { device });
    const { packet, drop, delayMs } = disturbed(this.#truth(request, answerMode), armed);
    if (drop) return undefined;
    const send = (): Buffer => {
      const answer = encodeNtp(packet);
      const { leap, stratum, referenceId } = packet;
      const kiss = stratum === 0 ? { kiss: referenceId.toString('latin1') } : {};
      const date = fromNtpTimestamp(packet.transmit, this.#now()).toISOString();
      this.#recorder.record('ntp.reply', { date, stratum, leap, ...kiss }, { device, raw: answer });
      return answer;
    };
    return { delayMs, send };
  }

  #truth(request: NtpPacket, mode: number): NtpPacket {
    const now = this.#now();
    return {
      leap: 0,
      version: request.version,
      mode,
      stratum: STRATUM,
      poll: request.poll === 0 ? SHORTEST_POLL : request.poll,
      precision: PRECISION,
      rootDelay: 0,
      rootDispersion: ROOT_DISPERSION,
      referenceId: this.#referenceId,
      reference: toNtpTimestamp(lastComparison(now)),
      originate: request.transmit,
      receive: toNtpTimestamp(now),
      transmit: toNtpTimestamp(now),
    };
  }

  #now(): Date {
    const { clock } = this.#context;
    return toldDate(this.#settings, { start: this.#start, now: clock.now(), elapsed: clock.elapsed() });
  }
}

/** An answer as the faults of its occasion make it. */
function disturbed(answer: NtpPacket, faults: readonly ArmedFault<NtpFault>[]) {
  let packet = answer;
  let drop = false;
  let delayMs = 0;
  for (const { made, fired } of faults) {
    fired();
    if ('change' in made) packet = made.change(packet);
    else if (made.delivery.do === 'drop') drop = true;
    else delayMs += made.delivery.ms;
  }
  return { packet, drop, delayMs };
}

/** Mode of the answer by mode of the request (RFC 4330, section 6). */
const answerModes: ReadonlyMap<number, number> = new Map([
  [ntpMode.client, ntpMode.server],
  [SYMMETRIC_ACTIVE, SYMMETRIC_PASSIVE],
]);

function lastComparison(now: Date): Date {
  return new Date(Math.floor(now.getTime() / REFERENCE_INTERVAL_MS) * REFERENCE_INTERVAL_MS);
}
