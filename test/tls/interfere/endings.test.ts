import test from 'ava';
import type { Interference, InterferencePoint } from '../../../harness/tls/interference.js';
import { encodeAlert } from '../../../harness/wire/tls/index.js';
import {
  certificate,
  changeCipher,
  encryptedFinished,
  flight,
  helloDone,
  interfered,
  plain,
  serverHello,
  settled,
} from './records.js';

/** The points as the one who serves and the engine's bytes bring them about, with what the phone has got by then. */
const ways: readonly { at: InterferencePoint; go(run: ReturnType<typeof interfered>): unknown; before: Buffer }[] = [
  { at: 'connection', go: ({ interferer }) => interferer.reached('connection'), before: Buffer.alloc(0) },
  { at: 'client-hello', go: ({ interferer }) => interferer.reached('client-hello'), before: Buffer.alloc(0) },
  { at: 'certificate', go: (run) => run.write(flight), before: flight },
  { at: 'finished', go: (run) => run.write(Buffer.concat([flight, changeCipher, encryptedFinished])), before: flight },
  { at: 'established', go: ({ interferer }) => interferer.reached('established'), before: Buffer.alloc(0) },
];

for (const { at, go, before } of ways) {
  test(`reset at ${at}: what was sent arrives, then a reset`, async (t) => {
    const run = interfered({ do: 'reset', at });
    await go(run);
    await settled();
    t.deepEqual(run.received(), before);
    t.is(run.ended(), 'ECONNRESET');
    t.deepEqual(run.fired, ['reset']);
    t.like(run.endings, [{ how: 'reset', at }]);
  });

  test(`close at ${at}: no alert, no reset`, async (t) => {
    const run = interfered({ do: 'close', at });
    await go(run);
    await settled();
    t.deepEqual(run.received(), before);
    t.is(run.ended(), 'end');
    t.like(run.endings, [{ how: 'close', at }]);
  });

  test(`stall at ${at}: the connection stays open and silent`, async (t) => {
    const run = interfered({ do: 'stall', at });
    await go(run);
    await run.write(encryptedFinished);
    run.phone.write('hello?');
    await settled();
    t.deepEqual(run.received(), before);
    t.is(run.ended(), undefined);
    t.false(run.server.destroyed);
    t.is(run.server.readableLength, 0, 'what the phone says is read, so that its end is seen');
    t.like(run.endings, [{ how: 'stall', at }]);
    run.phone.end();
    await settled();
    t.true(run.server.destroyed);
  });
}

for (const { at, go, before } of ways.filter((way) => way.at !== 'established')) {
  test(`a fatal alert at ${at} is sent in the clear, then the connection closes`, async (t) => {
    const run = interfered({ do: 'alert', at, alert: 'unknown_ca', level: 'fatal' });
    await go(run);
    await settled();
    const alert = encodeAlert('fatal', 'unknown_ca');
    t.deepEqual(run.received(), Buffer.concat([before, alert]));
    t.deepEqual(Buffer.concat(run.sent), run.received(), 'whoever watches sees it too');
    t.is(run.ended(), 'end');
    t.like(run.endings, [{ how: 'alert', at, alert: 'unknown_ca', raw: alert }]);
  });
}

test('after a warning the handshake goes on', async (t) => {
  const run = interfered({ do: 'alert', at: 'client-hello', alert: 'unrecognized_name', level: 'warning' });
  t.is(run.interferer.reached('client-hello'), 'go on');
  await run.write(flight);
  t.deepEqual(run.received(), Buffer.concat([encodeAlert('warning', 'unrecognized_name'), flight]));
  t.deepEqual([run.fired, run.endings], [['alert'], []]);
});

test('a warning instead of nothing before the change of cipher', async (t) => {
  const run = interfered({ do: 'alert', at: 'finished', alert: 'no_certificate', level: 'warning' });
  await run.write(flight);
  await run.write(Buffer.concat([changeCipher, encryptedFinished]));
  const warning = encodeAlert('warning', 'no_certificate');
  t.deepEqual(run.received(), Buffer.concat([flight, warning, changeCipher, encryptedFinished]));
});

test('an alert has the version of the ServerHello', async (t) => {
  const hello = Buffer.from(serverHello);
  hello[5] = 3;
  const run = interfered({ do: 'alert', at: 'certificate', alert: 'access_denied', level: 'fatal' });
  await run.write(plain(hello, certificate, helloDone));
  t.deepEqual(run.endings[0]?.raw, encodeAlert('fatal', 'access_denied', 0x0303));
});

test('once it is over the engine says nothing more, and nothing else is done', async (t) => {
  const run = interfered({ do: 'stall', at: 'client-hello' }, { do: 'reset', at: 'client-hello' });
  t.is(run.interferer.reached('client-hello'), 'over');
  t.is(run.interferer.reached('established'), 'over');
  await run.write(flight);
  t.is(run.received().length, 0);
  t.deepEqual(run.fired, ['stall']);
  t.is(run.interferer.ending?.how, 'stall');
});

test('a point that is not reached does nothing', async (t) => {
  const run = interfered({ do: 'reset', at: 'certificate' }, { do: 'close', at: 'established' });
  t.is(run.interferer.reached('connection'), 'go on');
  t.is(run.interferer.reached('client-hello'), 'go on');
  await run.write(plain(serverHello, certificate));
  t.is(run.ended(), undefined);
  t.deepEqual(run.fired, []);
});

test('each point counts however the engine cuts its flight', async (t) => {
  const bytes = Buffer.concat([flight, changeCipher]);
  for (const cut of [1, 3, 5, 60, bytes.length - 1]) {
    const run = interfered({ do: 'close', at: 'finished' } satisfies Interference);
    for (let at = 0; at < bytes.length; at += cut) await run.write(bytes.subarray(at, at + cut));
    await settled();
    t.deepEqual(run.received(), flight, `cut at ${cut}`);
    t.is(run.ended(), 'end', `cut at ${cut}`);
  }
});
