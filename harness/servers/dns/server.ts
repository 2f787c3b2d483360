import type { Recorder } from '../../journal/index.js';
import type { ServerContext } from '../context.js';
import { answer, presentation } from './answer.js';
import { type DnsQuery, readQuery, recordClass, responseCode } from './query.js';
import { type ResponseParts, refuse, respond } from './response.js';
import { type Zone, zoneOf } from './zone.js';

export interface DnsServerOptions {
  /** Seconds; 60 unless told, so that a phone that roams between runs asks again. */
  readonly ttl?: number;
  /** Other names than the deployment's own, for a deployment that publishes wrong ones. */
  readonly zone?: Zone;
}

const DEFAULT_TTL_SECONDS = 60;

/** Type name as in a decoded question, by what is refused: whole zones are not handed out. */
const zoneTransfers: readonly string[] = ['AXFR', 'IXFR'];

/**
 * The name server of the lab: authoritative for the deployment's names, "no such name" for every other, at once, because silence
 * costs a phone seconds for each suffix it tries. Never recurses. Never throws on what came from the network.
 */
export class DnsServer {
  readonly #context: ServerContext;
  readonly #recorder: Recorder;
  readonly #zone: Zone;
  readonly #ttl: number;

  constructor(context: ServerContext, options: DnsServerOptions = {}) {
    this.#context = context;
    this.#recorder = context.journal.recorder('dns');
    this.#zone = options.zone ?? zoneOf(context.deployment);
    this.#ttl = options.ttl ?? DEFAULT_TTL_SECONDS;
  }

  /** `bytes` is one message, without the length that precedes it over TCP, and so is the response. */
  handle(bytes: Buffer, transport: 'udp' | 'tcp', from: { readonly address: string }): Buffer | undefined {
    const device = this.#context.pool.devices.ofAddress(from.address);
    const query = readQuery(bytes);
    if ('reason' in query) {
      const { reason, code } = query;
      const how = code === undefined ? '' : ` (refused with ${codeName(code)})`;
      this.#recorder.record('dns.ignored', { reason: `${reason}${how}` }, { device, raw: bytes });
      return code === undefined ? undefined : refuse(bytes, code);
    }
    const name = query.name ?? shown(query.question);
    this.#recorder.record('dns.query', { name, recordType: query.type, transport }, { device, raw: bytes });
    const parts = this.#answer(query);
    const response = respond(query, parts, transport);
    this.#recorder.record(
      'dns.answer',
      { name, recordType: query.type, code: codeName(parts.code), answers: (parts.answers ?? []).map(presentation) },
      { device, raw: response },
    );
    return response;
  }

  #answer(query: DnsQuery): ResponseParts {
    if (query.edns !== undefined && query.edns.version !== 0) return { code: responseCode.badVersion };
    if (query.classNumber !== recordClass.internet && query.classNumber !== recordClass.any) {
      return { code: responseCode.refused };
    }
    if (zoneTransfers.includes(query.type)) return { code: responseCode.refused };
    if (query.name === undefined) return { code: responseCode.nxDomain };
    const { exists, ...sections } = answer(this.#zone, query.name, query.type, this.#ttl);
    return { code: exists ? responseCode.noError : responseCode.nxDomain, ...sections };
  }
}

const codeNames: ReadonlyMap<number, string> = new Map([
  [responseCode.noError, 'NOERROR'],
  [responseCode.formErr, 'FORMERR'],
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
