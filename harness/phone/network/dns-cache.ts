import type { Answer } from 'dns-packet';
import type { Clock } from '../../foundation/clock/index.js';
import type { AskedType, DnsAnswer } from './dns-question.js';

/** Answers kept at a time; a phone asks for some twenty names. */
export const MAX_CACHED_ANSWERS = 200;
/** No answer is kept longer, whatever its TTL: the limit of the Windows resolver (inferred for these phones). */
export const MAX_CACHED_SECONDS = 86_400;

interface Cached {
  readonly answer: DnsAnswer;
  /** Clock time in milliseconds. */
  readonly until: number;
}

/**
 * Answers for as long as their records say (RFC 1035 7.4). That a name is missing is not kept: how long these phones believe
 * so is unknown, and a resolver that keeps nothing finds what was mended.
 */
export class DnsCache {
  readonly #clock: Pick<Clock, 'elapsed'>;
  readonly #answers = new Map<string, Cached>();

  constructor(clock: Pick<Clock, 'elapsed'>) {
    this.#clock = clock;
  }

  get(name: string, type: AskedType): DnsAnswer | undefined {
    const key = keyOf(name, type);
    const cached = this.#answers.get(key);
    if (cached && cached.until > this.#clock.elapsed()) return cached.answer;
    this.#answers.delete(key);
    return undefined;
  }

  keep(name: string, type: AskedType, answer: DnsAnswer): void {
    const seconds = lifetime(answer.answers);
    if (answer.code !== 'NOERROR' || answer.truncated || seconds <= 0) return;
    const [oldest] = this.#answers.keys();
    if (oldest !== undefined && this.#answers.size >= MAX_CACHED_ANSWERS) this.#answers.delete(oldest);
    this.#answers.set(keyOf(name, type), { answer, until: this.#clock.elapsed() + seconds * 1000 });
  }

  clear(): void {
    this.#answers.clear();
  }
}

/** Of the record that ends first; nothing for no records. */
function lifetime(answers: readonly Answer[]): number {
  const times = answers.map((answer) => ('ttl' in answer ? (answer.ttl ?? 0) : 0));
  return times.length === 0 ? 0 : Math.min(...times, MAX_CACHED_SECONDS);
}

function keyOf(name: string, type: AskedType): string {
  return `${type} ${name.toLowerCase()}`;
}
