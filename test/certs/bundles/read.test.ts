import { X509Certificate } from 'node:crypto';
import test from 'ava';
import fc from 'fast-check';
import { certsOnlyPkcs7 } from '../../../certs/authorities/index.js';
import { MAX_CERTIFICATES, MAX_FILE_BYTES, readCertificates } from '../../../certs/bundles/index.js';
import { certificateText } from '../../../certs/bundles/pem-writer.js';
import { storedRoot } from '../../../certs/trust/index.js';
import { HarnessError } from '../../../harness/foundation/errors/index.js';
import { withOpenSsl } from '../openssl.js';
import { publicRootFiles } from '../public-roots.js';

const root = (number: string) => Buffer.from(storedRoot(`lpe-root-${number}`)?.certificate ?? '', 'base64');
const real = ['03', '15', '18', '22', '33'].map(root);
const one = root('22');
const pem = certificateText(one);

/** The refusal of a file, as a person sees it; fails when it is read. */
function refusal(data: Buffer | string): { sentence: string; action: string } {
  try {
    readCertificates(Buffer.from(data), 'bad.cer');
  } catch (error) {
    if (error instanceof HarnessError && error.code === 'CERTIFICATE_FILE_INVALID') {
      return { sentence: error.message, action: error.action };
    }
    throw error;
  }
  throw new Error('the file was read');
}

const lineEnds = ['\n', '\r\n', '\r'] as const;
const written = fc.record({
  certificates: fc.array(fc.constantFrom(...real), { minLength: 1, maxLength: 6 }),
  lineEnd: fc.constantFrom(...lineEnds),
  around: fc.constantFrom('', ' s:CN = a, O = b', 'Bag Attributes\n    localKeyID: 01', '# caf\u00e9', '---'),
});

test('PEM comes back in order, whatever stands around it and however lines end', (t) => {
  fc.assert(
    fc.property(written, fc.constantFrom<BufferEncoding>('utf8', 'utf16le'), ({ certificates, ...text }, encoding) => {
      const blocks = certificates.map((der) => `${text.around}${text.lineEnd}${certificateText(der, text.lineEnd)}`);
      const mark = encoding === 'utf16le' ? '\ufeff' : '';
      const read = readCertificates(Buffer.from(`${mark}${blocks.join('')}${text.around}`, encoding), 'file');
      return (
        read.format === 'pem' &&
        read.certificates.every((der, i) => certificates[i]?.equals(der)) &&
        read.certificates.length === certificates.length
      );
    }),
  );
  t.pass();
});

test('a PKCS#7 bundle gives its set in every dress', (t) => {
  const dresses: ((der: Buffer) => Buffer)[] = [
    (der) => der,
    (der) => Buffer.from(der.toString('base64')),
    ...['PKCS7', 'CMS', 'CERTIFICATE'].map(
      (label) => (der: Buffer) =>
        Buffer.from(`-----BEGIN ${label}-----\n${der.toString('base64')}\n-----END ${label}-----\n`),
    ),
  ];
  for (const dress of dresses) {
    const { certificates, format } = readCertificates(dress(certsOnlyPkcs7(real)), 'file.p7b');
    t.is(format, 'pkcs7');
    t.deepEqual(certificates, real.toSorted(Buffer.compare));
  }
});

test('DER and bare base64 give their certificate', (t) => {
  t.deepEqual(readCertificates(one, 'a.cer'), { certificates: [one], format: 'der' });
  const wrapped = Buffer.from((one.toString('base64').match(/.{1,76}/g) ?? []).join('\r\n'));
  t.deepEqual(readCertificates(wrapped, 'a.txt'), { certificates: [one], format: 'base64' });
});

test('a private key beside the certificate is passed over without being read', (t) => {
  const key =
    '-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n\n!not base64!\n-----END RSA PRIVATE KEY-----\n';
  t.deepEqual(readCertificates(Buffer.from(key + pem), 'both.pem').certificates, [one]);
  const { sentence } = refusal(key);
  t.is(sentence, 'bad.cer, line 1: it holds RSA PRIVATE KEY, no certificate.');
});

