import { X509Certificate } from 'node:crypto';
import { rootCertificates } from 'node:tls';
import test from 'ava';
import { compareFirmware, firmwareAnchors, firmwareSet, summarize, trustStore } from '../../../certs/trust/index.js';
import { HarnessError } from '../../../harness/foundation/errors/index.js';

test('the table has 34 roots, 30 of them with their certificate', (t) => {
  const { roots } = trustStore();
  t.is(roots.length, 34);
  t.is(new Set(roots.map((root) => root.id)).size, 34);
  t.is(new Set(roots.map((root) => root.thumbprint)).size, 34);
  t.deepEqual(
    roots.filter((root) => root.certificate === undefined).map((root) => root.id),
    ['lpe-root-01', 'lpe-root-02', 'lpe-root-05', 'lpe-root-09'],
  );
});

test('every bundled certificate is the one its row describes', (t) => {
  let compared = 0;
  for (const root of trustStore().roots) {
    if (root.certificate === undefined) continue;
    const read = summarize(Buffer.from(root.certificate, 'base64'));
    const serial = Number.parseInt(root.serial, 16) === 0 ? '0' : root.serial;
    t.like(
      read,
      {
        thumbprint: root.thumbprint,
        subject: root.subject,
        notBefore: new Date(root.notBefore),
        notAfter: new Date(root.notAfter),
        signatureAlgorithm: root.signatureAlgorithm,
        keyBits: root.keyBits,
        selfSigned: true,
        serial,
      },
      root.id,
    );
    compared++;
  }
  t.is(compared, 30);
});

test("Node's own root list holds the same certificates, byte for byte", (t) => {
  const outside = new Map(
    rootCertificates.map((pem) => {
      const certificate = new X509Certificate(pem);
      return [certificate.fingerprint.replaceAll(':', ''), certificate.raw.toString('base64')];
    }),
  );
  const shared = trustStore().roots.filter((root) => outside.has(root.thumbprint));
  t.true(shared.length > 0, 'DigiCert Global Root CA and others are in both');
  for (const root of shared) t.is(outside.get(root.thumbprint), root.certificate, root.id);
});

test('a root issued anew has the name of the other certificate', (t) => {
  const { roots } = trustStore();
  const renewed = roots.filter((root) => root.sameKeyAs !== undefined);
  t.is(renewed.length, 2);
  for (const root of renewed) {
    const twin = roots.find((one) => one.id === root.sameKeyAs);
    t.is(twin?.subject, root.subject);
    t.true(new Date(twin?.notAfter ?? 0) > new Date(root.notAfter));
  }
});

test('firmware versions compare as four integers', (t) => {
  t.true(compareFirmware('4.0.7577.4420', '4.0.7577.4414') > 0);
  t.true(compareFirmware('4.0.7577.0', '4.0.7577.4066') < 0);
  t.true(compareFirmware('4.0.7577.100', '4.0.7577.99') > 0);
  t.is(compareFirmware('3.5.6907.35', '3.5.6907.35'), 0);
  for (const wrong of ['4.0.7577', '4.0.7577.x', '', '4.0.7577.4420.1', '4.0.7577.-1', '4.0.7577.9999999999']) {
    const error = t.throws(() => compareFirmware(wrong, '4.0.7577.0'), { instanceOf: HarnessError }, wrong);
    t.is(error?.code, 'FIRMWARE_INVALID');
  }
});

for (const [firmware, set, count] of [
  ['1.0.522.101', 'ocpe-35', 17],
  ['3.5.6907.187', 'ocpe-35', 17],
  ['4.0.7577.0', 'lpe-rtm', 17],
  ['4.0.7577.4413', 'lpe-rtm', 17],
  ['4.0.7577.4414', 'lpe-cu10', 18],
  ['4.0.7577.4419', 'lpe-cu10', 18],
  ['4.0.7577.4420', 'lpe-cu11', 34],
  ['4.0.7577.4512', 'lpe-cu11', 34],
] as const) {
  test(`firmware ${firmware} ships the ${count} roots of ${set}`, (t) => {
    t.is(firmwareSet(firmware).id, set);
    const anchors = firmwareAnchors(firmware);
    t.is(anchors.length, count);
    t.true(anchors.every((anchor) => anchor.origin === 'firmware'));
    t.is(
      anchors.some((anchor) => anchor.id === 'lpe-root-22'),
      count === 34,
    );
  });
}
