import type { ContactList, ContactOutcome, ContactProblem } from '../../../../pool/index.js';
import { text, type XmlElement } from '../../../../wire/xml/index.js';
import type { FrontEndCore } from '../../core.js';
import type { SignedExchange } from '../../methods/method.js';
import type { Reply } from '../../reply.js';
import { notifyDevices } from '../notify.js';
import { invalidBody, MAX_NAME, wholeNumber } from '../read-body.js';
import { tooMuch, wrongVersions } from '../version-fault.js';
import { contactDeltaBody, contactListToChange, ROAMING_CONTACTS } from './contact-list.js';

/** The element of a SOAP request that names the operation, and the document's text. */
export interface ContactRequest {
  readonly operation: XmlElement;
  readonly text: string;
}

/** One operation on the contact list; one file each. */
export interface ContactOperation {
  /** Local name of its element (MS-SIP 2.2.4.2). */
  readonly name: string;
  apply(list: ContactList, deltaNum: number, request: ContactRequest): ContactOutcome;
  /** Content of the answer's element of the same name; most have none. */
  answer?(outcome: Extract<ContactOutcome, { ok: true }>): string;
}

/**
 * Applies an operation and tells every device that subscribed, the one that asked too (MS-SIP 3.7; observed of OCS).
 * @throws HarnessError WIRE_INVALID
 */
export function changeContacts(
  operation: ContactOperation,
  request: ContactRequest,
  { link, user }: SignedExchange,
  core: FrontEndCore,
): ContactOutcome {
  const deltaNum = wholeNumber(field(request.operation, 'deltaNum') ?? '', operation.name, 'deltaNum');
  const outcome = operation.apply(contactListToChange(core, user), deltaNum, request);
  if (!outcome.ok) return outcome;
  core.recorder.record(
    'front-end.contacts-changed',
    { user, deltaNum: outcome.delta.deltaNum, changes: outcome.delta.changes.map(({ kind }) => kind) },
    { device: link.device, connection: link.id },
  );
  notifyDevices(core, user, ROAMING_CONTACTS, contactDeltaBody(outcome.delta));
  return outcome;
}

const problems: Readonly<Record<Exclude<ContactProblem, 'stale' | 'too-many'>, Reply>> = {
  'unknown-group': { status: 404, reason: 'Not Found' },
  'unknown-contact': { status: 404, reason: 'Not Found' },
  'default-group': { status: 403, reason: 'Forbidden' },
  'name-taken': { status: 409, reason: 'Conflict' },
};

/** What a change that was not made is answered with; the codes are inferred. */
export function contactProblem(problem: ContactProblem, request: ContactRequest, curVersion: number): Reply {
  if (problem === 'too-many') return tooMuch;
  if (problem !== 'stale') return problems[problem];
  const version = Number(field(request.operation, 'deltaNum'));
  return wrongVersions([{ index: 1, version, curVersion }]);
}

/**
 * The text of a child element, whatever its namespace and case: the specification and its examples differ in URI.
 * @throws HarnessError WIRE_INVALID for one too long
 */
export function field(operation: XmlElement, name: string): string | undefined {
  const found = operation.children.find(
    (each): each is XmlElement => typeof each !== 'string' && each.localName.toLowerCase() === name.toLowerCase(),
  );
  const value = found && text(found);
  if (value !== undefined && value.length > MAX_NAME) {
    throw invalidBody(name, `it is longer than ${MAX_NAME} characters`);
  }
  return value;
}

/**
 * A contact's address from its URI.
 * @throws HarnessError WIRE_INVALID for an empty one
 */
export function contactUri(operation: XmlElement): string {
  const uri = (field(operation, 'URI') ?? '').trim().replace(/^sips?:/i, '');
  if (uri === '') throw invalidBody(operation.localName, 'it has no URI');
  return uri;
}
