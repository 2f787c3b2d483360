import test from 'ava';
import {
  type Anchor,
  alertFor,
  type ChainQuestion,
  deliveredAnchor,
  evaluateChain,
  firmwareAnchors,
  type RefusalAlert,
  type RefusalReason,
  substituteStandIns,
  summarize,
} from '../../../certs/trust/index.js';
import { at, chainOf, type Holder, holder, host } from '../chains.js';

const old = '4.0.7577.4366';
const cu11 = '4.0.7577.4420';

/** What the phone says: the anchor's id, or the reason of its refusal. */
function answer(question: Partial<ChainQuestion> & Pick<ChainQuestion, 'presented' | 'anchors'>): string {
  const verdict = evaluateChain({ at, name: host, ...question });
  return verdict.trusted ? verdict.anchor : verdict.reason;
}

async function firmwareWithStandIns(firmware: string): Promise<Anchor[]> {
  const { standIn } = await chainOf('digicert-global-2014');
  return substituteStandIns(firmwareAnchors(firmware), standIn === undefined ? [] : [standIn]);
}

test('the DigiCert chain is trusted from CU11 on, and by nothing older', async (t) => {
  const { chain: presented, root } = await chainOf('digicert-global-2014');
  t.is(answer({ presented, anchors: await firmwareWithStandIns(old) }), 'untrusted-root');
  t.is(answer({ presented, anchors: await firmwareWithStandIns('4.0.7577.4414') }), 'untrusted-root');
  t.is(answer({ presented, anchors: await firmwareWithStandIns(cu11) }), 'lpe-root-22');
  t.truthy(root);
  if (root === undefined) return;
  t.is(answer({ presented: [...presented, root], anchors: await firmwareWithStandIns(old) }), 'untrusted-root');
  const delivered = deliveredAnchor(root, 'active-directory');
  t.is(answer({ presented, anchors: [...firmwareAnchors(old), delivered] }), delivered.id);
});

test('a trusted verdict tells the whole path and where its anchor came from', async (t) => {
  const { chain: presented } = await chainOf('digicert-global-2014');
  const verdict = evaluateChain({ presented, anchors: await firmwareWithStandIns(cu11), at, name: 'SIP.contoso.test' });
  t.true(verdict.trusted);
  if (!verdict.trusted) return;
  t.is(verdict.anchorOrigin, 'firmware');
  t.deepEqual(
    verdict.path.map((one) => one.subject.split(', ')[0]),
    [`CN=${host}`, 'CN=DigiCert SHA2 Secure Server CA', 'CN=DigiCert Global Root CA'],
  );
  t.deepEqual(verdict.warnings, []);
});

test("the stand-in's chain does not pass for the real root", async (t) => {
  const { chain: presented, root } = await chainOf('digicert-global-2014');
  t.is(answer({ presented, anchors: firmwareAnchors(cu11) }), 'untrusted-root');
  t.is(
    answer({ presented: [...presented, ...(root ? [root] : [])], anchors: firmwareAnchors(cu11) }),
    'untrusted-root',
  );
});

test('a look-alike root, same subject and another key, is refused', async (t) => {
  const genuine = await holder('Contoso Root CA', { purpose: 'authority' });
  const lookAlike = await holder('Contoso Root CA', { purpose: 'authority' });
  const leaf = await holder(host, { purpose: 'server', by: lookAlike, dnsNames: [host] });
  const anchors = [deliveredAnchor(genuine.certificate, 'certificate-service')];
  for (const presented of [[leaf.certificate], [leaf.certificate, lookAlike.certificate]]) {
    const verdict = evaluateChain({ presented, anchors, at, name: host });
    t.like(verdict, { trusted: false, reason: 'untrusted-root' });
    t.regex(verdict.trusted ? '' : verdict.sentence, /another key/);
  }
  const both = [...anchors, deliveredAnchor(lookAlike.certificate, 'certificate-service')];
  t.is(answer({ presented: [leaf.certificate], anchors: both }), both[1]?.id ?? '');
});

test('a changed byte in the leaf breaks its signature', async (t) => {
  for (const profile of ['enterprise-root', 'enterprise-two-tier'] as const) {
    const { chain, root } = await chainOf(profile);
    const anchors = [deliveredAnchor(root ?? Buffer.alloc(0), 'certificate-service')];
    const [leaf, ...rest] = chain;
    const tampered = Buffer.from(leaf ?? Buffer.alloc(0));
    const place = tampered.indexOf('sip.contoso.test');
    t.true(place > 0);
    tampered.write('sap', place);
    t.is(answer({ presented: chain, anchors }), anchors[0]?.id ?? '', 'unchanged, it is trusted');
    t.is(answer({ presented: [tampered, ...rest], anchors }), 'bad-signature');
  }
});

