import fc from 'fast-check';
import { describeChain, mintTogether, reusedKeys } from '../../certs/authorities/index.js';
import { deliveredAnchor, evaluate, evaluateChain, readFacts } from '../../certs/trust/index.js';
import { equal, onlyHarnessErrors } from './promises.js';
import type { FuzzTarget } from './target.js';

const at = new Date('2014-11-15T09:00:00Z');
const name = 'lyncfe.contoso.test';
const bytes = fc.uint8Array({ maxLength: 400 }).map((value) => Buffer.from(value));
const changes = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 4 });

let made: Promise<{ sent: readonly Buffer[]; root: Buffer }> | undefined;

/** A chain with name constraints and a path length, so that every reader has something to read. */
function chain() {
  made ??= (async () => {
    const described = describeChain({
      profile: 'enterprise-two-tier',
      subject: name,
      names: ['sip.contoso.test'],
      at,
      defects: ['name-constraints'],
    });
    const [minted] = await mintTogether([described], { keys: reusedKeys() });
    if (minted?.root === undefined) throw new Error('nothing was minted');
    return { sent: minted.sent, root: minted.root.der };
  })();
  return made;
}

export const targets: readonly FuzzTarget[] = [
  {
    name: 'trust: random bytes as the extensions of a certificate',
    property: fc.property(bytes, (data) => {
      onlyHarnessErrors(() => readFacts(data));
    }),
  },
  {
    name: 'trust: a changed certificate in a chain is judged, never trusted for the change, never an exception',
    property: fc.asyncProperty(fc.nat(1), changes, async (which, at2) => {
      const { root, sent } = await chain();
      const presented = sent.map((der, index) => (index === which ? changed(der, at2) : der));
      if (presented.every((der, index) => der.equals(sent[index] ?? der))) return;
      const anchors = [deliveredAnchor(root, 'certificate-service')];
      const verdict = evaluateChain({ presented, anchors, at, name });
      if (verdict.trusted && which === 0) throw new Error('a changed server certificate is trusted');
      onlyHarnessErrors(() => deliveredAnchor(changed(root, at2), 'active-directory'));
      const assessment = evaluate(presented, { firmware: '4.0.7577.4420', at, name, authorities: [root] });
      if (assessment.trusted) throw new Error('trusted without a delivered root');
    }),
  },
  {
    name: 'trust: the order and number of what comes after the leaf changes no verdict',
    property: fc.asyncProperty(fc.array(fc.nat(2), { maxLength: 6 }), async (order) => {
      const { root, sent } = await chain();
      const [leaf = Buffer.alloc(0), issuing = Buffer.alloc(0)] = sent;
      const pool = [leaf, issuing, root];
      const presented = [leaf, issuing, ...order.map((index) => pool[index] ?? leaf)];
      const anchors = [deliveredAnchor(root, 'certificate-service')];
      equal(evaluateChain({ presented, anchors, at, name }).trusted, true);
      equal(evaluateChain({ presented, anchors: [], at, name }).trusted, false);
    }),
  },
];

function changed(original: Buffer, places: readonly (readonly [number, number])[]): Buffer {
  const copy = Buffer.from(original);
  for (const [place, value] of places) copy[place % copy.length] = value;
  return copy;
}
