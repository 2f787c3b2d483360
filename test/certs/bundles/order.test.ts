import test from 'ava';
import fc from 'fast-check';
import { orderChain } from '../../../certs/bundles/index.js';
import { HarnessError } from '../../../harness/foundation/errors/index.js';
import { chainOf, holder } from '../chains.js';

test('a chain comes out in order, whatever order it came in', async (t) => {
  const { chain, root } = await chainOf('enterprise-two-tier');
  const [leaf, issuing] = chain;
  if (leaf === undefined || issuing === undefined || root === undefined) return t.fail();
  fc.assert(
    fc.property(fc.shuffledSubarray([leaf, issuing, root], { minLength: 3 }), (given) => {
      const ordered = orderChain(given);
      t.deepEqual(ordered, { leaf, intermediates: [issuing], root, surplus: [] });
    }),
    { numRuns: 6 },
  );
  t.deepEqual(orderChain([issuing, leaf]), { leaf, intermediates: [issuing], root: undefined, surplus: [] });
  t.deepEqual(orderChain([leaf, root]), { leaf, intermediates: [], root: undefined, surplus: [root] });
});

test('a self-signed certificate alone is a leaf without a root', async (t) => {
  const { chain } = await chainOf('self-signed');
  t.deepEqual(orderChain(chain), { leaf: chain[0], intermediates: [], root: undefined, surplus: [] });
});

test('of two issuers with one name, the one whose key signed is taken; the other and doubles are surplus', async (t) => {
  const impostor = await holder('Contoso CA', { purpose: 'authority' });
  const issuer = await holder('Contoso CA', { purpose: 'authority' });
  const server = await holder('server', { purpose: 'server', by: issuer });
  const given = [server, impostor, issuer, impostor].map(({ certificate }) => certificate);
  const { intermediates, leaf, root, surplus } = orderChain(given);
  t.deepEqual([leaf, root, intermediates], [server.certificate, issuer.certificate, []]);
  t.deepEqual(surplus, [impostor.certificate, impostor.certificate]);
  t.deepEqual(orderChain([server.certificate, impostor.certificate]).root, impostor.certificate, 'better than nothing');
});

test('two authorities that signed each other end', async (t) => {
  const a = await holder('A', { purpose: 'authority' });
  const b = await holder('B', { purpose: 'authority', by: a });
  const { issueCertificate } = await import('../../../certs/authorities/issue.js');
  const { createPublicKey } = await import('node:crypto');
  const crossed = await issueCertificate({
    subject: [['CN', 'A']],
    publicKey: createPublicKey(a.privateKey),
    issuer: b,
    notBefore: new Date('2014-01-01T00:00:00Z'),
    notAfter: new Date('2016-01-01T00:00:00Z'),
    hash: 'sha256',
    purpose: 'authority',
  });
  const { intermediates, leaf } = orderChain([crossed, b.certificate]);
  t.is(intermediates.length, 1);
  t.true(leaf.equals(crossed) || leaf.equals(b.certificate));
});

test('no certificate at all is an error', (t) => {
  t.is(t.throws(() => orderChain([]), { instanceOf: HarnessError })?.code, 'CERTIFICATE_SPEC_INVALID');
});