test('a missing intermediate is cured by one delivered earlier, whatever the order', async (t) => {
  const { chain, intermediates } = await chainOf('digicert-global-2014');
  const anchors = await firmwareWithStandIns(cu11);
  const presented = chain.slice(0, 1);
  t.is(answer({ presented, anchors }), 'incomplete-chain');
  t.is(answer({ presented, anchors, intermediates }), 'lpe-root-22');
  const other = await chainOf('enterprise-two-tier');
  t.is(answer({ presented: [...presented, ...other.chain, ...intermediates], anchors }), 'lpe-root-22');
  t.is(answer({ presented, anchors, intermediates: other.intermediates }), 'incomplete-chain');
});

test('a delivered intermediate alone is no anchor', async (t) => {
  const { chain: presented, intermediates } = await chainOf('enterprise-two-tier');
  t.is(answer({ presented, anchors: [], intermediates }), 'untrusted-root');
});

test('dates are those of the phone', async (t) => {
  const { chain: presented, root } = await chainOf('enterprise-two-tier');
  const anchors = [deliveredAnchor(root ?? Buffer.alloc(0), 'certificate-service')];
  const ask = (date: string) => answer({ presented, anchors, at: new Date(date) });
  t.is(ask('2014-10-16T08:59:59Z'), 'not-yet-valid');
  t.is(ask('2014-10-16T09:00:00Z'), anchors[0]?.id ?? '');
  t.is(ask('2016-10-16T09:00:00Z'), anchors[0]?.id ?? '');
  t.is(ask('2016-10-16T09:00:01Z'), 'expired');
  t.is(ask('1970-01-01T00:00:00Z'), 'not-yet-valid');
});

test('an anchor past its end fails although leaf and intermediates are valid', async (t) => {
  const root = await holder('Ended Root', { purpose: 'authority', notAfter: new Date('2014-06-01T00:00:00Z') });
  const leaf = await holder(host, { purpose: 'server', by: root, dnsNames: [host] });
  const anchors = [deliveredAnchor(root.certificate, 'certificate-service')];
  t.is(answer({ presented: [leaf.certificate], anchors }), 'anchor-expired');
  t.is(answer({ presented: [leaf.certificate], anchors, at: new Date('2014-05-31T00:00:00Z') }), anchors[0]?.id ?? '');
});

test('an anchor that has not begun fails', async (t) => {
  const root = await holder('Early Root', { purpose: 'authority', notBefore: new Date('2015-01-01T00:00:00Z') });
  const leaf = await holder(host, { purpose: 'server', by: root, dnsNames: [host] });
  const anchors = [deliveredAnchor(root.certificate, 'active-directory')];
  t.is(answer({ presented: [leaf.certificate], anchors }), 'not-yet-valid');
});

test('the real GlobalSign roots: one key, and the older certificate is past its end for an old firmware', (t) => {
  const renewed = firmwareAnchors(cu11).find((anchor) => anchor.id === 'lpe-root-23');
  const presented = [renewed?.certificate ?? Buffer.alloc(0)];
  t.is(answer({ presented, anchors: firmwareAnchors(cu11), name: 'GlobalSign Root CA' }), 'lpe-root-23');
  t.is(answer({ presented, anchors: firmwareAnchors(old), name: 'GlobalSign Root CA' }), 'anchor-expired');
  const earlier = new Date('2013-06-01T00:00:00Z');
  t.is(answer({ presented, anchors: firmwareAnchors(old), name: 'GlobalSign Root CA', at: earlier }), 'lpe-root-01');
});

test('an anchor known by its thumbprint only is recognised when the server sends it', async (t) => {
  const root = await holder('Contoso Root CA', { purpose: 'authority' });
  const leaf = await holder(host, { purpose: 'server', by: root, dnsNames: [host] });
  const anchors = [{ ...deliveredAnchor(root.certificate, 'active-directory'), certificate: undefined }];
  t.is(answer({ presented: [leaf.certificate, root.certificate], anchors }), anchors[0]?.id ?? '');
  t.not(answer({ presented: [leaf.certificate], anchors }), anchors[0]?.id ?? '');
});

test('the name must be the common name or one of the names, letter case aside', async (t) => {
  const { chain: presented, root } = await chainOf('enterprise-root');
  const anchors = [deliveredAnchor(root ?? Buffer.alloc(0), 'certificate-service')];
  for (const name of [host, host.toUpperCase(), 'sip.contoso.test']) {
    t.is(answer({ presented, anchors, name }), anchors[0]?.id ?? '', name);
  }
  for (const name of [
    'lyncfe2.contoso.test',
    'contoso.test',
    `${host}.evil.test`,
    `${host}\0.evil.test`,
    '',
    '192.0.2.1',
  ]) {
    t.is(answer({ presented, anchors, name }), 'name-mismatch', name);
  }
});

