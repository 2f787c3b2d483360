import { X509Certificate } from 'node:crypto';
import test from 'ava';
import { mintChain, serverCertificateOf } from '../../../certs/authorities/index.js';
import { type KeyShape, mintLookAlike } from '../../../certs/authorities/look-alike/index.js';
import { generateLike } from '../../../certs/authorities/look-alike/keys.js';
import { certificateText } from '../../../certs/bundles/pem-writer.js';
import {
  deliveredAnchor,
  evaluateChain,
  firmwareAnchors,
  storedRoot,
  substituteStandIns,
} from '../../../certs/trust/index.js';
import { HarnessError } from '../../../harness/foundation/errors/index.js';
import { at, holder, host } from '../chains.js';
import { keptKeys } from '../kept-keys.js';
import { minted, sentOverTls } from '../minting.js';
import { withOpenSsl } from '../openssl.js';
import { publicRootFiles } from '../public-roots.js';

const ring = keptKeys('others');
const made = new Map<string, ReturnType<typeof generateLike>>();

/** New keys for the usual shape, one a shape for the slow and rare ones. */
function generate(shape: KeyShape) {
  if (shape.type === 'rsa' && shape.bits === 2048 && shape.exponent === 65537) return ring.authority('rsa-2048');
  const name = JSON.stringify(shape);
  const key = made.get(name) ?? generateLike(shape);
  made.set(name, key);
  return key;
}

const lookAlike = (original: readonly Buffer[]) => mintLookAlike(original, { generate });

test('each public root of the distribution has a look-alike that differs by its key only, and openssl trusts it', async (t) => {
  const files = publicRootFiles();
  if (files.length === 0) return t.pass('no such folder here');
  const twins: Buffer[] = [];
  for (const { data, name } of files) {
    const { raw } = new X509Certificate(data);
    const { chain, differences } = await lookAlike([raw]);
    t.deepEqual(
      differences.filter(({ becauseOfKey }) => !becauseOfKey),
      [],
      name,
    );
    t.true(
      differences.some(({ field }) => field === 'public key'),
      name,
    );
    const twin = new X509Certificate(chain.leaf.der);
    t.true(twin.verify(twin.publicKey) && twin.checkPrivateKey(chain.leaf.privateKey), name);
    t.deepEqual(twin.publicKey.asymmetricKeyDetails, new X509Certificate(raw).publicKey.asymmetricKeyDetails, name);
    twins.push(chain.leaf.der);
  }
  await withOpenSsl(t, (openssl) => {
    for (const der of twins) {
      const file = openssl.file('one.pem', certificateText(der));
      t.true(openssl.succeeds('verify', '-no_check_time', '-CAfile', file, file));
    }
  });
});

test('a whole chain keeps its links: signatures, key identifiers and what TLS sends', async (t) => {
  const original = await minted({ profile: 'enterprise-two-tier' });
  const given = [original.leaf, ...original.intermediates].map(({ der }) => der).concat(original.root?.der ?? []);
  const { chain, differences, notes } = await lookAlike(given);
  t.deepEqual(notes, []);
  t.true(differences.every(({ becauseOfKey }) => becauseOfKey));
  t.is(new Set(differences.map(({ certificate }) => certificate)).size, 3);
  const all = [chain.leaf, ...chain.intermediates, chain.root].map((one) => new X509Certificate(one?.der ?? ''));
  for (const [index, one] of all.entries()) {
    const issuer = all[index + 1] ?? one;
    t.true(one.verify(issuer.publicKey) && one.checkIssued(issuer));
  }
  t.deepEqual(
    chain.sent,
    [chain.leaf, ...chain.intermediates, chain.root].map((one) => one?.der),
  );
  t.deepEqual((await sentOverTls(chain)).leaf, chain.leaf.der);
  await withOpenSsl(t, (openssl) => {
    const file = (name: string, der: Buffer | undefined) => openssl.file(name, certificateText(der ?? Buffer.alloc(0)));
    const root = file('root.pem', chain.root?.der);
    const issuing = file('issuing.pem', chain.intermediates[0]?.der);
    const leaf = file('leaf.pem', chain.leaf.der);
    const verify = ['verify', '-attime', `${at.getTime() / 1000}`, '-purpose', 'sslserver', '-verify_hostname', host];
    t.true(openssl.succeeds(...verify, '-CAfile', root, '-untrusted', issuing, leaf));
    t.false(openssl.succeeds(...verify, '-CAfile', file('old.pem', original.root?.der), '-untrusted', issuing, leaf));
  });
});

for (const defect of ['pss-both', 'ecdsa', 'leaf-md5', 'negative-serial', 'rsa-1000', 'huge-san', 'name-constraints']) {
  test(`the look-alike of a chain with the defect ${defect} has it too`, async (t) => {
    const original = await minted({ profile: 'enterprise-two-tier', defects: [defect] });
    const { chain, differences } = await lookAlike([...original.sent, original.root?.der ?? Buffer.alloc(0)]);
    t.deepEqual(
      differences.filter(({ becauseOfKey }) => !becauseOfKey),
      [],
    );
    const judged = (presented: readonly Buffer[], root: Buffer) => {
      const anchors = [deliveredAnchor(root, 'active-directory')];
      const verdict = evaluateChain({ presented, anchors, at, name: host });
      return verdict.trusted ? 'trusted' : verdict.reason;
    };
    const root = original.root?.der ?? Buffer.alloc(0);
    t.is(judged(chain.sent, chain.root?.der ?? Buffer.alloc(0)), judged(original.sent, root));
  });
}

