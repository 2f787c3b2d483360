import test from 'ava';
import fc from 'fast-check';
import { certsOnlyPkcs7 } from '../../../certs/authorities/index.js';
import { derElement } from '../../../certs/encoding/der-writer.js';
import { certificatesFromPkcs7, firmwareAnchors } from '../../../certs/trust/index.js';
import { HarnessError } from '../../../harness/foundation/errors/index.js';
import { withOpenSsl } from '../openssl.js';

const roots = () =>
  firmwareAnchors('4.0.7577.4420').flatMap(({ certificate }) => (certificate === undefined ? [] : [certificate]));

const hex = (buffers: readonly Buffer[]) => buffers.map((one) => one.toString('hex')).toSorted();

/** RFC 2315: SignedData of version 1, no digests, content type data without content, no signers. */
test('the empty bundle, byte for byte', (t) => {
  const bytes = '3025 06092a864886f70d010702 a018 3016 020101 3100 300b 06092a864886f70d010701 a000 3100';
  t.is(certsOnlyPkcs7([]).toString('hex'), bytes.replaceAll(' ', ''));
  t.deepEqual(certificatesFromPkcs7(certsOnlyPkcs7([])), []);
});

test('the certificates come back, from DER, PEM and bare base64', (t) => {
  const some = roots().slice(0, 3);
  const der = certsOnlyPkcs7(some);
  const base64 = der.toString('base64').replace(/(.{64})/g, '$1\r\n');
  for (const form of [
    der,
    Buffer.from(base64),
    Buffer.from(`-----BEGIN PKCS7-----\r\n${base64}\r\n-----END PKCS7-----\r\n`),
  ]) {
    t.deepEqual(hex(certificatesFromPkcs7(form)), hex(some));
  }
});

test('the set is in DER order and holds a certificate once', (t) => {
  const some = roots().slice(0, 4);
  const der = certsOnlyPkcs7([...some, ...some.slice(0, 2)]);
  t.deepEqual(der, certsOnlyPkcs7(some.toReversed()));
  t.deepEqual(certificatesFromPkcs7(der), some.toSorted(Buffer.compare));
});

test('openssl lists what the bundle holds, and its own bundle reads here', (t) =>
  withOpenSsl(t, (openssl) => {
    const some = roots().slice(0, 2);
    const path = openssl.file('roots.p7b', certsOnlyPkcs7(some));
    const listed = openssl.run('pkcs7', '-inform', 'DER', '-in', path, '-print_certs');
    t.is(listed.match(/-----BEGIN CERTIFICATE-----/g)?.length, 2);
    const certificates = openssl.file('roots.pem', listed);
    openssl.run('crl2pkcs7', '-nocrl', '-certfile', certificates, '-outform', 'DER', '-out', `${path}.2`);
    const pem = openssl.run('pkcs7', '-inform', 'DER', '-in', `${path}.2`);
    t.deepEqual(hex(certificatesFromPkcs7(Buffer.from(pem))), hex(some));
  }));

test('any set of structures comes back', (t) => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.uint8Array({ maxLength: 200 }), { maxLength: 6 }), (contents) => {
      const certificates = contents.map((content) => derElement(0x30, Buffer.from(content)));
      const distinct = [...new Set(hex(certificates))];
      t.deepEqual(hex(certificatesFromPkcs7(certsOnlyPkcs7(certificates))), distinct);
    }),
  );
});

test('what is no bundle is refused', (t) => {
  const some = certsOnlyPkcs7(roots().slice(0, 1));
  const wrongType = Buffer.from(some);
  wrongType[wrongType.indexOf('2a864886f70d010702', 'hex') + 8] = 1;
  for (const [data, code] of [
    ['', 'CERTIFICATE_BUNDLE_INVALID'],
    ['<html>404</html>', 'CERTIFICATE_BUNDLE_INVALID'],
    ['TWFu', 'DER_INVALID'],
    [roots()[0] ?? '', 'DER_INVALID'],
    [wrongType, 'CERTIFICATE_BUNDLE_INVALID'],
    [some.subarray(0, -1), 'DER_INVALID'],
    [Buffer.concat([some, some]), 'DER_INVALID'],
    [Buffer.alloc(600_000, 'A'), 'WIRE_TOO_LARGE'],
  ] as const) {
    const error = t.throws(() => certificatesFromPkcs7(Buffer.from(data)), { instanceOf: HarnessError });
    t.is(error?.code, code);
  }
});
