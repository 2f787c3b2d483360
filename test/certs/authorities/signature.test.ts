import { constants, createPublicKey, publicDecrypt, verify, X509Certificate } from 'node:crypto';
import test from 'ava';
import { signatureAlgorithms, signData } from '../../../certs/authorities/index.js';
import { generateKey } from '../../../certs/authorities/key-pair.js';
import { positiveInteger } from '../../../certs/authorities/numbers.js';
import { memberAt, readMembers, readWhole, Tag } from '../../../certs/encoding/der.js';
import { storedRoot, summarize } from '../../../certs/trust/index.js';
import { HarnessError } from '../../../harness/foundation/errors/index.js';
import { md2 } from '../../../harness/foundation/primitives/md2.js';
import { minted } from '../minting.js';

/** DigestInfo of MD2, without the digest (RFC 8017 9.2 note 1). */
const md2Info = '3020300c06082a864886f70d020205000410';

/** What was signed, and what the signature holds once opened with the certificate's own key. */
function opened(der: Buffer): { info: string; signed: Buffer } {
  const outer = readWhole('it', der, Tag.sequence);
  const members = readMembers('it', der, outer);
  const tbs = memberAt('it', outer, members, 0, Tag.sequence);
  const bits = memberAt('it', outer, members, 2, Tag.bitString);
  const key = createPublicKey(new X509Certificate(der).publicKey.export({ type: 'spki', format: 'pem' }));
  const signature = der.subarray(bits.contentStart + 1, bits.end);
  const info = publicDecrypt({ key, padding: constants.RSA_PKCS1_PADDING }, signature).toString('hex');
  return { info, signed: der.subarray(tbs.start, tbs.end) };
}

test('the MD2 signature VeriSign made in 1996 opens to our MD2 of the certificate', (t) => {
  const { info, signed } = opened(Buffer.from(storedRoot('lpe-root-08')?.certificate ?? '', 'base64'));
  t.is(info, md2Info + md2(signed).toString('hex'));
});

test('the MD2 signature of a stand-in opens the same way', async (t) => {
  const chain = await minted({ profile: 'root-08' });
  const { info, signed } = opened(chain.root?.der ?? Buffer.alloc(0));
  t.is(info, md2Info + md2(signed).toString('hex'));
});

const hashes = { sha1: 20, sha256: 32 } as const;

for (const [algorithm, hash] of [
  ['pssSHA1', 'sha1'],
  ['pssSHA256', 'sha256'],
] as const) {
  test(`${algorithm}: the salt is as long as the digest`, async (t) => {
    const { privateKey, publicKey } = await generateKey('rsa-1024');
    const data = Buffer.from('to be signed');
    const signature = signData(algorithm, data, privateKey);
    const padding = constants.RSA_PKCS1_PSS_PADDING;
    t.true(verify(hash, data, { key: publicKey, padding, saltLength: hashes[hash] }, signature));
    t.false(verify(hash, data, { key: publicKey, padding, saltLength: hashes[hash] - 1 }, signature));
  });
}

test('a key of the wrong kind is refused', async (t) => {
  const [rsa, elliptic] = await Promise.all([generateKey('rsa-1024'), generateKey('ec-p256')]);
  for (const algorithm of signatureAlgorithms) {
    const [right, wrong] = algorithm.startsWith('ecdsa') ? [elliptic, rsa] : [rsa, elliptic];
    t.true(signData(algorithm, Buffer.from('data'), right.privateKey).length > 0);
    const error = t.throws(() => signData(algorithm, Buffer.from('data'), wrong.privateKey), {
      instanceOf: HarnessError,
    });
    t.is(error?.code, 'CERTIFICATE_SPEC_INVALID');
  }
});

test('a serial number is written as the positive number it is', async (t) => {
  t.is(positiveInteger('7f'), '7f');
  t.is(positiveInteger('80'), '0080');
  t.is(positiveInteger('00007f'), '7f');
  t.is(positiveInteger('000080'), '0080');
  t.is(positiveInteger('00'), '00');
  const chain = await minted({ profile: 'enterprise-root', serial: 'FF01' });
  t.is(summarize(chain.leaf.der).serial, 'FF01');
});
