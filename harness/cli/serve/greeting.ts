import { explainFault } from '../../faults/index.js';
import type { Style } from '../../reports/index.js';
import { explainChange } from '../../scenario/changes/explain.js';
import type { Scenario, Variant } from '../../scenario/scenario.js';
import type { Served } from '../../scenario/serve.js';
import { firstSteps } from './first-steps.js';

/** What a person needs to bring a phone: people and their PINs, steps. For the terminal alone, never recorded. */
export function greeting(served: Served, scenario: Scenario, variant: Variant, style: Style): string {
  const { deployment, lab, files } = served;
  const lines = [
    `${style.strong(scenario.id)}, ${variant.name}: ${variant.summary ?? scenario.summary}`,
    '',
    ...[...lab.endpoints].map(([name, { address, port }]) => `  ${name.padEnd(15)}${address}:${port}`),
    '',
    '  account  SIP address                    extension  PIN         password',
    ...deployment.users.map(
      (user) =>
        `  ${user.name.padEnd(8)} ${user.sipAddress.padEnd(30)} ${user.extension.padEnd(10)} ${user.pin.reveal().padEnd(11)} ${user.password.reveal()}`,
    ),
    '',
    `  root certificate  ${files.rootCertificate}`,
    `  journal           ${files.journal}`,
    `  control token     ${files.controlToken}`,
  ];
  if (variant.needs === 'real-root') {
    lines.push('', '  This variant rests on a root built into firmware: with a real phone it needs the real server');
    lines.push('  certificate (--certificate default=FILE.pfx), because a stand-in has another key.');
  }
  if (variant.faults.length > 0) {
    lines.push('', '  Faults:', ...variant.faults.map((fault) => `  - ${explainFault(fault)}`));
  }
  if (variant.changes.length > 0) {
    lines.push('', '  Changes:', ...variant.changes.map((change) => `  - ${explainChange(change)}`));
  }
  const steps = [...firstSteps(served, variant), ...variant.operator];
  if (steps.length > 0) lines.push('', ...steps.map((step, index) => `  ${index + 1}. ${step}`));
  lines.push('', '  Ctrl-C closes every port and says what was found.', '');
  return lines.join('\n');
}
