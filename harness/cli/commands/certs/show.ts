import {
  type CertificateDetails,
  type CertificateFormat,
  describeCertificates,
  type PathStep,
} from '../../../../certs/bundles/index.js';
import { HarnessError } from '../../../foundation/errors/index.js';
import { type Command, flag, writeJson } from '../../command.js';
import { certificateFile, plain, shortName } from './files.js';

export const certsShowCommand: Command = {
  name: 'certs show',
  usage: 'certs show FILE... [--json]',
  help: [
    'Shows each certificate of the files as an administrator sees it: issuer, use, validity, thumbprint and path.',
    'A file may be PEM, DER, base64 (.cer) or PKCS#7 (.p7b). Paths use all files together and the roots built into phones.',
  ],
  options: { json: { type: 'boolean' } },
  run: async (options, operands, terminal) => {
    if (operands.length === 0) throw new HarnessError('USAGE', { detail: 'certs show needs a file' });
    const files = operands.map((file) => ({ file, ...certificateFile(file) }));
    const described = describeCertificates(files.flatMap(({ certificates }) => certificates));
    let taken = 0;
    const shown = files.map(({ certificates, file, format }) => {
      const from = taken;
      taken += certificates.length;
      return { file, format, certificates: described.slice(from, taken) };
    });
    if (flag(options, 'json')) writeJson(terminal, shown);
    else terminal.stdout.write(`${shown.map(fileText).join('\n')}\n`);
    return 0;
  },
};

const formats: Readonly<Record<CertificateFormat, string>> = {
  pem: 'PEM',
  der: 'DER',
  base64: 'base64',
  pkcs7: 'PKCS#7',
};

function fileText(shown: { file: string; format: CertificateFormat; certificates: CertificateDetails[] }): string {
  const { certificates, file, format } = shown;
  const count = certificates.length === 1 ? '1 certificate' : `${certificates.length} certificates`;
  return [`${file}: ${formats[format]}, ${count}`, ...certificates.map(certificateText)].join('\n\n').concat('\n');
}

function certificateText(one: CertificateDetails): string {
  const rows: [label: string, value: string][] = [
    ['Subject', plain(one.subject)],
    ['Issuer', one.selfSigned ? 'itself' : plain(one.issuer)],
    ['Use', useOf(one)],
    ['Key usage', one.keyUsages.join(', ') || 'not restricted'],
    ['Names', one.names.map(plain).join(', ') || 'none'],
    ['Valid', `${day(one.notBefore)} to ${day(one.notAfter)}`],
    ['Serial number', one.serial],
    ['Signature', one.signatureAlgorithm],
    ['Key', `${one.keyType.toUpperCase()}, ${one.keyBits} bits`],
    ['Thumbprint', one.thumbprint],
    ['Path', one.path.map(stepText).join('\n                  > ')],
  ];
  const lines = rows.map(([label, value]) => `  ${label.padEnd(14)}  ${value}`);
  return [shortName(one.subject), ...lines].join('\n');
}

function useOf({ isAuthority, purposes }: CertificateDetails): string {
  const uses = purposes.join(', ') || 'any';
  return isAuthority ? `certification authority; ${uses}` : uses;
}

function stepText({ builtInSince, subject, thumbprint }: PathStep): string {
  const where = thumbprint === undefined && builtInSince === undefined ? ' (not given)' : '';
  return `${shortName(subject)}${where}${builtInSince === undefined ? '' : ` (built into phones: ${builtInSince})`}`;
}

function day(date: Date): string {
  return date.toISOString().replace('T', ' ').replace('.000Z', ' UTC');
}
