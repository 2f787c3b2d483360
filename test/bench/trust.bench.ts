import { X509Certificate } from 'node:crypto';
import { mintChain, reusedKeys } from '../../certs/authorities/index.js';
import {
  evaluate,
  evaluateChain,
  firmwareAnchors,
  lpeTrustProfile,
  substituteStandIns,
} from '../../certs/trust/index.js';
import type { Benchmark } from './benchmark.js';

const at = new Date('2014-11-15T09:00:00Z');
const name = 'lyncfe.contoso.test';
const TIMES = 200;

/** A chain of three under CU11's roots; the peer does the same two signatures and the name, and nothing else. */
const verdict: Benchmark = {
  name: 'evaluateChain, a public chain of three, the 34 roots of CU11',
  peer: 'X509Certificate: checkIssued, verify, checkHost',
  async prepare() {
    const chain = await minted();
    const anchors = substituteStandIns(firmwareAnchors('4.0.7577.4420'), chain.standIns);
    const question = { presented: chain.sent, anchors, at, name, profile: lpeTrustProfile };
    const path = [...chain.sent, ...(chain.root === undefined ? [] : [chain.root.der])];
    return {
      ours: async () => {
        for (let time = 0; time < TIMES; time++) {
          if (!evaluateChain(question).trusted) throw new Error('the chain of the benchmark is not trusted');
        }
        return TIMES;
      },
      theirs: async () => {
        for (let time = 0; time < TIMES; time++) verifyPath(path);
        return TIMES;
      },
      close: async () => {},
    };
  },
};

/** The same chain refused by old firmware, with every remedy checked; the peer is the bare refusal. */
const remedies: Benchmark = {
  name: 'evaluate with remedies, the same chain on old firmware',
  peer: 'the refusal alone',
  async prepare() {
    const chain = await minted();
    const firmware = '4.0.7577.4366';
    const question = { presented: chain.sent, anchors: firmwareAnchors(firmware), at, name };
    return {
      ours: async () => {
        for (let time = 0; time < TIMES / 10; time++)
          evaluate(chain.sent, { firmware, at, name, standIns: chain.standIns });
        return TIMES / 10;
      },
      theirs: async () => {
        for (let time = 0; time < TIMES; time++) evaluateChain(question);
        return TIMES;
      },
      close: async () => {},
    };
  },
};

function minted() {
  return mintChain({ profile: 'digicert-global-2014', subject: name, names: [], at }, { keys: reusedKeys() });
}

/** A phone that opens a connection has each certificate as bytes, so the peer parses too. */
function verifyPath(path: readonly Buffer[]): void {
  const parsed = path.map((der) => new X509Certificate(der));
  for (const [index, issuer] of parsed.slice(1).entries()) {
    const below = parsed[index];
    if (!below?.checkIssued(issuer) || !below.verify(issuer.publicKey)) throw new Error('the chain does not hold');
  }
  if (parsed[0]?.checkHost(name) === undefined) throw new Error('the name does not fit');
}

export const benchmarks: readonly Benchmark[] = [verdict, remedies];
