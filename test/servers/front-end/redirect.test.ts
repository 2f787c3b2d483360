import test from 'ava';
import type { FrontEndSettings, RegistrarName } from '../../../harness/deployment/index.js';
import { FrontEnd } from '../../../harness/servers/front-end/index.js';
import { header, headerValues } from '../../../harness/wire/sip/index.js';
import { alice, eventsOf, jeff, testContext, testDeployment } from '../deployment.js';
import { TestPhone, userCertificate } from './phone.js';
import { clientOf, register, registrar, registrarsContext } from './registrars.js';

const moved = { ...alice, home: 'front-end-2' };

test('a user homed on another pool gets a signed 301 that leads there, after the sign-in and not before', async (t) => {
  const { hosts } = await testDeployment();
  const second = { name: 'front-end-2', fqdn: 'pool02.contoso.com', address: '127.10.1.4' };
  const context = await testContext({
    deployment: { hosts: new Map([...hosts, ['front-end-2', second]]), users: [moved] },
  });
  const phone = await TestPhone.connected(t, new FrontEnd(context), { certificate: await userCertificate(context) });
  t.is((await phone.hello()).status, 401);
  const response = await (await phone.authenticated()).ask();
  t.is(response.status, 301);
  t.is(response.reason, 'Redirect request to Home Server');
  t.true(phone.association.check(response).ok, 'signed, its Expires with it');
  t.deepEqual(headerValues(response, 'Contact'), ['<sip:pool02.contoso.com:5061;transport=tls>']);
  t.is(header(response, 'Expires'), '2592000');
  t.is(header(response, 'presence-state'), undefined);
  t.is(context.pool.bindings.all(context.clock.elapsed()).length, 0);
  t.like(eventsOf(context.journal, 'front-end.redirected')[0], {
    ...{ user: 'alice@contoso.com', registrar: 'front-end', to: 'front-end-2' },
  });
  t.is(eventsOf(context.journal, 'front-end.signed-in').length, 0);
});

interface Case {
  readonly at: RegistrarName;
  readonly home: string;
  readonly redirect?: FrontEndSettings['redirect'];
  /** FQDN of the 301's Contact; none: registered here. */
  readonly to?: string;
}

const pool01 = 'pool01.contoso.com';
const pool02 = 'pool02.contoso.com';
const cases: Record<string, Case> = {
  'a pool registers its own users': { at: 'front-end', home: 'front-end' },
  'a pool sends users homed elsewhere home': { at: 'front-end', home: 'front-end-2', to: pool02 },
  'the second pool does the same': { at: 'front-end-2', home: 'front-end', to: pool01 },
  'and registers its own': { at: 'front-end-2', home: 'front-end-2' },
  'a Director sends everybody home': { at: 'director', home: 'front-end', to: pool01 },
  'wherever that is': { at: 'director', home: 'front-end-2', to: pool02 },
  'a backup Registrar registers everybody': { at: 'backup', home: 'front-end' },
  'the scenario sends everybody elsewhere': {
    ...{ at: 'front-end', home: 'front-end', redirect: { to: 'director', for: 'everybody' }, to: 'dir01.contoso.com' },
  },
  'the scenario sends those homed there': {
    ...{ at: 'front-end', home: 'front-end-2', redirect: { to: 'front-end-2', for: 'users-homed-there' }, to: pool02 },
  },
  'and nobody else': {
    ...{ at: 'front-end', home: 'front-end', redirect: { to: 'front-end-2', for: 'users-homed-there' } },
  },
  'its words are about the first pool': {
    ...{ at: 'front-end-2', home: 'front-end-2', redirect: { to: 'director', for: 'everybody' } },
  },
  'a home without a Registrar is no place to go': { at: 'front-end', home: 'web' },
};
for (const [name, { at, home, redirect, to }] of Object.entries(cases)) {
  test(name, async (t) => {
    const { context } = await registrarsContext(t, {
      users: [{ ...alice, home }],
      frontEnd: redirect === undefined ? {} : { redirect },
    });
    const response = await register(clientOf(t, registrar(context, at)), '01010101');
    t.is(response.status, to === undefined ? 200 : 301);
    if (to !== undefined) t.is(header(response, 'Contact'), `<sip:${to}:5061;transport=tls>`);
    else t.is(eventsOf(context.journal, 'front-end.signed-in')[0]?.registrar, at);
  });
}

test('a user moved since is sent to the new home at the next refresh', async (t) => {
  const { context } = await registrarsContext(t);
  const client = clientOf(t, registrar(context));
  t.is((await register(client, '01010101', { cseq: 1 })).status, 200);
  context.pool.accounts.move(alice, 'front-end-2');
  const response = await register(client, '01010101', { cseq: 2 });
  t.is(header(response, 'Contact'), '<sip:pool02.contoso.com:5061;transport=tls>');
  t.is((await register(client, '02020202', { user: jeff.sipAddress, cseq: 3 })).status, 200, 'others stay');
  t.is((await register(clientOf(t, registrar(context, 'front-end-2')), '01010101')).status, 200);
});

test('Registrars know only what is registered with them', async (t) => {
  const { clock, context } = await registrarsContext(t);
  const [pool, backup] = [registrar(context), registrar(context, 'backup')];
  await register(clientOf(t, pool), '01010101');
  const response = await register(clientOf(t, backup), '02020202');
  t.is(headerValues(response, 'Contact').length, 1);
  t.is(pool.registrar.of(alice.sipAddress).length, 1);
  t.is(context.pool.bindings.of(alice.sipAddress, clock.elapsed()).length, 2, 'the lab knows both');
});

test('a backup Registrar says that the user’s own pool is away', async (t) => {
  const { context } = await registrarsContext(t);
  const client = clientOf(t, registrar(context, 'backup'));
  const away = 'primary-cluster-type="remote";is-connected-to-primary="no";user-services-state=unavailable';
  t.is(header(await register(client, '01010101', { cseq: 1 }), 'presence-state'), `register-action="added";${away}`);
  t.is(
    header(await register(client, '01010101', { cseq: 2 }), 'presence-state'),
    `register-action="refreshed";${away}`,
  );
});

test('challenges name the Registrar that asks', async (t) => {
  const { frontEnd } = await testDeployment();
  const { context } = await registrarsContext(t, { frontEnd: { ...frontEnd, schemes: ['NTLM', 'TLS-DSK'] } });
  const response = await register(clientOf(t, registrar(context, 'director')), '01010101');
  t.is(response.status, 401);
  for (const value of headerValues(response, 'WWW-Authenticate')) t.regex(value, /targetname="dir01\.contoso\.com"/);
});

test('a host without a Registrar, or none at all, cannot be one', async (t) => {
  const { context } = await registrarsContext(t);
  t.throws(() => new FrontEnd(context, { host: 'web' }), { instanceOf: RangeError });
  t.throws(() => new FrontEnd(context, { host: 'nowhere' }), { instanceOf: RangeError });
});
