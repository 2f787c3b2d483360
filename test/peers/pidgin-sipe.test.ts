import { randomInt } from 'node:crypto';
import test, { type ExecutionContext } from 'ava';
import { defaultFrontEndSettings, type FrontEndSettings } from '../../harness/deployment/index.js';
import { FaultPlan } from '../../harness/faults/index.js';
import { FrontEnd, listenFrontEnd } from '../../harness/servers/front-end/index.js';
import { parsed } from '../faults/parse.js';
import { alicePassword, eventsOf, jeff, jeffPassword, testContext } from '../servers/deployment.js';
import { legacySuites } from './legacy-suites.js';
import { buddies, pidgin, pidginTest, signaturesSeen } from './pidgin.js';
import { HANDSHAKE, signedThroughout } from './signed-sessions.js';
import { tlsPorts } from './tls-ports.js';

// A Lync client that works with the real servers signs in by NTLM; what it got is read in the journal.

const settings = (more: Partial<FrontEndSettings> = {}) => ({
  deployment: { frontEnd: { ...defaultFrontEndSettings, ...more } },
});

/** Unsigned to the client are the two answers before there is an association. */
const UNSIGNED = 2;

const alice = (server: string) => ({ server, user: 'alice', password: alicePassword });

/** What it subscribes to where the 200 names all of them (observed of version 1.25); the last once it has its contacts. */
const packages = [
  'vnd-microsoft-provisioning-v2',
  'vnd-microsoft-roaming-contacts',
  'vnd-microsoft-roaming-self',
  'presence',
];

for (const signatureVersion of [4, 3] as const) {
  pidginTest(
    test,
    `pidgin-sipe signs in by NTLM, signatures of version ${signatureVersion}`,
    async (t: ExecutionContext, built) => {
      const { context, frontEnd } = await tlsPorts(t, settings({ signatureVersion }));
      const client = pidgin(t, built, alice(`127.0.0.1:${frontEnd}`));
      t.is(await client.exited, 0, client.output.slice(-2000));
      signedThroughout(t, context.journal, HANDSHAKE);
      const { messages, valid, invalid } = signaturesSeen(client.output);
      t.is(invalid, 0);
      t.is(valid, messages - UNSIGNED, 'every message of ours after the handshake');
      t.true(valid > packages.length);
      const subscribed = eventsOf(context.journal, 'front-end.subscribed').map(({ event }) => event);
      t.deepEqual(subscribed.toSorted(), packages.toSorted());
      const published = eventsOf(context.journal, 'front-end.published').flatMap(({ categories }) => categories);
      t.true(
        ['device', 'state'].every((category) => published.includes(category)),
        published.join(),
      );
      const [contact, ...more] = buddies(client.output);
      t.deepEqual(more, []);
      t.like(contact, { name: 'sip:jeff@contoso.com', group: 'Other Contacts', status: 'offline' });
    },
  );
}

pidginTest(test, 'two pidgin-sipe see each other’s name and presence', async (t, built) => {
  const { context, frontEnd } = await tlsPorts(t, settings());
  const server = `127.0.0.1:${frontEnd}`;
  const first = pidgin(t, built, { server, user: 'jeff', password: jeffPassword, stay: 60 });
  await first.saw(/NULLCLIENT signed-on jeff/);
  const second = pidgin(t, built, { ...alice(server), stay: 3 });
  t.is(await second.exited, 0, second.output.slice(-2000));
  // Read from the several parts of the answer to one SUBSCRIBE.
  t.like(buddies(second.output)[0], { name: 'sip:jeff@contoso.com', alias: 'Jeff Price', status: 'available' });
  t.notRegex(second.output, /error parsing xml/);
  t.deepEqual(eventsOf(context.journal, 'front-end.bad-signature'), []);
});

pidginTest(test, 'pidgin-sipe with a wrong password is refused', async (t, built) => {
  const { context, frontEnd } = await tlsPorts(t, settings());
  const client = pidgin(t, built, { ...alice(`127.0.0.1:${frontEnd}`), password: jeffPassword });
  t.is(await client.exited, 1, client.output.slice(-2000));
  t.regex(client.output, /NULLCLIENT connection-error/);
  t.deepEqual(eventsOf(context.journal, 'front-end.signed-in'), []);
  t.like(eventsOf(context.journal, 'front-end.refused')[0], { user: 'alice@contoso.com', status: 401 });
});

