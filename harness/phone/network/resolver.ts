import { isIPv4 } from 'node:net';
import type { Answer } from 'dns-packet';
import { timedOut } from '../../foundation/clock/index.js';
import { HarnessError } from '../../foundation/errors/index.js';
import type { LeaseDetails } from '../lease-details.js';
import type { PhoneRecord } from '../record.js';
import type { WaitingClock } from '../waiting.js';
import { DnsCache } from './dns-cache.js';
import { askOverTcp } from './dns-over-tcp.js';
import { type AskedType, answerTo, type DnsAnswer, type DnsQuestion, dnsQuestion } from './dns-question.js';
import type { NetworkPlug } from './plug.js';

/** How long each transmission waits for its answer; unknown for these phones, a resolver's usual first steps. */
export const DNS_WAITS_MS: readonly number[] = [1000, 2000];
/** A server that cannot answer over TCP in this time will not. */
export const DNS_TCP_TIMEOUT_MS = 5000;
/** Aliases followed in one answer; zones have one or two. */
export const MAX_ALIASES = 8;

/** Of a name that somebody else made up; DNS carries no longer one. */
const MAX_SHOWN_NAME = 253;
/** Suffixes of option 119 that are tried; Windows tries as many as are configured, and nobody configures more. */
export const MAX_SUFFIXES = 6;

/** Where a service is (RFC 2782). */
export interface ServiceLocation {
  readonly host: string;
  readonly port: number;
}

/** The phone's resolver: asks the servers of option 6, and appends the domain of option 15 when a name fails. */
export class Resolver {
  readonly #plug: NetworkPlug;
  readonly #clock: WaitingClock;
  readonly #lease: () => LeaseDetails | undefined;
  readonly #cache: DnsCache;
  readonly #record: PhoneRecord;

  constructor(
    plug: NetworkPlug,
    clock: WaitingClock,
    lease: () => LeaseDetails | undefined,
    record: PhoneRecord = () => {},
  ) {
    this.#plug = plug;
    this.#clock = clock;
    this.#lease = lease;
    this.#cache = new DnsCache(clock);
    this.#record = record;
  }

  /**
   * IPv4 addresses of a host, at least one.
   * @throws HarnessError PHONE_NO_DNS_SERVER, PHONE_DNS_SILENT, PHONE_NAME_NOT_FOUND
   */
  async addresses(host: string): Promise<string[]> {
    if (isIPv4(host)) return [host];
    const look = () => this.#lookUp(host, 'A', (answers, name) => addressesOf(answers, name));
    return await this.#told(host, 'A', look, (address) => address);
  }

  /**
   * Locations of a service, the preferred first.
   * @throws HarnessError PHONE_NO_DNS_SERVER, PHONE_DNS_SILENT, PHONE_NAME_NOT_FOUND
   */
  async services(name: string): Promise<ServiceLocation[]> {
    const look = () => this.#lookUp(name, 'SRV', (answers) => locationsOf(answers));
    return await this.#told(name, 'SRV', look, ({ host, port }) => `${host}:${port}`);
  }

