import test from 'ava';
import { sharedKeys } from '../../certs/authorities/index.js';
import { selectScenario } from '../../harness/scenario/catalogue.js';
import { runVariant } from '../../harness/scenario/run/variant.js';
import { type Mutation, mutationsOf } from './mutations.js';

const scenario = `
id: a/b
summary: It fails.
deployment: { certificates: { default: { profile: enterprise-two-tier, defects: [expired, rsa-1024] } } }
phone: { model: CX600, firmware: 4.0.7577.4420, signIn: pin, user: alice }
faults: [ { at: dns.any, do: delay, seconds: 1 }, { at: ntp.answer, do: no-time } ]
changes: [ { at: 1h, do: stop }, { at: 2h, do: start } ]
expect: { outcome: sign-in-failed }
variants:
  - name: cured
    deployment: { certificates: { default: { defects: [] } }, dhcp: { option43: true } }
    phone: { signIn: usb, stay: 1h }
    faults: []
    expect: { outcome: signed-in, finding: none }
  - name: fails as well
    phone: { model: CX700 }
    faults: [ { at: front-end.tls, do: swap-chain, certificate: { profile: self-signed, defects: [rsa-4096] } } ]
    expect: { outcome: sign-in-failed }
`;
const deletions = (text: string) => mutationsOf('x.yaml', text).map(({ variant, deleted }) => `${variant}: ${deleted}`);

test('every fault, every change, every defect and every part of a cure is deleted once', (t) => {
  t.deepEqual(deletions(scenario), [
    'as reported: faults: the fault delay',
    'as reported: faults: the fault no-time',
    'as reported: changes: the change stop',
    'as reported: changes: the change start',
    'as reported: deployment.certificates.default.defects: "expired"',
    'as reported: deployment.certificates.default.defects: "rsa-1024"',
    'cured: deployment.certificates: {"default":{"defects":[]}}',
    'cured: deployment.dhcp: {"option43":true}',
    'cured: phone.signIn: "usb"',
    'cured: faults: []',
    'fails as well: faults: the fault swap-chain',
    'fails as well: faults.certificate.defects: "rsa-4096"',
  ]);
});

test('what is loaded is that one variant without that one thing', (t) => {
  const [first, , stop, , third, , fifth] = mutationsOf('x.yaml', scenario);
  t.is(first?.load().variants.length, 1);
  t.deepEqual(
    first?.load().variants[0]?.faults.map((fault) => fault.do),
    ['no-time'],
  );
  t.deepEqual(
    stop?.load().variants[0]?.changes.map((change) => change.do),
    ['start'],
  );
  t.deepEqual(third?.load().variants[0]?.deployment.certificates?.default?.defects, ['rsa-1024']);
  t.is(fifth?.load().variants[0]?.name, 'cured');
  t.deepEqual(fifth?.load().variants[0]?.deployment.certificates?.default?.defects, ['expired', 'rsa-1024']);
});

const keys = sharedKeys();
const ran = async (mutation: Mutation | undefined) => {
  const mutated = mutation?.load();
  const [variant] = mutated?.variants ?? [];
  if (!mutated || !variant) return undefined;
  return (await runVariant(mutated, variant, { seed: 'x', ports: { mode: 'any', set: {} }, jobs: 1, keys })).status;
};

test('a fault that a scenario needs is missed, and one that changes nothing is not', async (t) => {
  const { file } = selectScenario('faults/ntp-no-time');
  t.is(await ran(mutationsOf(file)[0]), 'failed');
  const idle = `
id: a/b
summary: A fault nobody would miss.
phone: { model: CX600, firmware: 4.0.7577.4420, signIn: pin, user: alice }
faults: [ { at: dhcp.inform, do: repeat } ]
expect: { outcome: signed-in }
`;
  t.is(await ran(mutationsOf('x.yaml', idle)[0]), 'passed');
});