test('a common name alone is enough, a wildcard is not', async (t) => {
  const root = await holder('Contoso Root CA', { purpose: 'authority' });
  const anchors = [deliveredAnchor(root.certificate, 'certificate-service')];
  const plain = await holder(host, { purpose: 'server', by: root, dnsNames: ['other.contoso.test'] });
  t.is(answer({ presented: [plain.certificate], anchors }), anchors[0]?.id ?? '');
  const wild = await holder('pool.contoso.test', { purpose: 'server', by: root, dnsNames: ['*.contoso.test'] });
  const verdict = evaluateChain({ presented: [wild.certificate], anchors, at, name: host });
  t.like(verdict, { trusted: false, reason: 'name-mismatch' });
  t.regex(verdict.trusted ? '' : verdict.sentence, /wildcard/);
});

test('a self-signed server is refused until it is itself delivered', async (t) => {
  const { chain: presented } = await chainOf('self-signed');
  t.is(answer({ presented, anchors: firmwareAnchors(cu11) }), 'self-signed');
  const own = deliveredAnchor(presented[0] ?? Buffer.alloc(0), 'certificate-service');
  t.is(answer({ presented, anchors: [own] }), own.id);
  t.is(answer({ presented, anchors: [own], name: 'other.contoso.test' }), 'name-mismatch');
});

test('a server certificate cannot issue another', async (t) => {
  const root = await holder('Contoso Root CA', { purpose: 'authority' });
  const server = await holder('web.contoso.test', { purpose: 'server', by: root });
  const forged = await holder(host, { purpose: 'server', by: server, dnsNames: [host] });
  const anchors = [deliveredAnchor(root.certificate, 'certificate-service')];
  t.is(answer({ presented: [forged.certificate, server.certificate], anchors }), 'not-an-authority');
  const asAnchor = [deliveredAnchor(server.certificate, 'certificate-service')];
  t.is(answer({ presented: [forged.certificate], anchors: asAnchor }), 'not-an-authority');
});

test('a chain longer than the bound is refused, and one that fits is not', async (t) => {
  const steps: Holder[] = [await holder('Level 0', { purpose: 'authority' })];
  for (let level = 1; level <= 8; level++) {
    steps.unshift(await holder(`Level ${level}`, { purpose: 'authority', by: steps[0] }));
  }
  const anchors = [deliveredAnchor(steps.at(-1)?.certificate ?? Buffer.alloc(0), 'certificate-service')];
  const ask = async (from: number) => {
    const leaf = await holder(host, { purpose: 'server', by: steps[from], dnsNames: [host] });
    const presented = [leaf.certificate, ...steps.slice(from, -1).map((one) => one.certificate)];
    return answer({ presented, anchors });
  };
  t.is(await ask(0), 'incomplete-chain');
  t.is(await ask(3), anchors[0]?.id ?? '');
});

test('garbage and nothing are malformed, never an exception', async (t) => {
  const { chain } = await chainOf('enterprise-root');
  const leaf = chain[0] ?? Buffer.alloc(0);
  t.is(answer({ presented: [], anchors: [] }), 'malformed');
  t.is(answer({ presented: [Buffer.from('junk')], anchors: [] }), 'malformed');
  t.is(answer({ presented: [leaf, Buffer.alloc(3)], anchors: [] }), 'malformed');
  t.is(answer({ presented: [Buffer.concat([leaf, Buffer.alloc(1)])], anchors: [] }), 'malformed');
  t.is(answer({ presented: Array.from({ length: 33 }, () => leaf), anchors: [] }), 'malformed');
});

test('stand-ins replace only the anchors a firmware has, and are marked', async (t) => {
  const { standIn } = await chainOf('digicert-global-2014');
  const inOld = await firmwareWithStandIns(old);
  t.deepEqual(inOld, firmwareAnchors(old));
  const changed = (await firmwareWithStandIns(cu11)).filter((anchor) => anchor.standIn === true);
  t.deepEqual(
    changed.map((anchor) => [anchor.id, anchor.thumbprint]),
    [['lpe-root-22', summarize(standIn?.certificate ?? Buffer.alloc(0)).thumbprint]],
  );
});

test('every reason has an alert of TLS', (t) => {
  const reasons: Record<RefusalReason, RefusalAlert> = {
    'untrusted-root': 'unknown_ca',
    'self-signed': 'unknown_ca',
    'incomplete-chain': 'unknown_ca',
    'not-an-authority': 'unknown_ca',
    expired: 'certificate_expired',
    'anchor-expired': 'certificate_expired',
    'not-yet-valid': 'bad_certificate',
    'name-mismatch': 'bad_certificate',
    'bad-signature': 'bad_certificate',
    malformed: 'bad_certificate',
    'signature-algorithm': 'unsupported_certificate',
    'key-type': 'unsupported_certificate',
    'key-size': 'unsupported_certificate',
    'key-usage': 'unsupported_certificate',
    'extended-key-usage': 'unsupported_certificate',
    'unknown-critical-extension': 'unsupported_certificate',
    'no-revocation-address': 'bad_certificate',
    'name-constraints': 'bad_certificate',
    'path-length': 'unknown_ca',
  };
  for (const [reason, alert] of Object.entries(reasons)) t.is(alertFor(reason as RefusalReason), alert);
});
