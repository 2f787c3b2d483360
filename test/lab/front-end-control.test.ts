import test from 'ava';
import { header } from '../../harness/wire/sip/index.js';
import { eventsOf } from '../servers/deployment.js';
import { control, dial, opened, registerAt } from './open.js';

test('a user is disabled: every endpoint is told, and comes back no more until enabled', async (t) => {
  const { journal, lab } = await opened(t);
  const client = await dial(t, lab, 'front-end');
  await registerAt(client, 'aa');
  const { status, value } = await control(lab, 'front-end/deregister', { user: 'alice', event: 'rejected' });
  t.is(status, 200);
  t.deepEqual(value, { user: 'alice@contoso.test', event: 'rejected', ended: 1, told: 1 });
  const notice = await client.next();
  t.is(notice === 'closed' ? '' : notice.body.toString(), 'deregistered;event=rejected');
  t.is((await registerAt(client, 'aa', 2)).status, 403);
  const enabled = await control(lab, 'front-end/enable', { user: 'alice@contoso.test' });
  t.deepEqual(enabled.value, { user: 'alice@contoso.test', enabled: true });
  t.is((await registerAt(client, 'aa', 3)).status, 200);
  t.is(eventsOf(journal, 'control.request').length, 2);
});

test('a user is moved: the endpoint is told, and the old home leads to the new one', async (t) => {
  const { lab } = await opened(t, { hosts: { 'front-end-2': {} } });
  const client = await dial(t, lab, 'front-end');
  await registerAt(client, 'aa');
  const move = { user: 'alice', event: 'preferred-registrar-change', to: 'front-end-2' };
  t.like((await control(lab, 'front-end/deregister', move)).value, { ended: 1, told: 1 });
  const notice = await client.next();
  const preferred = notice === 'closed' ? undefined : header(notice, 'P-Preferred-Registrar');
  t.is(preferred, 'sip:pool02.contoso.test:5061;transport=tls');
  const response = await registerAt(client, 'aa', 2);
  t.is(header(response, 'Contact'), '<sip:pool02.contoso.test:5061;transport=tls>');
  t.is((await registerAt(await dial(t, lab, 'front-end-2'), 'aa')).status, 200);
});

test('one endpoint alone is ended, wherever it is registered', async (t) => {
  const { lab } = await opened(t, { hosts: { backup: {} } });
  const client = await dial(t, lab, 'backup');
  await registerAt(client, 'aa');
  await registerAt(client, 'bb', 2);
  const body = { user: 'alice', event: 'unregistered', epid: 'AA' };
  t.like((await control(lab, 'front-end/deregister', body)).value, { ended: 1, told: 1 });
  t.deepEqual(
    lab.pool.bindings.all(0).map(({ epid }) => epid),
    ['bb'],
  );
});

test('draining begins and ends while the lab runs', async (t) => {
  const { lab } = await opened(t);
  const client = await dial(t, lab, 'front-end');
  t.deepEqual((await control(lab, 'front-end/draining', { seconds: 60 })).value, { host: 'front-end', draining: 60 });
  const refused = await registerAt(client, 'aa');
  t.is(refused.status, 503);
  t.is(header(refused, 'Retry-After'), '60');
  await control(lab, 'front-end/draining', { seconds: null });
  t.is((await registerAt(client, 'aa', 2)).status, 200);
});

test('stop, start and restart', async (t) => {
  const { lab } = await opened(t);
  t.deepEqual((await control(lab, 'front-end/stop')).value, { host: 'front-end', running: false });
  t.is((await control(lab, 'front-end/draining', { seconds: 60 })).status, 400, 'what is stopped does not drain');
  await t.throwsAsync(dial(t, lab, 'front-end'));
  t.deepEqual((await control(lab, 'front-end/start')).value, { host: 'front-end', running: true });
  t.deepEqual((await control(lab, 'front-end/restart', { host: 'front-end' })).value, {
    ...{ host: 'front-end', running: true },
  });
  t.is((await registerAt(await dial(t, lab, 'front-end'), 'aa')).status, 200);
});

test('what makes no sense is refused and changes nothing', async (t) => {
  const { lab } = await opened(t, { hosts: { director: {} } });
  const client = await dial(t, lab, 'front-end');
  await registerAt(client, 'aa');
  const bad: [string, Record<string, unknown>, RegExp][] = [
    ['deregister', { user: 'nobody', event: 'rejected' }, /user/],
    ['deregister', { user: 7, event: 'rejected' }, /user/],
    ['deregister', { user: 'alice', event: 'toString' }, /event/],
    ['deregister', { user: 'alice' }, /event/],
    ['deregister', { user: 'alice', event: 'preferred-registrar-change' }, /to/],
    ['deregister', { user: 'alice', event: 'rejected', to: 'front-end' }, /to/],
    ['deregister', { user: 'alice', event: 'deactivated', to: 'backup' }, /to/],
    ['deregister', { user: 'alice', event: 'deactivated', to: 'director' }, /Director/],
    ['deregister', { user: 'alice', event: 'unregistered', epid: 7 }, /epid/],
    ['enable', { user: 'nobody' }, /user/],
    ['draining', { seconds: 0 }, /seconds/],
    ['draining', { seconds: 1.5 }, /seconds/],
    ['draining', {}, /seconds/],
    ['draining', { seconds: 60, host: 'web' }, /host/],
    ['restart', { host: 'backup' }, /host/],
  ];
  for (const [request, body, message] of bad) {
    const { status, value } = await control(lab, `front-end/${request}`, body);
    t.is(status, 400, JSON.stringify(body));
    t.regex(String(value.sentence), message);
  }
  t.is(lab.pool.bindings.all(0).length, 1);
  t.is((await registerAt(client, 'aa', 2)).status, 200);
  const stranger = await control(lab, 'front-end/stop', {}, 'guess');
  t.is(stranger.status, 401);
  t.is((await registerAt(client, 'aa', 3)).status, 200);
});