  async #told<T>(name: string, type: AskedType, look: () => Promise<T[]>, words: (found: T) => string): Promise<T[]> {
    try {
      const found = await look();
      this.#record('phone.looked-up', { name, asked: type, answers: found.map(words) });
      return found;
    } catch (error) {
      if (!(error instanceof HarnessError)) throw error;
      const { code, details } = error;
      const problem = code === 'PHONE_NAME_NOT_FOUND' ? String(details.code) : error.message;
      this.#record('phone.looked-up', { name: name.slice(0, MAX_SHOWN_NAME), asked: type, answers: [], problem });
      throw error;
    }
  }

  /** Names are asked for anew from here on. */
  forget(): void {
    this.#cache.clear();
  }

  /**
   * Every failed name is tried again with each suffix, the domain's own or those of option 119 (documented for the
   * phones' predecessor); a name already below a suffix is not (inferred).
   */
  async #lookUp<T>(name: string, type: AskedType, read: (answers: readonly Answer[], name: string) => T[]) {
    const { domain, searchList = domain === undefined ? [] : [domain] } = this.#lease() ?? {};
    const suffixes = searchList.slice(0, MAX_SUFFIXES).filter((suffix) => !isBelow(name, suffix));
    const names = [name, ...suffixes.map((suffix) => `${name}.${suffix}`)];
    let code = 'NOERROR';
    for (const each of names) {
      const answer = await this.#ask(each, type);
      const found = answer.code === 'NOERROR' ? read(answer.answers, each) : [];
      if (found.length > 0) return found;
      if (each === name) code = answer.code === 'NOERROR' ? 'no such record' : answer.code;
    }
    throw new HarnessError('PHONE_NAME_NOT_FOUND', { name, type, code });
  }

  async #ask(name: string, type: AskedType): Promise<DnsAnswer> {
    const servers = this.#lease()?.dnsServers ?? [];
    if (servers.length === 0) throw new HarnessError('PHONE_NO_DNS_SERVER', { name });
    const question = ask(name, type);
    const known = this.#cache.get(name, type);
    if (known) return known;
    let failed: DnsAnswer | undefined;
    for (const address of servers) {
      const to = { address, port: 53 };
      const { packet } = question;
      const accept = (bytes: Buffer) => answerTo(question, bytes);
      const answer = await this.#plug.ask({ to, payload: packet, waits: DNS_WAITS_MS, accept });
      if (answer === undefined) continue;
      const whole = answer.truncated ? ((await this.#overTcp(address, question)) ?? answer) : answer;
      if (whole.code === 'NOERROR' || whole.code === 'NXDOMAIN') {
        this.#cache.keep(name, type, whole);
        return whole;
      }
      failed = whole;
    }
    if (failed === undefined) throw new HarnessError('PHONE_DNS_SILENT', { name, type, servers: servers.join(', ') });
    return failed;
  }

  async #overTcp(address: string, question: DnsQuestion): Promise<DnsAnswer | undefined> {
    const socket = await this.#plug.connect({ address, port: 53 }).catch((error: unknown) => {
      if (error instanceof HarnessError && error.code === 'PHONE_CONNECT_FAILED') return undefined;
      throw error;
    });
    if (socket === undefined) return undefined;
    try {
      const bytes = await this.#clock.within(DNS_TCP_TIMEOUT_MS, askOverTcp(socket, question.packet));
      return bytes === timedOut || bytes === undefined ? undefined : answerTo(question, bytes);
    } finally {
      socket.destroy();
    }
  }
}

/** A name DNS cannot carry cannot be found either. */
function ask(name: string, type: AskedType): DnsQuestion {
  const labels = name.replace(/\.$/, '').split('.');
  if (name.length > 253 || labels.some((label) => label === '' || label.length > 63)) {
    throw new HarnessError('PHONE_NAME_NOT_FOUND', { name: name.slice(0, 80), type, code: 'not a DNS name' });
  }
  return dnsQuestion(name, type);
}

function isBelow(name: string, suffix: string): boolean {
  return `.${name.toLowerCase()}`.endsWith(`.${suffix.toLowerCase()}`);
}

function addressesOf(answers: readonly Answer[], name: string): string[] {
  let wanted = name.toLowerCase();
  for (let aliases = 0; aliases < MAX_ALIASES; aliases++) {
    const alias = answers.find((each) => each.type === 'CNAME' && each.name.toLowerCase() === wanted);
    if (alias?.type !== 'CNAME') break;
    wanted = alias.data.toLowerCase();
  }
  return answers.flatMap((each) => (each.type === 'A' && each.name.toLowerCase() === wanted ? [each.data] : []));
}

/** By priority, then by weight, the heavier first: a phone among few servers needs no dice. */
function locationsOf(answers: readonly Answer[]): ServiceLocation[] {
  const records = answers.flatMap((each) => (each.type === 'SRV' ? [each.data] : []));
  return records
    .toSorted((a, b) => (a.priority ?? 0) - (b.priority ?? 0) || (b.weight ?? 0) - (a.weight ?? 0))
    .map(({ target, port }) => ({ host: target.replace(/\.$/, ''), port }))
    .filter(({ host, port }) => host !== '' && port > 0);
}
