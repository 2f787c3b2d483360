import { type FindingKind, shows } from '../finding.js';

const VENDOR_SPECIFIC = 43;

export const option43Missing: FindingKind = {
  id: 'option-43-missing',
  explain: () => 'DHCP answered the phone’s INFORM without Option 43, so it cannot find the certificate service.',
  diagnose: (evidence) => {
    const asked = evidence
      .all('dhcp.request')
      .filter((event) => event.asked.includes(VENDOR_SPECIFIC) && /^ms-uc-client$/i.test(event.vendorClass ?? ''))
      .at(-1);
    const replies = asked ? evidence.all('dhcp.reply').filter((event) => event.seq > asked.seq) : [];
    const reply = replies.find((event) => event.withheld.includes(VENDOR_SPECIFIC));
    if (!asked || !reply || replies.some((event) => event.sent.includes(VENDOR_SPECIFIC))) return undefined;
    if (evidence.all('web-ticket.issued').length + evidence.all('root-chain.served').length > 0) return undefined;
    // A phone that signs in over USB asks too and can do without; it then stops at a Front End it reached.
    if (evidence.all('tls.client-hello').some((event) => event.service === 'front-end')) return undefined;
    return {
      id: 'option-43-missing',
      sentence:
        'DHCP has no Option 43 for the vendor class MS-UC-Client on this segment, so the phone never learnt where the certificate provisioning service is.',
      evidence: [
        shows(asked, `${asked.message} of class ${asked.vendorClass} asks for ${asked.asked.join(', ')}`),
        shows(reply, `the answer carries ${reply.sent.join(', ') || 'none of them'} and no 43`),
      ],
      remedies: [
        'Configure Option 43 (sub-options 1 to 5) and Option 120 for the vendor class MS-UC-Client in this scope: DHCPUtil -RunConfigScript on a Windows DHCP server.',
        'Where a relay or another DHCP server answers this segment, configure it there.',
      ],
      source: 'TechNet: finding the Registrar and the web service; failure catalogue N02',
    };
  },
};
