import { firmwareSet, storedRoot, type TrustProfile, trustProfileFor } from '../../../../certs/trust/index.js';
import { HarnessError } from '../../../foundation/errors/index.js';
import { flag, type OptionValues, type Terminal, writeJson } from '../../command.js';

/** `trust diff V1 V2`: roots added and removed, rules that differ. Errors: USAGE, FIRMWARE_INVALID. */
export async function diff(options: OptionValues, operands: readonly string[], terminal: Terminal): Promise<number> {
  const [from, to] = operands;
  if (from === undefined || to === undefined || operands.length > 2) {
    throw new HarnessError('USAGE', { detail: 'trust diff needs two firmware versions' });
  }
  const before = firmwareSet(from).roots;
  const after = firmwareSet(to).roots;
  const added = named(after.filter((id) => !before.includes(id)));
  const removed = named(before.filter((id) => !after.includes(id)));
  const rules = changedRules(trustProfileFor(from), trustProfileFor(to));
  if (flag(options, 'json')) {
    writeJson(terminal, { from, to, added, removed, rules });
    return 0;
  }
  const lines = [
    ...added.map(({ name, thumbprint }) => `+ ${thumbprint}  ${name}`),
    ...removed.map(({ name, thumbprint }) => `- ${thumbprint}  ${name}`),
    ...rules.map(({ because, from: was, rule, to: is }) => `~ ${rule}: ${was} -> ${is}. ${because}`),
  ];
  terminal.stdout.write(lines.length === 0 ? '' : `${lines.join('\n')}\n`);
  terminal.stderr.write(`${added.length} roots added, ${removed.length} removed, ${rules.length} rules changed.\n`);
  return 0;
}

function named(ids: readonly string[]) {
  return ids.map((id) => ({ id, name: storedRoot(id)?.name ?? id, thumbprint: storedRoot(id)?.thumbprint ?? '' }));
}

function changedRules(before: TrustProfile, after: TrustProfile) {
  const { id: _before, ...rulesBefore } = before;
  const { id: _after, ...rulesAfter } = after;
  return Object.entries(rulesAfter).flatMap(([rule, now]) => {
    const was = (rulesBefore as Record<string, typeof now>)[rule];
    return was === undefined || was.is === now.is ? [] : [{ rule, from: was.is, to: now.is, because: now.because }];
  });
}
