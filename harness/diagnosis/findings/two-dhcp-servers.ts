import { cameFurther, locationQuestion } from '../dhcp-answers.js';
import { type FindingKind, shows } from '../finding.js';

export const twoDhcpServers: FindingKind = {
  id: 'two-dhcp-servers',
  explain: () => 'Two DHCP servers answer with different certificate services, and the first answer wins.',
  diagnose: (evidence) => {
    const question = locationQuestion(evidence);
    const [first, ...others] = (question?.replies ?? []).filter((event) => event.certificateService !== undefined);
    const other = others.find(
      (event) => event.server !== first?.server && event.certificateService !== first?.certificateService,
    );
    if (!question || !first || !other || cameFurther(evidence)) return undefined;
    return {
      id: 'two-dhcp-servers',
      sentence: `Two DHCP servers answer the phone, and the first one, ${first.server}, sends it to ${first.certificateService}, where it gets no further.`,
      evidence: [
        shows(first, `${first.server} answers first: ${first.certificateService}`),
        shows(other, `${other.server} answers later: ${other.certificateService}`),
      ],
      remedies: [
        `Correct or remove Option 43 on ${first.server}, or take that server off the segment.`,
        'Where the Registrar answers itself (EnableDHCPServer), switch that off or bring both to the same values.',
      ],
      source: 'TechNet: the first answer that carries a name is used',
    };
  },
};
