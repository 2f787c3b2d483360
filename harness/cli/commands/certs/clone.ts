import type { FieldDifference } from '../../../../certs/authorities/look-alike/index.js';
import { type ExportFormat, exportChain, exportFormats, type PfxEncryption } from '../../../../certs/bundles/index.js';
import { HarnessError } from '../../../foundation/errors/index.js';
import { type Command, flag, type OptionValues, text, texts, writeJson } from '../../command.js';
import { certificateFile, plain, readNamed } from './files.js';

export const certsCloneCommand: Command = {
  name: 'certs clone',
  usage: 'certs clone FILE... --out DIR [--format FORMAT ...] [options]',
  help: [
    'Mints a look-alike of a chain whose private keys are elsewhere: same names, serial numbers, dates, extensions,',
    'algorithms and key sizes, with new keys. What differs is told field by field.',
    '',
    '  --out DIR              where the files go; made when missing',
    '  --format FORMAT        cer, der, p7b, pfx or pem; may be repeated; default all',
    '  --bundle               one file with the whole chain instead of one a certificate (cer, pem)',
    '  --authority-keys       writes the private keys of the authorities too',
    '  --passphrase-file FILE passphrase of the PFX; otherwise MOCK_LYNC_PFX_PASSPHRASE, or none',
    '  --pfx-encryption NAME  aes256 (default), or 3des for Windows before 2019',
    '  --json                 files, notes and every difference as one line',
  ],
  options: {
    out: { type: 'string' },
    format: { type: 'string', multiple: true },
    bundle: { type: 'boolean' },
    'authority-keys': { type: 'boolean' },
    'passphrase-file': { type: 'string' },
    'pfx-encryption': { type: 'string' },
    json: { type: 'boolean' },
  },
  run: async (options, operands, terminal) => {
    const directory = text(options, 'out');
    if (operands.length === 0) throw new HarnessError('USAGE', { detail: 'certs clone needs a file' });
    if (directory === undefined) throw new HarnessError('USAGE', { detail: 'certs clone needs --out DIR' });
    const output = exportOptions(options, terminal.env);
    const originals = operands.flatMap((file) => certificateFile(file).certificates);
    const { mintLookAlike } = await import('../../../../certs/authorities/look-alike/index.js');
    const { chain, differences, notes } = await mintLookAlike(originals);
    const files = await exportChain(chain, { directory, ...output });
    if (flag(options, 'json')) {
      const standIns = chain.standIns.map(({ anchor }) => anchor);
      writeJson(terminal, { files, notes, standIns, faithful: differences.every(isKey), differences });
      return 0;
    }
    terminal.stdout.write([...report(differences), ...notes.map(plain), ...files, ''].join('\n'));
    return 0;
  },
};

/** How a chain is written, from the options `certs issue` and `certs clone` share. Errors: USAGE, FILE_UNREADABLE. */
export function exportOptions(options: OptionValues, env: NodeJS.ProcessEnv) {
  const formats = texts(options, 'format');
  const unknown = formats.find((name) => !exportFormats.some((format) => format === name));
  if (unknown !== undefined) {
    const detail = `there is no format "${unknown}"; there are ${exportFormats.join(', ')}`;
    throw new HarnessError('USAGE', { detail });
  }
  const encryption = text(options, 'pfx-encryption') ?? 'aes256';
  if (encryption !== 'aes256' && encryption !== '3des') {
    throw new HarnessError('USAGE', { detail: `--pfx-encryption is aes256 or 3des, not "${encryption}"` });
  }
  const pfxEncryption: PfxEncryption = encryption;
  const passphraseFile = text(options, 'passphrase-file');
  const passphrase =
    passphraseFile === undefined ? env.MOCK_LYNC_PFX_PASSPHRASE : readNamed(passphraseFile).toString('utf8').trimEnd();
  return {
    formats: exportFormats.filter((format): format is ExportFormat => formats.length === 0 || formats.includes(format)),
    bundle: flag(options, 'bundle'),
    authorityKeys: flag(options, 'authority-keys'),
    pfxEncryption,
    ...(passphrase === undefined ? {} : { passphrase }),
  };
}

const isKey = ({ becauseOfKey }: FieldDifference) => becauseOfKey;

/** One line a certificate for what the new key changes; one line a field for anything else. */
function report(differences: readonly FieldDifference[]): string[] {
  const certificates = [...new Set(differences.map(({ certificate }) => certificate))];
  return certificates.flatMap((certificate) => {
    const fields = differences.filter((one) => one.certificate === certificate);
    const others = fields.filter((one) => !isKey(one));
    return [
      plain(certificate),
      `  new with its key: ${fields
        .filter(isKey)
        .map(({ field }) => field)
        .join(', ')}`,
      ...others.map(({ field, lookAlike, original }) => `  ${field}: ${plain(original)} became ${plain(lookAlike)}`),
    ];
  });
}
