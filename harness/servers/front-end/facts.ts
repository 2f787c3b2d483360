import { isHeader, type Likeness, type SipHeader, type SipRequest } from '../../wire/sip/index.js';
import type { Link } from './connection/link.js';

/** A request without what is another in every request, its number and its credentials: a client says the rest again with each refresh. */
export interface Said extends Pick<SipRequest, 'method' | 'uri' | 'headers'> {
  /** It was said before, so that what is made of it will be used again. */
  readonly again: boolean;
}

/** What follows from what a request says and from the connection it comes over, and from nothing else: it is kept. */
export type Fact<T> = (said: Said, link: Link) => T;

const OTHERS_IN_EVERY_REQUEST = ['CSeq', 'Authorization', 'Proxy-Authorization'] as const;

/** What was found out about a request, each fact once. */
export class Facts {
  readonly #said: Said;
  readonly #link: Link;
  readonly #found = new Map<Fact<unknown>, unknown>();

  constructor({ headers, method, uri }: SipRequest, link: Link, again = false) {
    // Left out rather than not looked at: a fact cannot depend on what is not there.
    this.#said = { method, uri, headers: headers.filter(({ name }) => !isAnotherEachTime(name)), again };
    this.#link = link;
  }

  /** Throws what finding it throws, every time. */
  find<T>(fact: Fact<T>): T {
    const found = this.#found.get(fact);
    // Only this line puts anything in, under the function that made it.
    if (found !== undefined || this.#found.has(fact)) return found as T;
    const made = fact(this.#said, this.#link);
    this.#found.set(fact, made);
    return made;
  }
}

/** The facts of one client's requests. Those of a request that says what the one before it said are found already. */
export class ClientFacts {
  readonly #link: Link;
  #last: { readonly likeness: Likeness; readonly facts: Facts } | undefined;

  constructor(link: Link) {
    this.#link = link;
  }

  of(request: SipRequest, likeness: Likeness | undefined): Facts {
    if (likeness === undefined) return new Facts(request, this.#link);
    if (this.#last?.likeness === likeness) return this.#last.facts;
    if (!saysTheSame(request.headers, likeness)) return new Facts(request, this.#link);
    const facts = new Facts(request, this.#link, true);
    this.#last = { likeness, facts };
    return facts;
  }
}

/** Whether all that may differ in requests of this likeness is left out of facts. */
function saysTheSame(headers: readonly SipHeader[], { places }: Likeness): boolean {
  for (const place of places) {
    const differing = headers[place];
    if (differing === undefined || !isAnotherEachTime(differing.name)) return false;
  }
  return true;
}

function isAnotherEachTime(name: string): boolean {
  for (const other of OTHERS_IN_EVERY_REQUEST) if (isHeader(name, other)) return true;
  return false;
}
