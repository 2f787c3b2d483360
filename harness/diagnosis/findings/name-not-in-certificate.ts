import type { JournalEvent } from '../../journal/index.js';
import { type Evidence, refusalWords } from '../evidence.js';
import { type FindingKind, shows } from '../finding.js';
import { tlsServiceNames, tlsServices } from '../tls-services.js';

/** Alerts that speak of something other than a name. */
const otherReasons = new Set(['unknown_ca', 'certificate_expired', 'certificate_revoked', 'unsupported_certificate']);

export const nameNotInCertificate: FindingKind = {
  id: 'name-not-in-certificate',
  explain: () => 'The name by which the phone came to the server is not among the names of its certificate.',
  diagnose: (evidence) => {
    for (const service of tlsServiceNames) {
      const refused = evidence.standingRefusal(service);
      const flight = refused && evidence.presentedOn(refused);
      const [leaf] = flight?.chain ?? [];
      if (!refused || !flight || !leaf || otherReasons.has(refused.alert ?? '')) continue;
      const asked = lastHost(evidence, flight.seq);
      const names = leaf.names ?? [];
      if (!asked || names.some((name) => name.toLowerCase() === asked.name.toLowerCase())) continue;
      const wildcard = [leaf.subject, ...names].some((name) => name.includes('*'));
      return {
        id: 'name-not-in-certificate',
        sentence: `The phone came to the ${tlsServices[service]} as ${asked.name}, and the certificate "${leaf.subject}" ${wildcard ? 'has a wildcard in its place' : 'does not have that name'}.`,
        evidence: [
          shows(asked, `the phone asked for the address of ${asked.name}`),
          shows(flight, `"${leaf.subject}" is for ${names.join(', ') || 'no DNS name'}`),
          shows(refused, `the phone ${refusalWords(refused)}`),
        ],
        remedies: [
          `Issue the certificate anew with ${asked.name} among its subject alternative names: the pool, each server, and sip.<domain> for every SIP domain.`,
          'A wildcard is no subject for a Lync server; among the names it serves the simple URLs alone.',
          'Or let the phones come by a name the certificate has: the SRV record _sipinternaltls._tcp.<domain>, and Option 120.',
        ],
        source: 'Lync Server 2013, certificate requirements and wildcard certificates; failure catalogue T18, T19',
      };
    }
    return undefined;
  },
};

/** The host whose address was told last before an event. */
function lastHost(evidence: Evidence, before: number): JournalEvent<'dns.answer'> | undefined {
  return evidence
    .all('dns.answer')
    .findLast(({ answers, recordType, seq }) => recordType === 'A' && answers.length > 0 && seq < before);
}
