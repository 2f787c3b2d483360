import { firmwareSet, storedRoot } from '../../../../certs/trust/index.js';
import { HarnessError } from '../../../foundation/errors/index.js';
import { flag, type OptionValues, type Terminal, text, writeJson } from '../../command.js';
import { dateFrom, day } from './date.js';
import { ownTrust } from './delivered.js';

/** The newest set when no firmware is asked for. */
const NEWEST = '4.0.7577.4512';

/** `trust list`: the roots of a firmware, and which of them have ended. Errors: USAGE, FIRMWARE_INVALID, those of state files. */
export async function list(options: OptionValues, operands: readonly string[], terminal: Terminal): Promise<number> {
  if (operands.length > 0) throw new HarnessError('USAGE', { detail: 'trust list takes no files' });
  const state = text(options, 'state');
  if (state !== undefined && text(options, 'firmware') !== undefined) {
    throw new HarnessError('USAGE', { detail: 'trust list takes --firmware or --state, not both' });
  }
  const own = state === undefined ? undefined : ownTrust(state);
  const firmware = own?.firmware ?? text(options, 'firmware') ?? NEWEST;
  const at = dateFrom(text(options, 'at'));
  const set = firmwareSet(firmware);
  const roots = set.roots.flatMap((id) => {
    const root = storedRoot(id);
    if (root === undefined) return [];
    const { certificate, ...fields } = root;
    const expired = at > new Date(root.notAfter);
    return [{ ...fields, expired, certificateBundled: certificate !== undefined }];
  });
  if (flag(options, 'json')) {
    writeJson(terminal, {
      firmware,
      at: at.toISOString(),
      set: set.id,
      label: set.label,
      confidence: set.confidence,
      roots,
      ...(own && {
        delivered: own.delivered.map(({ thumbprint, subject, origin }) => ({ thumbprint, subject, origin })),
      }),
    });
    return 0;
  }
  const width = Math.max(...roots.map(({ name }) => name.length));
  for (const { addedIn, expired, keyBits, name, notAfter, signatureAlgorithm, thumbprint } of roots) {
    const row = [
      thumbprint,
      name.padEnd(width),
      day(new Date(notAfter)),
      signatureAlgorithm.padEnd(9),
      keyBits,
      addedIn,
    ];
    terminal.stdout.write(`${row.join('  ')}${expired ? '  EXPIRED' : ''}\n`);
  }
  for (const { origin, subject, thumbprint } of own?.delivered ?? []) {
    terminal.stdout.write(`${thumbprint}  ${subject}  delivered: ${origin}\n`);
  }
  const ended = roots.filter(({ expired }) => expired).length;
  terminal.stderr.write(
    `${roots.length} roots in ${firmware} (${set.label}); ${ended} expired on ${day(at)}. Known from: ${set.confidence}.\n`,
  );
  return 0;
}