test('what a file holds instead is named', async (t) => {
  await withOpenSsl(t, (openssl) => {
    const key = openssl.file('key.pem', openssl.run('genrsa', '2048'));
    const certificate = openssl.file('c.pem', openssl.run('req', '-x509', '-new', '-key', key, '-subj', '/CN=x'));
    openssl.run('req', '-new', '-key', key, '-subj', '/CN=x', '-outform', 'DER', '-out', 'r.der');
    const made = (...args: string[]) => Buffer.from(openssl.run(...args, '-outform', 'PEM'));
    t.regex(refusal(made('req', '-in', 'r.der', '-inform', 'DER')).sentence, /it holds CERTIFICATE REQUEST, no/);
    const binary = (pemText: string) => Buffer.from(pemText.replace(/-----[^-]+-----|\s/g, ''), 'base64');
    t.regex(
      refusal(binary(openssl.run('req', '-in', 'r.der', '-inform', 'DER'))).sentence,
      /a certificate request, no/,
    );
    t.regex(refusal(binary(openssl.run('pkcs8', '-topk8', '-nocrypt', '-in', key))).sentence, /a private key, no/);
    openssl.run('pkcs12', '-export', '-in', certificate, '-inkey', key, '-passout', 'pass:', '-out', 'x.pfx');
    const pfx = openssl.run('base64', '-in', 'x.pfx');
    t.regex(refusal(binary(pfx)).sentence, /a PFX \(PKCS#12\), no certificate/);
    t.regex(refusal(binary(pfx)).action, /openssl pkcs12 -nokeys/);
    const p7b = openssl.run('crl2pkcs7', '-nocrl', '-certfile', certificate);
    t.is(readCertificates(Buffer.from(p7b), 'openssl.p7b').format, 'pkcs7');
    t.regex(refusal(certsOnlyPkcs7([])).sentence, /the PKCS#7 bundle holds no certificate/);
  });
});

test('damage is told with its line or byte and what was expected', (t) => {
  const lines = pem.split('\n');
  const withLine = (index: number, text: string) => lines.with(index, text).join('\n');
  const cases: [data: Buffer | string, sentence: RegExp, action: RegExp][] = [
    ['', /^bad\.cer, byte 0: the file is empty\.$/, /PEM .* DER or base64, or a PKCS#7/],
    ['hello', /^bad\.cer, line 1: there is no "-----BEGIN CERTIFICATE-----", and as base64 its 5 characters/, /PEM/],
    ['nonsense', /^bad\.cer, line 1: there is no "-----BEGIN CERTIFICATE-----", and as base64 it holds no/, /PEM/],
    ['hello, world', /^bad\.cer, line 1: "," is no base64/, /PEM/],
    [
      pem.slice(0, 700),
      /line 12: the file ends inside the block "CERTIFICATE" that begins at line 1/,
      /up to "-----END/,
    ],
    [pem + pem.slice(0, 20), /line 23: the marker "-----BEGIN CERTIFICA" is damaged/, /five hyphens/],
    [pem.replace('-----END', '----END'), /line 22: the marker "----END CERTIFICATE-----" is damaged/, /five hyphens/],
    [withLine(2, `${lines[2]}!`), /line 3: "!" does not belong there/, /base64 between/],
    [withLine(2, 'AAAA='), /line 3: "=" does not belong there/, /base64 between/],
    [withLine(2, ''), /line 1: the length \d+ reaches past the end/, /whole/],
    [withLine(21, '-----END PKCS7-----'), /line 22: "-----END PKCS7-----" ends the block "CERTIFICATE"/, /./],
    [
      lines.slice(1).join('\n'),
      /line 21: "-----END CERTIFICATE-----" ends a block that never began/,
      /its "-----BEGIN/,
    ],
    [`${lines[0]}\n${pem}`, /line 2: "-----BEGIN CERTIFICATE-----" stands inside the block that begins at line 1/, /./],
    [
      Buffer.concat([Buffer.from(pem), one]),
      /line 23: binary data \(\\x[0-9a-f]{2}\) stands beside PEM text/,
      /either PEM/,
    ],
    [one.subarray(0, 500), /byte 1: the length \d+ reaches past the end/, /the whole binary file/],
    [Buffer.concat([one, one]), new RegExp(`byte ${one.length}: ${one.length} bytes follow`), /several as PEM/],
    [Buffer.of(0x31, 0x82, 1, 2, 3), /byte 0: it begins with neither/, /./],
    [Buffer.alloc(MAX_FILE_BYTES + 1, 'A'), /is not read/, /few certificates/],
    [
      '-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----\n',
      /line 1: no certificate or PKCS#7 bundle begins/,
      /./,
    ],
  ];
  for (const [data, sentence, action] of cases) {
    const told = refusal(data);
    t.regex(told.sentence, sentence);
    t.regex(told.action, action);
  }
});

test('a file cut anywhere is refused or gives the certificates before the cut', (t) => {
  const whole: [Buffer, readonly Buffer[]][] = [
    [
      Buffer.from(
        real
          .slice(0, 2)
          .map((der) => certificateText(der))
          .join(''),
      ),
      real.slice(0, 2),
    ],
    [one, [one]],
    [certsOnlyPkcs7([one]), [one]],
    [Buffer.from(one.toString('base64')), [one]],
  ];
  for (const [data, certificates] of whole) {
    fc.assert(
      fc.property(fc.nat({ max: data.length - 1 }), (length) => {
        try {
          const read = readCertificates(data.subarray(0, length), 'cut').certificates;
          return read.every((der, index) => certificates[index]?.equals(der));
        } catch (error) {
          return error instanceof HarnessError && error.message.startsWith('cut, ');
        }
      }),
    );
  }
  t.pass();
});

test('more certificates than any bundle has are refused', (t) => {
  t.is(readCertificates(Buffer.from(pem.repeat(10)), 'ten').certificates.length, 10);
  t.regex(refusal(pem.repeat(MAX_CERTIFICATES + 1)).sentence, /more than 1024 certificates/);
});

test('every public root file of the distribution is read', (t) => {
  const files = publicRootFiles();
  if (files.length === 0) return t.pass('no such folder here');
  for (const { data, name } of files) {
    const { certificates, format } = readCertificates(data, name);
    t.is(format, 'pem', name);
    t.deepEqual(
      certificates.map((der) => new X509Certificate(der).fingerprint256),
      [new X509Certificate(data).fingerprint256],
    );
  }
  const all = readCertificates(Buffer.concat(files.map(({ data }) => data)), 'all');
  t.is(all.certificates.length, files.length);
});
