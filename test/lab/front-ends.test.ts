import test from 'ava';
import { header } from '../../harness/wire/sip/index.js';
import { eventsOf } from '../servers/deployment.js';
import { dial, opened, registerAt } from './open.js';

test('every Registrar has an address of its own, and the Edge two ports beside the web’s 443', async (t) => {
  const { journal, lab } = await opened(t, {
    hosts: { 'front-end-2': {}, director: {}, backup: {}, edge: {} },
  });
  const names = ['front-end', 'front-end-2', 'director', 'backup', 'edge', 'edge-5061', 'web'] as const;
  for (const name of names) t.true(lab.endpoints.has(name), name);
  const addresses = names.map((name) => lab.endpoints.get(name)?.address);
  t.is(new Set(addresses).size, names.length - 1, 'the two ports of the Edge share theirs');
  const [started] = eventsOf(journal, 'lab.started');
  t.deepEqual(started?.closed, []);
  const at = (name: (typeof names)[number]) => lab.endpoints.get(name);
  t.is(lab.dial[`tcp ${at('edge')?.address}:443`], `${at('edge')?.address}:${at('edge')?.port}`);
  t.is(lab.dial[`tcp ${at('edge')?.address}:5061`], `${at('edge')?.address}:${at('edge-5061')?.port}`);
  t.is(lab.dial[`tcp ${at('director')?.address}:5061`], `${at('director')?.address}:${at('director')?.port}`);

  t.is(
    header(await registerAt(await dial(t, lab, 'director'), 'aa'), 'Contact'),
    '<sip:pool01.contoso.test:5061;transport=tls>',
  );
  t.is((await registerAt(await dial(t, lab, 'front-end'), 'aa')).status, 200);
  t.regex(header(await registerAt(await dial(t, lab, 'backup'), 'bb'), 'presence-state') ?? '', /unavailable$/);
  for (const [index, name] of (['edge', 'edge-5061'] as const).entries()) {
    const response = await registerAt(await dial(t, lab, name), `edge${index}`);
    t.is(header(response, 'ms-user-logon-data'), 'RemoteUser', name);
  }
  const connections = eventsOf(journal, 'connection.opened').map(({ connection }) => connection);
  t.deepEqual(connections, ['director#1', 'front-end#1', 'backup#1', 'edge#1', 'edge-5061#1']);
});

test('a deployment without further hosts has no further endpoints, and misses none', async (t) => {
  const { journal, lab } = await opened(t);
  t.false(lab.endpoints.has('director'));
  t.deepEqual(eventsOf(journal, 'lab.started')[0]?.closed, []);
  t.false(Object.values(lab.dial).some((place) => place.includes('undefined')));
});

test('a restarted Front End listens where it did, knows who is registered and no dialog; the journal goes on', async (t) => {
  const { journal, lab } = await opened(t);
  const before = lab.endpoints.get('front-end');
  const client = await dial(t, lab, 'front-end');
  t.is(header(await registerAt(client, 'aa'), 'presence-state'), 'register-action="added"');
  await lab.restart('front-end');
  t.is(await client.next(), 'closed');
  t.deepEqual(lab.endpoints.get('front-end'), before);
  t.deepEqual(lab.frontEnds.registrars()[0]?.deregister('jeff@contoso.test', { event: 'unregistered' }), {
    ended: 0,
    told: 0,
  });
  const again = await dial(t, lab, 'front-end');
  t.is(header(await registerAt(again, 'aa', 2), 'presence-state'), 'register-action="refreshed"');
  const types = journal.events.map(({ type }) => type).filter((type) => /lab\.server|signed-in/.test(type));
  t.deepEqual(types, ['front-end.signed-in', 'lab.server-stopped', 'lab.server-started', 'front-end.signed-in']);
  t.deepEqual(
    eventsOf(journal, 'connection.opened').map(({ connection }) => connection),
    ['front-end#1', 'front-end#2'],
    'no connection has the name of another',
  );
});

test('after a restart an endpoint that did not come back cannot be told', async (t) => {
  const { lab } = await opened(t);
  await registerAt(await dial(t, lab, 'front-end'), 'aa');
  await lab.restart('front-end');
  const [registrar] = lab.frontEnds.registrars();
  t.deepEqual(registrar?.deregister('alice@contoso.test', { event: 'unregistered' }), { ended: 1, told: 0 });
});

test('while the Front End is stopped its port refuses and the Edge answers 504; started, both are back', async (t) => {
  const { lab } = await opened(t, { hosts: { edge: {} } });
  await lab.frontEnds.stop('front-end');
  await lab.frontEnds.stop('front-end');
  const error = await t.throwsAsync(dial(t, lab, 'front-end'));
  t.is((error as NodeJS.ErrnoException).code, 'ECONNREFUSED');
  t.is((await registerAt(await dial(t, lab, 'edge'), 'aa')).status, 504);
  await lab.frontEnds.start('front-end');
  await lab.frontEnds.start('front-end');
  t.is((await registerAt(await dial(t, lab, 'front-end'), 'aa')).status, 200);
  t.is((await registerAt(await dial(t, lab, 'edge'), 'bb')).status, 200);
});

test('registrations lapse in an open lab by its clock, on every Registrar', async (t) => {
  const { clock, journal, lab } = await opened(t, { hosts: { backup: {} }, frontEnd: { registrationSeconds: 60 } });
  await registerAt(await dial(t, lab, 'front-end'), 'aa');
  await registerAt(await dial(t, lab, 'backup'), 'bb');
  const lapsed = new Promise<void>((resolve) => {
    journal.subscribe(() => {
      if (eventsOf(journal, 'front-end.lapsed').length === 2) resolve();
    });
  });
  clock.advance(60_000);
  await lapsed;
  t.deepEqual(
    eventsOf(journal, 'front-end.lapsed')
      .map(({ epid, registrar }) => `${registrar} ${epid}`)
      .sort(),
    ['backup bb', 'front-end aa'],
  );
});
