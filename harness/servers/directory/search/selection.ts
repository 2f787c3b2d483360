import type { DirectoryAttribute, DirectoryEntry } from '../../../pool/index.js';
import { type PartialAttribute, writeSearchResultEntry } from '../../../wire/ldap/index.js';
import { attributeOf } from '../schema/attributes.js';

/** Which attributes of each entry a search wants, and under which names. */
export interface Selection {
  /** The same for selections that give the same. */
  readonly key: string;
  readonly all: boolean;
  /** Name in lower case to the options asked for with it, `;binary` with the semicolon. */
  readonly named: ReadonlyMap<string, string>;
  readonly typesOnly: boolean;
}

/** `1.1`: no attributes at all (RFC 4511 4.5.1.8). */
const NONE = '1.1';

/** `+` asks for operational attributes, which this directory has none of beyond the others. */
export function selectionOf(attributes: readonly string[], typesOnly: boolean): Selection {
  const wanted = attributes.filter((each) => each !== NONE);
  const all = attributes.length === 0 || wanted.some((each) => each === '*' || each === '+');
  const named = new Map(
    wanted
      .filter((each) => each !== '*' && each !== '+')
      .map((description) => [attributeOf(description), optionsOf(description)]),
  );
  return { key: JSON.stringify([attributes, typesOnly]), all, named, typesOnly };
}

/** `;binary` is a way to send a value, and the answer names it as asked (RFC 4522 3); other options ask for what there is not. */
function optionsOf(description: string): string {
  return /;binary(;|$)/i.test(description) ? ';binary' : '';
}

export function selected(entry: DirectoryEntry, selection: Selection): PartialAttribute[] {
  const chosen: PartialAttribute[] = [];
  for (const [name, attribute] of entry.attributes) {
    const options = selection.named.get(name);
    if (options === undefined && !selection.all) continue;
    chosen.push(partial(attribute, options ?? '', selection.typesOnly));
  }
  return chosen;
}

function partial({ name, values }: DirectoryAttribute, options: string, typesOnly: boolean): PartialAttribute {
  return { type: `${name}${options}`, values: typesOnly ? [] : values };
}

/** Different selections of one entry that are kept written down. */
const MAX_KEPT_SELECTIONS = 8;
const written = new WeakMap<DirectoryEntry, Map<string, Buffer>>();

/** The entry as an operation, kept written: entries never change, and phones ask the same. */
export function writtenEntry(entry: DirectoryEntry, selection: Selection): Buffer {
  let kept = written.get(entry);
  if (!kept) {
    kept = new Map();
    written.set(entry, kept);
  }
  let bytes = kept.get(selection.key);
  if (!bytes) {
    bytes = writeSearchResultEntry({ dn: entry.dn, attributes: selected(entry, selection) });
    if (kept.size >= MAX_KEPT_SELECTIONS) kept.clear();
    kept.set(selection.key, bytes);
  }
  return bytes;
}
