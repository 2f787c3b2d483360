import type { WrongVersion } from '../../../pool/index.js';
import type { Reply } from '../reply.js';
import { element, textElement } from './xml.js';

/** 409 for versions that are not the server's; clients correct theirs by it and send again (observed of pidgin-sipe). */
export function wrongVersions(wrong: readonly WrongVersion[]): Reply {
  const operations = wrong.map(({ curVersion, index, version }) =>
    element('operation', { index, version, curVersion }),
  );
  const details = element('details', {}, operations.join(''));
  const text = `<Fault>${textElement('Faultcode', 'Client.BadCall.WrongDelta')}${details}</Fault>`;
  return { status: 409, reason: 'Conflict', body: { type: 'application/msrtc-fault+xml', text } };
}

/** More than a user may keep (RFC 3261 21.4.11; that servers answer so is inferred). */
export const tooMuch: Reply = { status: 413, reason: 'Request Entity Too Large' };
