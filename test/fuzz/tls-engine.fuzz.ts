import fc from 'fast-check';
import { tls10Prf } from '../../harness/foundation/primitives/tls-prf.js';
import { engineSuites } from '../../harness/tls/engine/suite.js';
import { equal } from './promises.js';
import type { FuzzTarget } from './target.js';
import { certificateFaults } from './tls-peer/client-peer.js';
import { type Conversation, converse, type Identities, junkIsRefused, type Outcome } from './tls-peer/conversation.js';
import { identities } from './tls-peer/identities.js';
import { layouts, plainLayout } from './tls-peer/layout.js';
import { type Mutation, mutations, sealFaults } from './tls-peer/mutation.js';
import { premasterFaults, visiblePremasterFaults } from './tls-peer/premaster.js';
import { blockFaults } from './tls-peer/record-cipher.js';
import { helloFaults } from './tls-peer/server-peer.js';
import { type Verdict, verdictOn } from './tls-peer/verdict.js';
import { verifyDataFaults } from './tls-peer/verify-data.js';
import { promise } from './tls-peer/watch.js';

const suite = fc.constantFrom(...engineSuites.map(({ id }) => id));
const engine = fc.constantFrom('server' as const, 'client' as const);
const seed = fc.integer();
/** Resumption costs no RSA and reaches as deep, so it is tried most. */
const manner = fc.constantFrom<Pick<Conversation, 'mode' | 'hello'>>(
  { mode: 'resumed', hello: 'tls' },
  { mode: 'resumed', hello: 'tls' },
  { mode: 'resumed', hello: 'tls' },
  { mode: 'full', hello: 'tls' },
  { mode: 'full', hello: 'sslv2' },
  { mode: 'client-certificate', hello: 'tls' },
  { mode: 'client-certificate', hello: 'sslv2' },
);
const base = fc
  .record({ engine, suite, manner, seed, layout: layouts })
  .map(({ manner: { mode, hello }, ...rest }) => ({ ...rest, mode, hello }));

function target<T>(name: string, what: fc.Arbitrary<T>, check: (value: T, who: Identities) => void): FuzzTarget {
  return {
    name: `TLS 1.0 engine: ${name}`,
    property: fc.asyncProperty(what, async (value) => check(value, await identities())),
  };
}

/** A whole connection without a fault: both sides agree on everything. */
function isWhole({ watch, peer, kept }: Outcome, conversation: Conversation, pings: number): void {
  promise(watch.error === undefined, `it failed: ${watch.error?.message}`);
  promise(watch.wasEstablished, 'it was not established');
  promise(peer.unreadable === undefined, `the peer cannot read the engine: ${peer.unreadable}`);
  equal(watch.given, Buffer.from('ping'.repeat(pings)));
  equal(peer.heard, Buffer.from('pong'.repeat(pings)));
  // The first byte in a record of its own: the next one's initialization vector is known beforehand otherwise.
  if (peer.suite.blockLength > 0) promise(peer.heardLengths[0] === 1, 'data under CBC are not split');
  promise(watch.wasEnded, 'the close_notify was not told');
  const { master } = peer;
  if (master === undefined || watch.engine === undefined) throw new Error('no master secret');
  const randoms = Buffer.concat([peer.clientRandom, peer.serverRandom]);
  equal(
    watch.engine.exportKeyingMaterial(64, 'client EAP encryption'),
    tls10Prf(master, 'client EAP encryption', randoms, 64),
  );
  equal(watch.engine.keyLogLine, `CLIENT_RANDOM ${peer.clientRandom.toString('hex')} ${master.toString('hex')}`);
  equal(watch.engine.resumed, conversation.mode === 'resumed');
  equal(watch.engine.suite?.id, conversation.suite);
  equal(
    kept.map((session) => session.master),
    conversation.mode === 'resumed' ? [] : [master],
  );
}

function isRefused({ watch }: Outcome): void {
  promise(!watch.wasEstablished, 'it was established');
  promise(watch.error?.code === 'TLS_ALERT_SENT', `it was not refused: ${watch.error?.message ?? 'nothing happened'}`);
  // What was refused gives nobody keys.
  let keys: Buffer | undefined;
  try {
    keys = watch.engine?.exportKeyingMaterial(64, 'x');
  } catch {}
  promise(keys === undefined, 'keys of a refused handshake were given');
}

function holds(verdict: Verdict, outcome: Outcome, conversation: Conversation, pings: number): void {
  const { watch } = outcome;
  if (verdict === 'nothing') isWhole(outcome, conversation, pings);
  else if (verdict === 'refused') isRefused(outcome);
  else if (verdict === 'never') promise(!watch.wasEstablished, 'it was established');
  else if (verdict === 'given-up') promise(!watch.wasEstablished && watch.over, 'it was not given up');
  else if (verdict === 'established') promise(watch.wasEstablished, `it was not established: ${watch.error?.message}`);
  else if (verdict === 'refused-later') {
    promise(watch.wasEstablished, `it was not established: ${watch.error?.message}`);
    promise(
      watch.error?.code === 'TLS_ALERT_SENT',
      `it was not refused: ${watch.error?.message ?? 'nothing happened'}`,
    );
  }
}

function mutated(conversation: Conversation, who: Identities): void {
  const outcome = converse(conversation, who);
  const steps = outcome.peer.script();
  const situation = {
    steps,
    engineIsClient: conversation.engine === 'client',
    blockCipher: outcome.peer.suite.blockLength > 0,
  };
  const verdicts = conversation.mutations.map((mutation) => verdictOn(mutation, situation));
  if (outcome.speaker.lied) verdicts.push('never');
  const [only] = verdicts;
  const repeated = conversation.mutations.filter(
    (mutation) => mutation.do === 'repeat' && steps[mutation.at % steps.length]?.name === 'application_data',
  ).length;
  if (verdicts.length === 1 && only !== undefined) holds(only, outcome, conversation, 1 + repeated);
  else if (verdicts.some((verdict) => ['refused', 'never', 'given-up'].includes(verdict))) {
    promise(!outcome.watch.wasEstablished, 'it was established');
  }
  junkIsRefused(outcome);
}

