import test from 'ava';
import { DSK_LABEL, dskHash, dskKeys } from '../../../harness/authentication/tls-dsk/index.js';
import { HarnessError } from '../../../harness/foundation/errors/index.js';
import { tls10Prf, tls12Prf } from '../../../harness/foundation/primitives/tls-prf.js';
import { DSK, REQUEST_STRING, RESPONSE_STRING } from '../vectors.js';

const tls10 = tls10Prf(DSK.masterSecret, DSK_LABEL, DSK.randoms, 128);

test('keys of the worked example, TLS 1.0 and TLS 1.2', (t) => {
  t.is(tls10.subarray(64, 96).toString('hex'), '61a1d5d2a9a6a138e6d79e2a03d683bad72215ce71edb74078300375cc2384fd');
  t.is(tls10.subarray(96).toString('hex'), 'f46b49236143108d08a88a0f5a9f1b75d033773ef84372a8bab922caabf2bb6c');
  const tls12 = tls12Prf('sha256', DSK.masterSecret, DSK_LABEL, DSK.randoms, 128);
  t.is(tls12.subarray(64, 96).toString('hex'), '0ead0e38cf010c5a95f64c1e14e313deed718d44b91514ffe4b93c4a79075c76');
  t.is(tls12.subarray(96).toString('hex'), 'dcc10dea1824b3a46d133700616dccda0c8984fb51bd55fe9325ebe98d3423a8');
});

test('signatures of the worked example: the client signs requests, the server the answer', (t) => {
  const client = dskKeys(tls10, 'sha1', 'client');
  const server = dskKeys(tls10, 'sha1', 'server');
  const request = REQUEST_STRING.replace('<NTLM>', '<TLS-DSK>');
  const response = RESPONSE_STRING.replace('<NTLM>', '<TLS-DSK>');
  t.is(client.sign(request), '437dd59424a0e0b2e93c9c9d6628369821689019');
  t.is(server.sign(response), '34aa53c3f530e4a1438090f9e53dc8ce037de129');
  t.true(server.verify(request, client.sign(request)));
  t.true(client.verify(response, server.sign(response)));
  t.false(server.verify(request, server.sign(request)), 'its own signature is not the peer’s');
  t.false(server.verify(response, client.sign(request)));
  t.false(server.verify(request, client.sign(request).slice(0, 38)));
});

test('a secret of odd length shares its middle byte between both halves', (t) => {
  const secret = Buffer.from('0102030405', 'hex');
  t.not(
    tls10Prf(secret, 'x', Buffer.of(1), 16).toString('hex'),
    tls10Prf(secret.subarray(0, 4), 'x', Buffer.of(1), 16).toString('hex'),
  );
  t.is(tls10Prf(secret, 'x', Buffer.of(1), 100).length, 100);
});

test('the hash follows the suite', (t) => {
  t.is(dskHash('TLS_RSA_WITH_RC4_128_MD5', 'TLSv1'), 'md5');
  t.is(dskHash('AES128-SHA', 'TLSv1'), 'sha1');
  t.is(dskHash('TLS_RSA_WITH_3DES_EDE_CBC_SHA', 'TLSv1'), 'sha1');
  t.is(dskHash('ECDHE-RSA-AES128-GCM-SHA256', 'TLSv1.2'), 'sha256');
  t.is(dskHash('TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384', 'TLSv1.2'), 'sha384');
  t.throws(() => dskHash('TLS_RSA_WITH_AES_128_CCM', 'TLSv1.2'), { instanceOf: HarnessError });
});