test('the missing root is the one built into phones, and takes its place there', async (t) => {
  const real = Buffer.from(storedRoot('lpe-root-22')?.certificate ?? '', 'base64');
  const { chain: alone } = await lookAlike([real]);
  t.deepEqual(
    alone.standIns.map(({ anchor }) => anchor),
    ['lpe-root-22'],
  );
  // Nobody here has a real certificate below it, so a chain below the table's stand-in shows the principle.
  const below = await mintChain({ profile: 'root-22', subject: host, names: [], at });
  const presented = [...below.sent];
  const old = firmwareAnchors('4.0.7577.4414');
  const updated = firmwareAnchors('4.0.7577.4420');
  const ask = (anchors: typeof old, standIns: typeof alone.standIns, sent: readonly Buffer[]) =>
    evaluateChain({ presented: sent, anchors: substituteStandIns(anchors, standIns), at, name: host }).trusted;
  t.true(ask(updated, below.standIns, presented));
  const { chain } = await lookAlike([...presented, below.root?.der ?? Buffer.alloc(0)]);
  const standIns = [{ anchor: 'lpe-root-22', certificate: chain.root?.der ?? Buffer.alloc(0) }];
  t.true(ask(updated, standIns, chain.leaf ? [chain.leaf.der, ...chain.intermediates.map(({ der }) => der)] : []));
  t.false(ask(old, standIns, chain.sent));
});

test('a root that was issued twice has stand-ins for both, with one key', async (t) => {
  const { chain } = await lookAlike([Buffer.from(storedRoot('lpe-root-20')?.certificate ?? '', 'base64')]);
  t.deepEqual(chain.standIns.map(({ anchor }) => anchor).toSorted(), ['lpe-root-09', 'lpe-root-20']);
  const [one, other] = chain.standIns.map(({ certificate }) => new X509Certificate(certificate));
  t.true(one !== undefined && other?.verify(one.publicKey) && !other.raw.equals(one.raw));
  t.true(other !== undefined && one?.publicKey.equals(other.publicKey));
});

test('without its root, an unknown chain gets one of that name; what is served says so', async (t) => {
  const original = await minted({ profile: 'enterprise-two-tier' });
  const { chain, notes } = await lookAlike([...original.sent]);
  t.regex(notes.join(), /"CN=Contoso Root CA, DC=contoso, DC=test", the issuer of .*was made up/);
  const root = new X509Certificate(chain.root?.der ?? '');
  t.true(root.ca && root.verify(root.publicKey));
  t.true(new X509Certificate(chain.intermediates[0]?.der ?? '').checkIssued(root), 'name and key identifier fit');
  t.true(new X509Certificate(chain.intermediates[0]?.der ?? '').verify(root.publicKey));
  t.deepEqual(serverCertificateOf(chain).chain, chain.sent);
});

test('a signature that did not hold does not hold in the look-alike either', async (t) => {
  const impostor = await holder('Contoso CA', { purpose: 'authority' });
  const issuer = await holder('Contoso CA', { purpose: 'authority' });
  const server = await holder(host, { purpose: 'server', by: issuer });
  const { chain } = await lookAlike([server.certificate, impostor.certificate]);
  const leaf = new X509Certificate(chain.leaf.der);
  t.false(leaf.verify(new X509Certificate(chain.root?.der ?? '').publicKey));
  const good = await lookAlike([server.certificate, issuer.certificate]);
  t.true(new X509Certificate(good.chain.leaf.der).verify(new X509Certificate(good.chain.root?.der ?? '').publicKey));
});

test('one key in two certificates stays one; order and doubles stay', async (t) => {
  const original = await minted({ profile: 'enterprise-two-tier', defects: ['same-key-other-serial'] });
  const keysOf = (ders: readonly Buffer[]) =>
    new Set(
      ders.map((der) => new X509Certificate(der).publicKey.export({ type: 'spki', format: 'der' }).toString('hex')),
    );
  const given = [...original.sent, ...original.extra, original.leaf.der];
  const { chain } = await lookAlike(given);
  const twins = [...chain.sent];
  t.is(twins.length, given.length);
  t.deepEqual(
    twins.map((der) => new X509Certificate(der).serialNumber),
    given.map((der) => new X509Certificate(der).serialNumber),
  );
  t.is(keysOf(twins).size, keysOf(given).size);
  t.deepEqual(twins.at(-1), twins[0]);
});

test('what cannot be made is said, not guessed', async (t) => {
  const code = async (given: readonly Buffer[]) =>
    (await t.throwsAsync(lookAlike(given), { instanceOf: HarnessError }))?.code;
  t.is(await code([]), 'CERTIFICATE_SPEC_INVALID');
  const root = Buffer.from(storedRoot('lpe-root-22')?.certificate ?? '', 'base64');
  t.is(await code(Array.from({ length: 33 }, () => root)), 'CERTIFICATE_SPEC_INVALID');
  t.is(await code([root.subarray(0, 300)]), 'DER_INVALID');
  await withOpenSsl(t, async (openssl) => {
    openssl.run('dsaparam', '-genkey', '-out', 'dsa.pem', '1024');
    openssl.run('req', '-x509', '-new', '-key', 'dsa.pem', '-subj', '/CN=dsa', '-outform', 'DER', '-out', 'dsa.der');
    const dsa = Buffer.from(openssl.run('base64', '-in', 'dsa.der'), 'base64');
    t.is(await code([dsa]), 'LOOK_ALIKE_IMPOSSIBLE');
    openssl.run('genpkey', '-algorithm', 'ed25519', '-out', 'ed.pem');
    openssl.run('req', '-x509', '-new', '-key', 'ed.pem', '-subj', '/CN=ed', '-outform', 'DER', '-out', 'ed.der');
    const { chain } = await lookAlike([Buffer.from(openssl.run('base64', '-in', 'ed.der'), 'base64')]);
    t.true(new X509Certificate(chain.leaf.der).verify(new X509Certificate(chain.leaf.der).publicKey));
  });
});
