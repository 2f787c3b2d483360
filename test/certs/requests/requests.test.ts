import { sign } from 'node:crypto';
import { readFileSync } from 'node:fs';
import test from 'ava';
import { derElement } from '../../../certs/encoding/der-writer.js';
import { generateRsaKey, makeCertificateRequest, readCertificateRequest } from '../../../certs/requests/index.js';
import { HarnessError } from '../../../harness/foundation/errors/index.js';
import { withOpenSsl } from '../openssl.js';

const commonName = 'alice@contoso.test';
const keys = generateRsaKey();

test('openssl accepts our request', async (t) => {
  const request = await makeCertificateRequest({ commonName, ...(await keys) });
  const tampered = Buffer.from(request);
  tampered.write('malice', request.indexOf('alice@'));
  await withOpenSsl(t, (openssl) => {
    // The program ends with 0 even when the signature is wrong: only its words tell.
    const verify = (file: string) => openssl.report('req', '-inform', 'DER', '-in', file, '-verify', '-noout', '-text');
    const text = verify(openssl.file('request.der', request));
    t.regex(text, /verify OK/);
    t.regex(text, /CN = alice@contoso\.test/);
    t.regex(text, /sha1WithRSAEncryption/);
    t.regex(verify(openssl.file('tampered.der', tampered)), /verify fail/);
  });
});

test('a request by openssl reads here, and so does one with a subject of many parts', (t) =>
  withOpenSsl(t, async (openssl) => {
    for (const [subject, hash, expected] of [
      [`/CN=${commonName}`, 'sha1', { subject: `CN=${commonName}`, signatureAlgorithm: 'sha1RSA' }],
      ['/DC=test/O=Contoso/CN=bob', 'sha256', { commonName: 'bob', signatureAlgorithm: 'sha256RSA' }],
      ['/O=Nobody', 'md5', { commonName: undefined, signatureAlgorithm: 'md5RSA' }],
    ] as const) {
      const out = openssl.file('out.der', '');
      openssl.run(
        ...['req', '-new', '-newkey', 'rsa:2048', '-nodes', '-keyout', openssl.file('key.pem', ''), `-${hash}`],
        ...['-subj', subject, '-outform', 'DER', '-out', out],
      );
      const read = await readCertificateRequest(readFileSync(out));
      t.like(read, { ...expected, keyType: 'rsa', keyBits: 2048, signatureValid: true });
    }
  }));

test('what we make, we read', async (t) => {
  const { privateKey, publicKey } = await keys;
  for (const hash of ['sha1', 'sha256'] as const) {
    const read = await readCertificateRequest(
      await makeCertificateRequest({ commonName, privateKey, publicKey, hash }),
    );
    t.like(read, { commonName, keyBits: 2048, signatureAlgorithm: `${hash}RSA`, signatureValid: true });
    t.true(read.publicKey.equals(publicKey));
  }
});

test('a common name is data, whatever characters it has', async (t) => {
  for (const name of ['a,O=b', 'CN=x+y', ' leading', 'Zoë', '"q"', '#1']) {
    const read = await readCertificateRequest(await makeCertificateRequest({ commonName: name, ...(await keys) }));
    t.is(read.commonName, name);
  }
});

/** A request signed properly, with any version. */
async function requestOfVersion(version: string): Promise<Buffer> {
  const { privateKey, publicKey } = await keys;
  const attribute = derElement(0x30, Buffer.from('0603550403', 'hex'), derElement(0x0c, Buffer.from(commonName)));
  const info = derElement(
    0x30,
    Buffer.from(version, 'hex'),
    derElement(0x30, derElement(0x31, attribute)),
    publicKey.export({ type: 'spki', format: 'der' }),
    derElement(0xa0),
  );
  const algorithm = Buffer.from('300d06092a864886f70d0101050500', 'hex');
  const signature = derElement(0x03, Buffer.from([0]), sign('sha1', info, privateKey));
  return derElement(0x30, info, algorithm, signature);
}

test('versions 0 and 2 are read, others refused', async (t) => {
  for (const version of ['020100', '020102']) {
    const read = await readCertificateRequest(await requestOfVersion(version));
    t.like(read, { commonName, signatureValid: true });
  }
  for (const version of ['020101', '0200', '02020000']) {
    const error = await t.throwsAsync(async () => readCertificateRequest(await requestOfVersion(version)), {
      instanceOf: HarnessError,
    });
    t.is(error?.code, 'CERTIFICATE_REQUEST_INVALID');
  }
});

test('a request changed after signing, or for another key, is not valid', async (t) => {
  const request = await makeCertificateRequest({ commonName, ...(await keys) });
  const changed = Buffer.from(request);
  changed.write('malic', request.indexOf('alice'));
  t.like(await readCertificateRequest(changed), { signatureValid: false });
  const { privateKey } = await generateRsaKey();
  const stolen = await makeCertificateRequest({ commonName, publicKey: (await keys).publicKey, privateKey });
  t.like(await readCertificateRequest(stolen), { commonName, signatureValid: false });
});

test('garbage is refused with its place', async (t) => {
  const request = await makeCertificateRequest({ commonName, ...(await keys) });
  for (const bytes of [
    Buffer.alloc(0),
    Buffer.from('-----BEGIN CERTIFICATE REQUEST-----'),
    request.subarray(0, 100),
    Buffer.concat([request, Buffer.from([0])]),
    derElement(0x30),
    Buffer.alloc(20_000, 0x30),
  ]) {
    await t.throwsAsync(readCertificateRequest(bytes), { instanceOf: HarnessError });
  }
});
