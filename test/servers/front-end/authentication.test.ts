import test, { type ExecutionContext } from 'ava';
import { REPLAY_WINDOW } from '../../../harness/authentication/security-association/index.js';
import { defaultFrontEndSettings } from '../../../harness/deployment/index.js';
import type { ServerContext } from '../../../harness/servers/context.js';
import { FrontEnd } from '../../../harness/servers/front-end/index.js';
import { header, type SipMessage } from '../../../harness/wire/sip/index.js';
import { eventsOf, testContext } from '../deployment.js';
import { NtlmPhone } from './ntlm-phone.js';
import { TestPhone, userCertificate } from './phone.js';
import { testEpid } from './sip-client.js';

const context = (): Promise<ServerContext> => testContext({ deployment: { frontEnd: defaultFrontEndSettings } });

async function signedIn(t: ExecutionContext, frontEnd: FrontEnd, epid = testEpid): Promise<NtlmPhone> {
  const contact = '<sip:10.0.0.21:1063;transport=tls>';
  const phone = new NtlmPhone(t, frontEnd, { fromParameters: `;epid=${epid}`, contact });
  t.is((await phone.signIn()).status, 200);
  return phone;
}

/** The message with one header changed after it was signed. */
function tampered(message: SipMessage, name: string, from: string | RegExp, to: string): SipMessage {
  const headers = message.headers.map((each) =>
    each.name === name ? { name, value: each.value.replace(from, to) } : each,
  );
  return { ...message, headers };
}

test('each device of a user has an association of its own, in whichever scheme', async (t) => {
  const server = await context();
  const frontEnd = new FrontEnd(server);
  const [desk, second] = [await signedIn(t, frontEnd, '0101010101'), await signedIn(t, frontEnd, '0202020202')];
  const certificate = await userCertificate(server);
  const fromParameters = ';epid=0303030303';
  const third = await (await TestPhone.connected(t, frontEnd, { certificate, fromParameters })).authenticated();
  t.is((await third.ask()).status, 200);
  for (const phone of [desk, second, third]) {
    const response = await phone.ask();
    t.is(response.status, 200);
    t.true(phone.association.check(response).ok);
  }
  t.is(server.pool.bindings.of('alice@contoso.com', server.clock.elapsed()).length, 3);
  t.is((await second.client.ask(desk.signed(second.request()))).status, 401, 'another device’s association');
});

test('a device that signs in anew keeps its binding, and its old association until the new one stands', async (t) => {
  const server = await context();
  const frontEnd = new FrontEnd(server);
  const phone = await signedIn(t, frontEnd);
  const bound = () => server.pool.bindings.of('alice@contoso.com', server.clock.elapsed()).length;
  t.is((await phone.client.ask(phone.request())).status, 401, 'an unsigned REGISTER begins again');
  t.is(bound(), 1);
  t.is((await phone.ask()).status, 200, 'the association still lives');
  const old = phone.signed(phone.request());
  await phone.challenged();
  t.is(bound(), 1);
  const response = await phone.client.ask(phone.finalRequest());
  t.is(response.status, 200);
  t.is(header(response, 'presence-state'), 'register-action="refreshed"');
  t.is(bound(), 1);
  t.is((await phone.client.ask(old)).status, 401, 'the old association is gone');
  t.is((await phone.ask()).status, 200);
});

test('numbers may come late by less than the window, and not by more', async (t) => {
  const phone = await signedIn(t, new FrontEnd(await context()));
  const early = [
    phone.signed(phone.request({ method: 'OPTIONS' })),
    phone.signed(phone.request({ method: 'OPTIONS' })),
  ];
  const [tooLate, lastMoment] = early;
  if (!tooLate || !lastMoment) return t.fail();
  // Numbers 2 and 3 wait; with number 258 the window ends behind 2.
  for (let number = 4; number < REPLAY_WINDOW + 2; number++) phone.signed(phone.request());
  t.is((await phone.ask({ method: 'OPTIONS' })).status, 200);
  t.is((await phone.client.ask(tooLate)).status, 401);
  t.is((await phone.client.ask(lastMoment)).status, 200);
  t.is((await phone.client.ask(lastMoment)).status, 401, 'once');
});

test('the journal shows the string that should have been signed', async (t) => {
  const server = await context();
  const phone = await signedIn(t, new FrontEnd(server));
  const good = phone.signed(phone.request({ extra: [{ name: 'Expires', value: '600' }] }));
  t.is((await phone.client.ask(tampered(good, 'Expires', '600', '900'))).status, 401);
  const [event] = eventsOf(server.journal, 'front-end.bad-signature');
  t.like(event, { user: 'alice@contoso.com', message: '3 REGISTER', problem: 'bad-signature' });
  const crand = /crand="([0-9A-F]{8})"/.exec(header(good, 'Authorization') ?? '')?.[1];
  t.is(
    event?.expected,
    `<NTLM><${crand}><2><SIP Communications Service><pool01.contoso.com><c0ffee00c0ffee00c0ffee00c0ffee00><3><REGISTER>` +
      '<sip:alice@contoso.com><6b0e52f7a9><sip:alice@contoso.com><><><><900>',
  );
  t.is(event?.signed, undefined, 'nobody can tell what was signed');
});

test('where a client signed something nearly right, the journal tells what', async (t) => {
  const server = await context();
  const phone = await signedIn(t, new FrontEnd(server));
  const signed = phone.signed(phone.request({ extra: [] }));
  const withExpires = { ...signed, headers: [...signed.headers, { name: 'Expires', value: '600' }] };
  t.is((await phone.client.ask(withExpires)).status, 401);
  const [event] = eventsOf(server.journal, 'front-end.bad-signature');
  t.is(event?.mistake, 'without Expires');
  t.is(event?.signed, event?.expected?.replace('<600>', '<>'));
  t.is(eventsOf(server.journal, 'front-end.refused')[0]?.problem, 'bad-signature');
});

test('a replayed message and one without a signature are told apart', async (t) => {
  const server = await context();
  const phone = await signedIn(t, new FrontEnd(server));
  const message = phone.signed(phone.request());
  await phone.client.ask(message);
  await phone.client.ask(message);
  await phone.client.ask(tampered(phone.signed(phone.request()), 'Authorization', /, crand=.*$/, ''));
  t.deepEqual(
    eventsOf(server.journal, 'front-end.bad-signature').map(({ problem }) => problem),
    ['replayed', 'missing'],
  );
});
