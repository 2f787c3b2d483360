import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { firmwareAnchors, substituteStandIns } from '../../certs/trust/index.js';
import { ScenarioClock } from '../../harness/foundation/clock/index.js';
import { SeededRandom } from '../../harness/foundation/random.js';
import { Secret } from '../../harness/foundation/secret.js';
import { type EventType, Journal, type JournalEvent } from '../../harness/journal/index.js';
import { EmulatedPhone } from '../../harness/phone/index.js';
import { type ServedProcess, serve } from '../cli/served.js';
import { exported } from './exported-certificate.js';
import { pidgin, pidginTest } from './pidgin.js';
import { temporaryFolder } from './tls-ports.js';

// The server dies without a word and is started again; the journal of the dead one is whole, and the clients come back.

const password = 'Correct-Horse-41';

/** Windows passwords alone, as a user certificate of the dead server's authority would be of no use afterwards. */
const scenario = `
id: peers/restart
summary: A server that is killed in the middle of a registration.
source: "what is to be shown of a restart"
deployment:
  sipDomain: contoso.com
  users: { alice: { password: ${password} }, jeff: { password: ${password} } }
  frontEnd: { schemes: [NTLM] }
phone: { model: CX700, firmware: 4.0.7577.4420, signIn: usb, user: jeff }
expect: { outcome: signed-in }
`;

/** The second handshake from an address ends nowhere. */
const fault = 'faults: [{ at: front-end.handshake, do: drop, when: { nth: 2 } }]\n';

pidginTest(
  test,
  'a server killed amid a registration: its journal is whole, all clients come back',
  async (t, built) => {
    const { path, file } = temporaryFolder(t);
    const { pfx, passphraseFile, root } = exported(t);
    const given = ['--certificate', `default=${pfx}`, '--passphrase-file', passphraseFile];
    const start = (yaml: string, output: string, ports: string) =>
      serve([yaml, '--ports', ports, '--output', join(path, output), ...given]);
    const before = await start(file('killed.yaml', scenario + fault), 'before', 'any');
    t.teardown(() => before.process.kill('SIGKILL'));
    const server = serverOf(before);

    const { phone, journal } = phoneAt(t, before, root);
    t.is((await phone.powerOn()).outcome, 'signed-in', JSON.stringify(phone.state));
    const registered = pidgin(t, built, { server, user: 'jeff', password, stay: 60 });
    await registered.saw(/NULLCLIENT signed-on/);
    const registering = pidgin(t, built, { server, user: 'alice', password, stay: 60 });
    const killed = join(path, 'before', 'journal.jsonl');
    while (!eventsIn(killed).some(({ type }) => type === 'fault.fired')) await later();
    const staying = phone.stay(120_000).catch(() => undefined);
    before.process.kill('SIGKILL');
    t.is(await registering.exited, 1, 'the connection is lost');
    t.is(await registered.exited, 1, 'the connection is lost');
    t.notRegex(registering.output, /NULLCLIENT signed-on/);

    // The last thing that happened is the last line, and nothing before it is missing.
    const events = eventsIn(killed);
    t.deepEqual(
      events.map(({ seq }) => seq),
      events.map((_, index) => (events[0]?.seq ?? 0) + index),
    );
    t.true(readFileSync(killed, 'utf8').endsWith('}\n'));
    const users = of(events, 'front-end.signed-in').map(({ user }) => user);
    t.deepEqual(users, ['jeff@contoso.com', 'jeff@contoso.com']);
    const last = of(events, 'front-end.register').at(-1);
    t.like(last, { user: 'alice@contoso.com', step: 'handshake', scheme: 'NTLM' });

    const ports = Object.entries(before.ready.endpoints).map(([name, { port }]) => `${name}=${port}`);
    const after = await start(file('again.yaml', scenario), 'after', ports.join());
    t.teardown(() => after.stop());
    t.deepEqual(after.ready.endpoints, before.ready.endpoints);
    const again = pidgin(t, built, { server, user: 'alice', password });
    t.is(await again.exited, 0, again.output.slice(-2000));
    while (!returned(journal)) await later();
    t.is(phone.state.outcome, 'signed-in');
    await phone.close();
    await staying;
    const anew = eventsIn(join(path, 'after', 'journal.jsonl'));
    t.deepEqual(
      of(anew, 'front-end.signed-in')
        .map(({ user, scheme }) => `${user} ${scheme}`)
        .toSorted(),
      ['alice@contoso.com NTLM', 'jeff@contoso.com NTLM'],
    );
    t.deepEqual(of(anew, 'front-end.bad-signature'), []);
  },
);

/** A phone tethered over USB; its firmware has the server's root, as that of a public authority. */
function phoneAt(
  t: ExecutionContext,
  { ready }: ServedProcess,
  root: string,
): { phone: EmulatedPhone; journal: Journal } {
  const clock = new ScenarioClock({ start: new Date(), waits: 'real' });
  const journal = new Journal({ time: clock });
  const phone = new EmulatedPhone({
    model: 'CX700',
    firmware: '4.0.7577.4420',
    anchors: substituteStandIns(firmwareAnchors('4.0.7577.4420'), [
      { anchor: 'lpe-root-01', certificate: new X509Certificate(readFileSync(root)).raw },
    ]),
    typed: {
      signIn: 'usb',
      sipAddress: 'jeff@contoso.com',
      domain: 'CONTOSO',
      user: 'jeff',
      password: new Secret(password),
    },
    // Not pidgin's, so that the two are told apart.
    network: { address: '127.63.0.107', dial: ready.dial, dhcp: { port: 0 } },
    clock,
    recorder: journal,
    random: new SeededRandom('restart'),
  });
  t.teardown(async () => {
    await phone.close();
    clock.stop();
  });
  return { phone, journal };
}

/** Whether the phone registered again after it lost its connection. */
function returned({ events }: Journal): boolean {
  return events.some((event) => event.type === 'phone.step' && event.step === 're-register' && event.state === 'done');
}

function serverOf({ ready }: ServedProcess): string {
  const { address, port } = ready.endpoints['front-end'] ?? { address: '', port: 0 };
  return `${address}:${port}`;
}

/** Every line of a journal's file; one that is not whole is an error. */
function eventsIn(file: string): JournalEvent[] {
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as JournalEvent);
}

function of<T extends EventType>(events: readonly JournalEvent[], type: T): JournalEvent<T>[] {
  return events.filter((event) => event.type === type) as unknown as JournalEvent<T>[];
}

/** Another process writes what is waited for. */
function later(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 50));
}
