import { filterText, type SearchRequest } from '../../../wire/ldap/index.js';
import { compileFilter, type Matcher } from '../filter/compile.js';
import { MAX_KEPT_QUESTIONS } from '../limits.js';
import { nameKey } from '../schema/normal-value.js';
import { type Selection, selectionOf } from './selection.js';

/** A search made ready: phones ask the same few again and again. */
export interface Question {
  /** Key of the base; undefined for text that is no name. */
  readonly baseKey: string | undefined;
  readonly matches: Matcher;
  readonly filterText: string;
  readonly selection: Selection;
}

/** Prepares searches, and keeps the last ones prepared, by their bytes. */
export class Questions {
  readonly #kept = new Map<string, Question>();
  readonly #schemaDn: string;

  constructor(schemaDn: string) {
    this.#schemaDn = schemaDn;
  }

  of(request: SearchRequest): Question {
    const text = filterText(request.filter);
    const key = `${text}\0${request.base}\0${request.typesOnly}\0${request.attributes.join('\0')}`;
    const known = this.#kept.get(key);
    if (known) return known;
    const question: Question = {
      baseKey: nameKey(request.base),
      matches: compileFilter(request.filter, this.#schemaDn),
      filterText: text,
      selection: selectionOf(request.attributes, request.typesOnly),
    };
    if (this.#kept.size >= MAX_KEPT_QUESTIONS) this.#kept.clear();
    this.#kept.set(key, question);
    return question;
  }
}
