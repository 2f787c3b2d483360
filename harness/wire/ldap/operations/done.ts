import type { BerReader } from '../ber/reader.js';
import { application } from '../ber/tags.js';
import { element } from '../ber/writer.js';
import { type LdapResult, readResult, resultParts } from '../result.js';

/** Responses that are an LDAPResult and nothing more, by the operation they end. */
const tags = {
  searchResultDone: application(5),
  modifyResponse: application(7),
  addResponse: application(9),
  deleteResponse: application(11),
  modifyDnResponse: application(13),
  compareResponse: application(15),
} as const;

export type DoneKind = keyof typeof tags;

export interface Done extends LdapResult {
  readonly kind: DoneKind;
}

const kinds = new Map<number, DoneKind>(Object.entries(tags).map(([kind, tag]) => [tag, kind as DoneKind]));

export function doneKind(tag: number): DoneKind | undefined {
  return kinds.get(tag);
}

export function readDone(reader: BerReader, kind: DoneKind): Done {
  return { kind, ...readResult(reader.constructed(tags[kind], 'the result')) };
}

export function writeDone(done: Done): Buffer {
  return element(tags[done.kind], ...resultParts(done));
}
