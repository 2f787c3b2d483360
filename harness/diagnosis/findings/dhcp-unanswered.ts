import { type FindingKind, shows } from '../finding.js';

export const dhcpUnanswered: FindingKind = {
  id: 'dhcp-unanswered',
  explain: () => 'The phone asked DHCP and was never answered.',
  diagnose: (evidence) => {
    const asked = evidence.all('dhcp.request');
    const last = asked.at(-1);
    if (!last || evidence.all('tls.client-hello').length > 0) return undefined;
    const replies = evidence.all('dhcp.reply').filter((event) => event.seq > (asked[0]?.seq ?? 0));
    const unanswered = asked.filter(({ message }) => message === last.message);
    const answered = replies.some((event) => event.seq > (unanswered[0]?.seq ?? 0));
    if (answered) return undefined;
    return {
      id: 'dhcp-unanswered',
      sentence: `No answer came to the ${last.message} of the phone, sent ${unanswered.length} time(s), so it stays where it is.`,
      evidence: [
        shows(last, `${last.message}${last.vendorClass === undefined ? '' : ` of class ${last.vendorClass}`}`),
      ],
      remedies: [
        'Check that the DHCP server has a scope for this subnet with free addresses, and that the relay (ip helper-address) leads to it.',
        'An ISC server answers INFORM only where it is `authoritative`.',
      ],
      source: 'RFC 2131, section 4.1; failure catalogue N01',
    };
  },
};
