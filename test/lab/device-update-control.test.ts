import test from 'ava';
import { eventsOf } from '../servers/deployment.js';
import { checkOf } from '../servers/web/device-update/updating.js';
import { control, type OpenedLab, opened } from './open.js';

const key = { brand: 'Polycom', model: 'CX600' };
const path = 'RequestHandler/ucdevice.upx';

/** A check over plain http, and the version that is offered. */
async function offered({ lab }: OpenedLab, installed: string): Promise<string | undefined> {
  const { address = '', port = 0 } = lab.endpoints.get('web-http') ?? {};
  const headers = { 'content-type': 'text/xml', host: '192.168.7.81' };
  const answer = await fetch(`http://${address}:${port}/${path}`, {
    ...{ method: 'POST', headers, body: checkOf(installed) },
  });
  const text = await answer.text();
  return /<Downloads>1</.test(text) ? /<Version>([^<]+)</.exec(text)?.[1] : undefined;
}

interface Rule {
  readonly id: string;
  readonly approved: string | null;
  readonly pending: string | null;
  readonly restore: string | null;
}

async function change(open: OpenedLab, what: string, body: Record<string, unknown>): Promise<Rule> {
  return (await control(open.lab, `update/${what}`, body)).value.rule as Rule;
}

test('the life of an update: imported, tried, approved, rolled back', async (t) => {
  const open = await opened(t);
  t.is(await offered(open, '4.0.7577.4066'), undefined);
  const { id } = await change(open, 'import', { ...key, version: '4.0.7577.4420' });
  t.is(await offered(open, '4.0.7577.4066'), undefined);
  await control(open.lab, 'update/test-device', { mac: '00-04-F2-AA-BB-CC' });
  t.is(await offered(open, '4.0.7577.4066'), '4.0.7577.4420');
  await control(open.lab, 'update/test-device', { mac: '00-04-F2-AA-BB-CC', remove: true });
  t.is(await offered(open, '4.0.7577.4066'), undefined);
  t.like(await change(open, 'approve', { id }), { approved: '4.0.7577.4420', pending: null, restore: null });
  t.is(await offered(open, '4.0.7577.4066'), '4.0.7577.4420');
  await change(open, 'import', { ...key, version: '4.0.7577.4451' });
  t.like(await change(open, 'reset', { id }), { approved: '4.0.7577.4420', pending: null });
  await change(open, 'import', { ...key, version: '4.0.7577.4451' });
  await change(open, 'approve', { id });
  t.is(await offered(open, '4.0.7577.4420'), '4.0.7577.4451');
  t.like(await change(open, 'restore', { id }), { approved: '4.0.7577.4420', restore: null });
  t.is(await offered(open, '4.0.7577.4451'), '4.0.7577.4420');
  t.deepEqual(
    eventsOf(open.journal, 'device-update.changed').map((event) => event.change),
    [
      ...(['imported', 'test-device-added', 'test-device-removed', 'approved', 'imported', 'reset'] as const),
      ...(['imported', 'approved', 'restored'] as const),
    ],
  );
});

test('logs are taken away by age, when an administrator says so', async (t) => {
  const open = await opened(t);
  const { logs } = open.pool.updates;
  logs.keep({ at: open.clock.elapsed() - 3 * 86_400_000, bytes: 5 });
  logs.keep({ at: open.clock.elapsed(), bytes: 7 });
  t.deepEqual((await control(open.lab, 'update/clear-logs', {})).value, { cleared: 0, left: 2, bytes: 12 });
  t.deepEqual((await control(open.lab, 'update/clear-logs', { days: 3 })).value, { cleared: 1, left: 1, bytes: 7 });
  t.like(eventsOf(open.journal, 'device-update.logs-cleared'), [{ logs: 1, bytes: 5, olderThanDays: 3 }]);
  for (const days of [-1, 366, 1.5, '3']) t.is((await control(open.lab, 'update/clear-logs', { days })).status, 400);
});

test('a rule of another web service is nothing to the phones of this one', async (t) => {
  const open = await opened(t);
  const { id } = await change(open, 'import', { ...key, version: '4.0.7577.4420', webService: 'web.other.test' });
  await change(open, 'approve', { id });
  t.is(await offered(open, '4.0.7577.4066'), undefined);
  t.is(eventsOf(open.journal, 'device-update.answer')[0]?.reason, 'other-web-service');
});

test('what makes no sense is refused and changes nothing', async (t) => {
  const open = await opened(t);
  const unknown = '00000000-0000-0000-0000-000000000000';
  const bad: [string, Record<string, unknown>, RegExp][] = [
    ['import', { ...key }, /version/],
    ['import', { ...key, version: 'latest' }, /version/],
    ['import', { brand: 'Polycom', version: '1.2.3.4' }, /model/],
    ['import', { ...key, model: '../x/y', version: '1.2.3.4' }, /model/],
    ['import', { ...key, locale: 7, version: '1.2.3.4' }, /locale/],
    ['approve', { id: unknown }, /there is no such rule/],
    ['reset', {}, /id/],
    ['restore', { id: 7 }, /id/],
    ['test-device', {}, /mac/],
    ['test-device', { mac: 'x' }, /MAC/],
    ['test-device', { mac: '000000000000', serial: 'x' }, /mac/],
    ['test-device', { serial: 'a b' }, /serial/],
    ['test-device', { serial: 'nobody', remove: true }, /no test device/],
  ];
  for (const [what, body, message] of bad) {
    const { status, value } = await control(open.lab, `update/${what}`, body);
    t.is(status, 400, `${what} ${JSON.stringify(body)}`);
    t.regex(String(value.sentence), message, `${what} ${JSON.stringify(body)}`);
  }
  t.is(eventsOf(open.journal, 'device-update.changed').length, 0);
});
