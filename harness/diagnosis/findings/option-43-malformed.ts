import type { JournalEvent } from '../../journal/index.js';
import { foundTicketService, locationQuestion } from '../dhcp-answers.js';
import { type FindingKind, shows } from '../finding.js';

export const option43Malformed: FindingKind = {
  id: 'option-43-malformed',
  explain: () => 'Option 43 came, and no phone can read a good address of the certificate service out of it.',
  diagnose: (evidence) => {
    const question = locationQuestion(evidence);
    const reply = question?.replies.find((event) => event.sent.includes(43));
    const problems = reply ? problemsOf(reply) : [];
    const [first] = problems;
    if (!question || !reply || first === undefined || foundTicketService(evidence)) return undefined;
    // A phone with an address goes on to the Front End by DNS, and what stops it there is another matter.
    if (evidence.all('tls.client-hello').some((event) => event.service === 'front-end')) return undefined;
    const cut = problems.some((problem) => problem.includes('Cisco IOS'));
    return {
      id: 'option-43-malformed',
      sentence: `Option 43 is malformed, so the phone cannot find the certificate service. ${first}`,
      evidence: [
        shows(question.asked, `${question.asked.message} of class ${question.asked.vendorClass} asks for Option 43`),
        ...problems.slice(0, 5).map((problem) => shows(reply, problem)),
      ],
      remedies: [
        ...(cut
          ? [
              'On Cisco IOS XE use `option ext 43 hex`, which takes 255 bytes, or a web server name of at most 23 characters.',
            ]
          : []),
        'Make the value anew with `mock-lync option43 encode` (or DHCPUtil) and enter it as bytes, not as text.',
        'Check what a server really sends with `mock-lync option43 probe`.',
      ],
      source: cut
        ? 'Field report: long Option 43 on Cisco IOS; failure catalogue N03'
        : 'TechNet: DHCP option values; failure catalogue N03',
    };
  },
};

/** Of Option 43 alone. One that only tells a VLAN is right for the other vendor class. */
function problemsOf({ certificateService, problems = [], voiceVlan }: JournalEvent<'dhcp.reply'>): readonly string[] {
  const own = problems.filter((problem) => !problem.includes('Option 120'));
  if (voiceVlan === undefined || certificateService !== undefined) return own;
  return [`It tells the voice VLAN ${voiceVlan}, which is meant for class CPE-OCPHONE.`, ...own];
}
