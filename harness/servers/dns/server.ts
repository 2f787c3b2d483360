import { defaultNameServiceSettings } from '../../deployment/index.js';
import { type DisturbedDns, type DnsReply, disturbDns } from '../../faults/index.js';
import type { Recorder } from '../../journal/index.js';
import type { ServerContext } from '../context.js';
import { presentation } from './answer.js';
import { changedZone } from './changed-zone.js';
import { type KnownAnswers, knownAnswers } from './known-answers.js';
import { type DnsQuery, readQuery, recordClass, responseCode } from './query.js';
import { refuse, respond } from './response.js';
import { type Zone, zoneOf } from './zone.js';

export interface DnsServerOptions {
  /** Seconds; the deployment's unless told. */
  readonly ttl?: number;
  /** Other names than the deployment's own, for a deployment that publishes wrong ones. */
  readonly zone?: Zone;
}

/** Answers held back at once; a flood of questions gets none beyond them. */
export const MAX_HELD_ANSWERS = 1_000;

/** What is to become of one message. */
type Outcome =
  | { readonly kind: 'ignored' }
  | { readonly kind: 'dropped' }
  | { readonly kind: 'reply'; readonly delayMs: number; send(): Buffer };

/** Type name as in a decoded question, by what is refused: whole zones are not handed out. */
const zoneTransfers: readonly string[] = ['AXFR', 'IXFR'];

/**
 * The name server of the lab: authoritative for the deployment's names, "no such name" for every other, at once, because silence
 * costs a phone seconds for each suffix it tries. Never recurses. Never throws on what came from the network.
 */
export class DnsServer {
  readonly #context: ServerContext;
  readonly #recorder: Recorder;
  readonly #zone: KnownAnswers;
  /** By device, those that see other records. */
  readonly #zones: ReadonlyMap<string, KnownAnswers>;
  #held = 0;

  constructor(context: ServerContext, options: DnsServerOptions = {}) {
    this.#context = context;
    this.#recorder = context.journal.recorder('dns');
    const settings = context.deployment.dns ?? defaultNameServiceSettings;
    const zone = changedZone(options.zone ?? zoneOf(context.deployment), settings);
    const ttl = options.ttl ?? settings.ttl;
    this.#zone = knownAnswers(zone, ttl);
    this.#zones = new Map(
      [...settings.devices].map(([mac, changes]) => [mac, knownAnswers(changedZone(zone, changes), ttl)]),
    );
  }

  /**
   * What is sent for one message, and when it is sent is left to the caller: a fault that answers late is `serve`'s.
   * `bytes` is one message, without the length that precedes it over TCP, and so is the response.
   */
  handle(bytes: Buffer, transport: 'udp' | 'tcp', from: { readonly address: string }): Buffer | undefined {
    const outcome = this.#outcome(bytes, transport, from);
    return outcome.kind === 'reply' ? outcome.send() : undefined;
  }

  /** Sends the response to one message, when it is due; gives back whether it was a query at all. */
  serve(
    bytes: Buffer,
    transport: 'udp' | 'tcp',
    from: { readonly address: string },
    send: (response: Buffer) => void,
  ): boolean {
    const outcome = this.#outcome(bytes, transport, from);
    if (outcome.kind !== 'reply') return outcome.kind === 'dropped';
    if (outcome.delayMs === 0) send(outcome.send());
    else if (this.#held < MAX_HELD_ANSWERS) {
      this.#held += 1;
      this.#context.clock.alarm(outcome.delayMs, () => {
        this.#held -= 1;
        send(outcome.send());
      });
    }
    return true;
  }

  #outcome(bytes: Buffer, transport: 'udp' | 'tcp', from: { readonly address: string }): Outcome {
    const device = this.#context.pool.devices.ofAddress(from.address);
    const query = readQuery(bytes);
    if ('reason' in query) {
      const { reason, code } = query;
      const how = code === undefined ? '' : ` (refused with ${codeName(code)})`;
      this.#recorder.record('dns.ignored', { reason: `${reason}${how}` }, { device, raw: bytes });
      if (code === undefined) return { kind: 'ignored' };
      return { kind: 'reply', delayMs: 0, send: () => refuse(bytes, code) };
    }
    const name = query.name ?? shown(query.question);
    this.#recorder.record('dns.query', { name, recordType: query.type, transport }, { device, raw: bytes });
    const { reply, spoil, drop, delayMs, delivered } = this.#disturbed(query, transport, device);
    delivered();
    if (drop) return { kind: 'dropped' };
    const send = (): Buffer => {
      const response = spoil(respond(query, reply, transport));
      const answers = (reply.answers ?? []).map(presentation);
      this.#recorder.record(
        'dns.answer',
        { name, recordType: query.type, code: codeName(reply.code), answers },
        { device, raw: response },
      );
      return response;
    };
    return { kind: 'reply', delayMs, send };
  }

  #disturbed(query: DnsQuery, transport: 'udp' | 'tcp', device: string | undefined): DisturbedDns {
    const reply = this.#answer(query, this.#zones.get(device ?? '') ?? this.#zone);
    const { faults } = this.#context;
    const armed = faultPoints(query.type).flatMap((point) => faults.for(point, { device }));
    return disturbDns(reply, armed, { name: query.name ?? '', type: query.type, transport });
  }

  #answer(query: DnsQuery, zone: KnownAnswers): DnsReply {
    if (query.edns !== undefined && query.edns.version !== 0) return { code: responseCode.badVersion };
    if (query.classNumber !== recordClass.internet && query.classNumber !== recordClass.any) {
      return { code: responseCode.refused };
    }
    if (zoneTransfers.includes(query.type)) return { code: responseCode.refused };
    if (query.name === undefined) return { code: responseCode.nxDomain };
    return zone(query.name, query.type);
  }
}

/** Types that ask for an address. */
const addressTypes: readonly string[] = ['A', 'AAAA', 'CNAME'];

/** Where faults of an answer of this type stand, the particular place first. */
function faultPoints(type: string): ('dns.srv' | 'dns.address' | 'dns.any')[] {
  if (type === 'SRV') return ['dns.srv', 'dns.any'];
  return addressTypes.includes(type) ? ['dns.address', 'dns.any'] : ['dns.any'];
}

const codeNames: ReadonlyMap<number, string> = new Map([
  [responseCode.noError, 'NOERROR'],
  [responseCode.formErr, 'FORMERR'],
  [responseCode.servFail, 'SERVFAIL'],
  [responseCode.nxDomain, 'NXDOMAIN'],
  [responseCode.notImp, 'NOTIMP'],
  [responseCode.refused, 'REFUSED'],
  [responseCode.badVersion, 'BADVERS'],
]);

function codeName(code: number): string {
  return codeNames.get(code) ?? `RCODE ${code}`;
}

/** A name with labels no host can have, fit for a journal: lengths and odd bytes as dots. */
function shown(question: Buffer): string {
  return question
    .subarray(1, -5)
    .toString('latin1')
    .replace(/[^\x21-\x7e]/g, '.');
}
