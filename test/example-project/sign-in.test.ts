import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import {
  EmulatedPhone,
  firmwareAnchors,
  type Harness,
  HarnessError,
  loadScenario,
  runScenario,
  ScenarioClock,
  Secret,
  SeededRandom,
  startHarness,
} from 'mock-lync';

describe('a bundled scenario', () => {
  it('passes', async () => {
    const { totals, variants } = await runScenario('sign-in/pin');
    assert.deepEqual(totals, { passed: 1, failed: 0, skipped: 0 });
    assert.equal(variants[0]?.outcome, 'signed-in');
  });
});

describe('a scenario of our own', () => {
  const scenario = loadScenario('scenarios/case-4711.yaml');

  it('fails as the customer said, and is cured by the update', async () => {
    for (const variant of ['as reported', 'after the firmware update']) {
      const { totals } = await runScenario(scenario, { variant });
      assert.equal(totals.failed, 0, variant);
    }
  });

  it('tells what was not as expected', async () => {
    const { totals, variants } = await runScenario(scenario, { variant: 'what nobody should believe' });
    assert.equal(totals.failed, 1);
    const unmet = variants[0]?.expectations.filter(({ status }) => status !== 'met') ?? [];
    assert.deepEqual(
      unmet.map(({ kind }) => kind),
      ['outcome'],
    );
  });
});

describe('a harness with phones plugged in', () => {
  let harness: Harness;

  before(async () => {
    harness = await startHarness('sign-in/pin');
  });

  after(async () => {
    await harness.close();
  });

  it('signs in the phone of its scenario, as the servers saw it', async () => {
    const phone = harness.phone();
    const signedIn = harness.event('front-end.signed-in', { user: 'alice@contoso.com' });
    const state = await phone.powerOn();
    assert.equal(state.outcome, 'signed-in');
    assert.equal((await signedIn).device, state.mac);
    await phone.signOut();
    assert.equal(phone.state.outcome, undefined);
  });

  it('turns away whoever mistypes the PIN, and says so', async () => {
    const phone = harness.phone({ pin: '99999' });
    const { failure, mac, outcome } = await phone.powerOn();
    assert.equal(outcome, 'sign-in-failed');
    assert.equal(failure?.code, 'PHONE_WEB_TICKET_REFUSED');
    const diagnosis = harness.diagnose().find(({ device }) => device === mac);
    assert.equal(diagnosis?.findings[0]?.id, 'wrong-pin');
  });

  it('takes a phone that is built by hand', async () => {
    const clock = new ScenarioClock({ start: new Date(), waits: 'real' });
    const phone = new EmulatedPhone({
      model: 'CX500',
      firmware: '4.0.7577.4420',
      anchors: firmwareAnchors,
      typed: { signIn: 'pin', number: '1002', pin: new Secret('24680') },
      network: { address: '127.0.0.1', dial: harness.dial, dhcp: { port: 0 } },
      clock,
      random: new SeededRandom('example'),
    });
    try {
      assert.equal((await phone.powerOn()).sipAddress, 'jeff@contoso.com');
    } finally {
      await phone.close();
      clock.stop();
    }
  });

  it('says in time that something did not come', async () => {
    await assert.rejects(harness.event('front-end.signed-in', { user: 'nobody@contoso.com' }, 10), (error) => {
      assert.ok(error instanceof HarnessError);
      return error.code === 'EVENT_NOT_SEEN';
    });
  });
});
