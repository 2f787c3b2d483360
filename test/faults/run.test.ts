import test from 'ava';
import { parseScenario } from '../../harness/scenario/load.js';
import { run } from './run.js';

const sound = `id: faults/sound
summary: A sign-in with a fault that stands where nothing comes by.
phone: { model: CX600, firmware: 4.0.7577.4420, signIn: pin, user: alice }
expect: { outcome: signed-in, finding: none }
faults: [ { at: front-end.tls, do: reset, when: { nth: 99 } } ]
`;

test('a fault that never fires fails its variant, and is listed with its sentence', async (t) => {
  const scenario = parseScenario(sound, 'sound.yaml');
  const [variant] = scenario.variants;
  if (!variant) return t.fail();
  const record = await run(scenario, variant);
  t.is(record.status, 'failed');
  t.deepEqual(
    record.expectations.filter(({ status }) => status !== 'met'),
    [
      {
        kind: 'fault',
        explain:
          'A fault is carried out. At the Front End’s TLS port, on the 99th connection of each device: The server resets the connection when the ClientHello has come.',
        status: 'missing',
        instead: 'it never was: no such occasion came',
      },
    ],
  );
  t.is((await run(scenario, { ...variant, faults: [] })).status, 'passed');
});

test('a fault of another device leaves this phone alone', async (t) => {
  const scenario = parseScenario(sound.replace('nth: 99', 'device: 00:00:5e:00:53:01'), 'sound.yaml');
  const [variant] = scenario.variants;
  if (!variant) return t.fail();
  const record = await run(scenario, variant);
  t.is(record.outcome, 'signed-in');
  t.deepEqual(
    record.expectations.filter(({ status }) => status === 'missing').map(({ kind }) => kind),
    ['fault'],
  );
});

test('a public stand-in swapped in is honoured by the phone that has its root built in', async (t) => {
  const swap = '{ at: front-end.tls, do: swap-chain, certificate: { profile: digicert-global-2014 } }';
  const text = sound.replace(/faults: .*/, `faults: [ ${swap} ]\nclock: 2014-11-15T09:00:00Z`);
  const scenario = parseScenario(text, 'swapped.yaml');
  const [variant] = scenario.variants;
  if (!variant) return t.fail();
  t.is((await run(scenario, variant)).status, 'passed');
});