pidginTest(test, 'pidgin-sipe notices a signature of ours that is wrong, and takes the others', async (t, built) => {
  const fault = parsed({ at: 'front-end.service', do: 'bad-signature', when: { nth: 1 } });
  const faults = new FaultPlan([fault], {
    resources: { chain: () => t.fail() as never, published: () => t.fail() as never },
    record: () => {},
  });
  const { frontEnd } = await tlsPorts(t, { ...settings(), faults });
  const client = pidgin(t, built, alice(`127.0.0.1:${frontEnd}`));
  await client.exited;
  const { messages, valid, invalid } = signaturesSeen(client.output);
  t.is(invalid, 1);
  t.is(valid, messages - UNSIGNED - 1);
});

pidginTest(test, 'pidgin-sipe refreshes its registration, signed, half a minute before it ends', async (t, built) => {
  const { context, frontEnd } = await tlsPorts(t, settings({ registrationSeconds: 35 }));
  const client = pidgin(t, built, { ...alice(`127.0.0.1:${frontEnd}`), stay: 9 });
  t.is(await client.exited, 0, client.output.slice(-2000));
  signedThroughout(t, context.journal, [...HANDSHAKE, 200]);
  const signedIn = eventsOf(context.journal, 'front-end.signed-in');
  t.is(signedIn.length, 1, 'the same registration');
  const steps = eventsOf(context.journal, 'front-end.register').map(({ step }) => step);
  t.deepEqual(steps, ['unauthenticated', 'handshake', 'handshake', 'signed']);
});

pidginTest(test, 'pidgin-sipe follows a 301 to its home pool', async (t, built) => {
  // It connects to the name in the Contact, on 5061: names here are addresses, and nobody else's.
  const net = `127.${randomInt(70, 250)}.${randomInt(1, 255)}`;
  const hosts = new Map(
    (['front-end', 'front-end-2', 'web', 'dc'] as const).map((name, index) => {
      const address = `${net}.${index + 1}`;
      return [name, { name, fqdn: address, address }] as const;
    }),
  );
  const users = [{ ...jeff, home: 'front-end-2' as const }];
  const context = await testContext({ deployment: { ...settings().deployment, hosts, users } });
  for (const host of ['front-end', 'front-end-2'] as const) {
    const place = { service: host, address: hosts.get(host)?.address ?? '', port: 5061 };
    const listener = await listenFrontEnd(new FrontEnd(context, { host }), context, place);
    t.teardown(() => listener.close());
  }
  const client = pidgin(t, built, { server: `${net}.1:5061`, user: 'jeff', password: jeffPassword });
  t.is(await client.exited, 0, client.output.slice(-2000));
  signedThroughout(t, context.journal, [401, 401, 301, ...HANDSHAKE]);
  t.like(eventsOf(context.journal, 'front-end.redirected')[0], { registrar: 'front-end', to: 'front-end-2' });
  const signedIn = eventsOf(context.journal, 'front-end.signed-in');
  t.deepEqual(
    signedIn.map(({ registrar }) => registrar),
    ['front-end-2'],
  );
});

/** The lowest version: 769 is 0x0301, TLS 1.0. Without it the client knows none below 1.2. */
const fromTls10 = ['-m', '769'];

/** Its hello allows newer versions too: AES may be spoken in one of those, RC4 and 3DES only in TLS 1.0 here. */
const served = legacySuites.map((suite) => ({ suite, version: suite.number < 0x2f ? /^TLS 1\.0$/ : /^TLS 1\.[02]$/ }));

for (const { suite, version } of served) {
  pidginTest(test, `pidgin-sipe with ${suite.name} alone signs in by NTLM`, async (t, built) => {
    const { context, frontEnd } = await tlsPorts(t, settings());
    const hex = `0x${suite.number.toString(16).padStart(4, '0')}`;
    const client = pidgin(t, built, { ...alice(`127.0.0.1:${frontEnd}`), options: [...fromTls10, '-s', hex] });
    t.is(await client.exited, 0, client.output.slice(-2000));
    t.regex(client.output, new RegExp(`Cipher Suite Name: ${suite.name}\n`));
    const [agreed] = eventsOf(context.journal, 'tls.established');
    t.is(agreed?.suite, suite.name);
    t.regex(agreed?.version ?? '', version);
    const [request] = eventsOf(context.journal, 'front-end.request');
    t.like(request, { method: 'REGISTER', connection: agreed?.connection });
    t.regex(request?.userAgent ?? '', /Sipe\/1\./);
    signedThroughout(t, context.journal, HANDSHAKE);
  });
}