/** How many steps the peer's script has. */
function stepCount({ engine: side, mode }: Conversation): number {
  if (mode === 'resumed') return 5;
  if (mode === 'client-certificate') return 8;
  return side === 'server' ? 6 : 7;
}

/** At most one that changes the order, each on a step of its own, so that they cannot undo one another. */
function apart(list: readonly Mutation[], steps: number): Mutation[] {
  const taken = new Set<number>();
  let ordered = false;
  return list.filter((mutation) => {
    const step = mutation.at % steps;
    const orders = ['drop', 'repeat', 'swap', 'insert'].includes(mutation.do);
    if (taken.has(step) || (orders && ordered)) return false;
    taken.add(step);
    ordered ||= orders;
    return true;
  });
}

export const targets: readonly FuzzTarget[] = [
  target('a handshake succeeds however it is cut', base, (given, who) => {
    const conversation = { ...given, mutations: [] };
    const outcome = converse(conversation, who);
    isWhole(outcome, conversation, 1);
    junkIsRefusedQuietly(outcome);
  }),
  target(
    'one thing wrong comes to what it must',
    fc.record({ given: base, mutation: mutations }),
    ({ given, mutation }, who) => mutated({ ...given, mutations: [mutation] }, who),
  ),
  target(
    'several things wrong never come past Finished',
    fc.record({ given: base, list: fc.array(mutations, { minLength: 2, maxLength: 3 }) }),
    ({ given, list }, who) =>
      mutated({ ...given, mutations: apart(list, stepCount({ ...given, mutations: [] })) }, who),
  ),
  target('a flight cut off waits', fc.record({ given: base, stopAfter: fc.nat(1500) }), ({ given, stopAfter }, who) => {
    const conversation = { ...given, mutations: [], stopAfter };
    const outcome = converse(conversation, who);
    const { watch, speaker } = outcome;
    promise(watch.error === undefined, `it failed: ${watch.error?.message}`);
    equal(watch.wasEstablished, speaker.finishedSaid);
    if (!watch.over) junkIsRefused(outcome);
  }),
  target(
    'a hidden fault of the premaster secret shows at the Finished alone',
    fc.record({
      suite,
      seed,
      hello: fc.constantFrom('tls' as const, 'sslv2' as const),
      premasterFault: fc.constantFrom(...premasterFaults),
    }),
    (given, who) => {
      const outcome = converse({ ...given, engine: 'server', mode: 'full', layout: plainLayout, mutations: [] }, who);
      isRefused(outcome);
      equal(outcome.watch.error?.details.alert, 'bad_record_mac');
      equal(outcome.watch.saidAtFailure, 'finished');
    },
  ),
  target(
    'what everybody can see wrong is refused before any Finished',
    fc.record({
      given: base.filter(({ mode }) => mode !== 'resumed'),
      fault: fc.oneof(
        fc.record({ premasterFault: fc.constantFrom(...visiblePremasterFaults) }),
        fc.record({ helloFault: fc.constantFrom(...helloFaults) }),
        fc.record({ certificateFault: fc.constantFrom(...certificateFaults) }),
        fc.constant({ otherSuite: true }),
      ),
    }),
    ({ given, fault }, who) => {
      const side = 'helloFault' in fault ? 'client' : 'otherSuite' in fault ? given.engine : 'server';
      const mode = 'certificateFault' in fault ? 'client-certificate' : 'otherSuite' in fault ? 'resumed' : given.mode;
      const hello = mode === 'resumed' ? 'tls' : given.hello;
      const outcome = converse({ ...given, ...fault, mutations: [], engine: side, mode, hello }, who);
      isRefused(outcome);
      promise(outcome.watch.error?.details.alert !== 'bad_record_mac', 'it was noticed only because the keys differ');
    },
  ),
  target(
    'a protected record with anything wrong is refused with bad_record_mac',
    fc.record({ given: base, fault: fc.constantFrom(...sealFaults), data: fc.boolean() }),
    ({ given, fault, data }, who) => {
      const at = stepCount({ ...given, mutations: [] }) - (data ? 2 : 3);
      const outcome = converse({ ...given, mutations: [{ do: 'seal', at, fault }] }, who);
      const harmless =
        fault === 'most-padding' || (outcome.peer.suite.blockLength === 0 && blockFaults.includes(fault));
      if (harmless) return isWhole(outcome, { ...given, mutations: [] }, 1);
      equal(outcome.watch.wasEstablished, data);
      equal(outcome.watch.error?.details.alert, 'bad_record_mac');
      equal(outcome.watch.given, Buffer.alloc(0));
    },
  ),
  target(
    'a Finished that does not fit is refused with decrypt_error',
    fc.record({ given: base, verifyDataFault: fc.constantFrom(...verifyDataFaults) }),
    ({ given, verifyDataFault }, who) => {
      const outcome = converse({ ...given, verifyDataFault, mutations: [] }, who);
      isRefused(outcome);
      equal(outcome.watch.error?.details.alert, 'decrypt_error');
    },
  ),
];

/** After its end an engine neither says nor gives anything. */
function junkIsRefusedQuietly({ watch }: Outcome): void {
  const { sent, given } = watch;
  watch.engine?.receive(Buffer.alloc(64, 0x17));
  equal([watch.sent, watch.given], [sent, given]);
}
