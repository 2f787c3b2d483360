import { type FindingKind, shows } from '../finding.js';

const remedies: Readonly<Record<string, string>> = {
  'key-size':
    'Allow the size phones use: Set-CsWebServiceConfiguration -MinCSRKeySize 2048 (phones make keys of 2048 bits, and no setting of theirs changes that).',
  'bad-request-signature':
    'The phone signs its request wrongly, or something on the way changes it: take a proxy that inspects https out of the path, and update the firmware.',
  'malformed-request': 'Keep the request from the journal and report it: no setting of the server cures it.',
  'device-id':
    'Keep the request from the journal and report it: the phone names itself by something other than a GUID.',
  'other-device':
    'Sign the phone out and in again: it asks with a ticket that another device asked for; where it always does, the server must not compare the two.',
  'other-user': 'Sign the phone out and in again: it asks with one user’s ticket for another user’s certificate.',
};

export const certificateRequestRefused: FindingKind = {
  id: 'certificate-request-refused',
  explain: () => 'The certificate provisioning service looked at the phone’s certificate request and refused it.',
  diagnose: (evidence) => {
    const refused = evidence.last('certificate.refused');
    const remedy = refused && remedies[refused.problem];
    if (!refused || !remedy) return undefined;
    if (evidence.all('certificate.issued').some(({ seq }) => seq > refused.seq)) return undefined;
    const detail = refused.detail === undefined ? '' : `: ${refused.detail}`;
    return {
      id: 'certificate-request-refused',
      sentence: `The certificate request for ${refused.entity ?? 'a user'} was refused (${refused.problem})${detail}.`,
      evidence: [shows(refused, `certificate refused with ${refused.errorId}: ${refused.problem}`)],
      remedies: [remedy],
      source: 'Set-CsWebServiceConfiguration (MinCSRKeySize, MaxCSRKeySize); the other checks are inferred',
    };
  },
};
