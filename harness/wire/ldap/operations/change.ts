import type { BerReader } from '../ber/reader.js';
import { application, applicationPrimitive } from '../ber/tags.js';
import { element, text } from '../ber/writer.js';
import type { DoneKind } from './done.js';

/** Requests that change the directory, which no phone is known to send: read as far as the name they concern. */
const tags = {
  modifyRequest: application(6),
  addRequest: application(8),
  deleteRequest: applicationPrimitive(10),
  modifyDnRequest: application(12),
} as const;

export type ChangeKind = keyof typeof tags;

export interface ChangeRequest {
  readonly kind: ChangeKind;
  readonly dn: string;
  /** What follows the name, as sent; empty for a delete request. */
  readonly rest: Buffer;
}

/** What answers each. */
export const changeResponses: Readonly<Record<ChangeKind, DoneKind>> = {
  modifyRequest: 'modifyResponse',
  addRequest: 'addResponse',
  deleteRequest: 'deleteResponse',
  modifyDnRequest: 'modifyDnResponse',
};

const kinds = new Map<number, ChangeKind>(Object.entries(tags).map(([kind, tag]) => [tag, kind as ChangeKind]));

export function changeKind(tag: number): ChangeKind | undefined {
  return kinds.get(tag);
}

export function readChange(reader: BerReader, kind: ChangeKind): ChangeRequest {
  if (kind === 'deleteRequest') return { kind, dn: reader.text('the name', tags[kind]), rest: Buffer.alloc(0) };
  const parts = reader.constructed(tags[kind], 'the request');
  return { kind, dn: parts.text('the name'), rest: parts.rest() };
}

export function writeChange({ dn, kind, rest }: ChangeRequest): Buffer {
  if (kind === 'deleteRequest') return text(dn, tags[kind]);
  return element(tags[kind], text(dn), rest);
}
