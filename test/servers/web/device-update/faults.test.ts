import { createHash } from 'node:crypto';
import test, { type ExecutionContext } from 'ava';
import { FaultPlan, type FiredFault } from '../../../../harness/faults/index.js';
import { ScenarioClock } from '../../../../harness/foundation/clock/index.js';
import { decodeCatalogue, imageBytes } from '../../../../harness/wire/firmware-image/index.js';
import { parsed } from '../../../faults/parse.js';
import { eventsOf, testDate } from '../../deployment.js';
import { testWeb } from '../client.js';
import { checkOf, checkPath, folder, updating, version } from './updating.js';

const image = { version, model: 'CX600', size: 300_000, signature: 'lync' } as const;
const whole = imageBytes(image, 0, image.size);

async function webWith(t: ExecutionContext, ...specs: Record<string, unknown>[]) {
  const fired: FiredFault[] = [];
  const faults = new FaultPlan(specs.map(parsed), {
    resources: {
      chain: () => {
        throw new Error('no chain is presented');
      },
      published: () => Buffer.alloc(0),
    },
    record: (one) => fired.push(one),
  });
  const clock = new ScenarioClock({ start: testDate, waits: 'skip' });
  t.teardown(() => clock.stop());
  return { ...(await testWeb(t, { faults, clock, ...updating() })), fired, clock };
}

test('without a fault, the file is whole and its catalogue right', async (t) => {
  const { client, fired } = await webWith(t, { at: 'web.update-file', do: 'missing-file', file: 'image' });
  const one = client('web-http');
  t.deepEqual((await one.ask(`${folder}/CPE.nbt`)).body, whole);
  const { sha256 } = decodeCatalogue((await one.ask(`${folder}/CPE.cat`)).body);
  t.is(sha256, createHash('sha256').update(whole).digest('hex'));
  t.is(fired.length, 0, 'it stands at the other port');
});

test('an offer without its place', async (t) => {
  const { client, fired } = await webWith(t, { at: 'web.update', do: 'empty-base-url', when: { nth: 2 } });
  const one = client();
  const ask = async (installed: string) => (await one.soap(checkPath, checkOf(installed))).text;
  t.regex(await ask('4.0.7577.4066'), /<BaseURL>http:/);
  t.regex(await ask('4.0.7577.4066'), /<Downloads>1<.*<BaseURL><\/BaseURL><ExternalBaseURL><\/ExternalBaseURL>/);
  t.is(fired.length, 1);
});

test('nothing to be emptied is no fault', async (t) => {
  const { client, fired } = await webWith(t, { at: 'web.update', do: 'empty-base-url' });
  t.regex((await client().soap(checkPath, checkOf(version))).text, /<Downloads>0</);
  t.is(fired.length, 0);
});

test('an older version is offered, and its files are there', async (t) => {
  const { client, context, fired } = await webWith(t, {
    ...{ at: 'web.update', do: 'downgrade-offered', version: '4.0.7577.4066' },
  });
  const one = client();
  const older = folder.replace(version, '4.0.7577.4066');
  t.is((await one.ask(`${older}/CPE.nbt`)).status, 404);
  t.regex((await one.soap(checkPath, checkOf(version))).text, /<Version>4\.0\.7577\.4066<\/Version>/);
  t.is((await one.ask(`${older}/CPE.nbt`)).status, 200);
  t.is(fired.length, 1);
  t.is(eventsOf(context.journal, 'device-update.answer')[0]?.signature, 'ocs');
});

for (const file of ['image', 'catalogue'] as const) {
  const [name, other] = file === 'image' ? ['CPE.nbt', 'CPE.cat'] : ['CPE.cat', 'CPE.nbt'];
  test(`the ${file} is not there, and the other file is`, async (t) => {
    const { client, fired } = await webWith(t, { at: 'web.update-file', do: 'missing-file', file });
    const one = client();
    t.is((await one.ask(`${folder}/${other}`)).status, 200);
    t.is(fired.length, 0);
    t.is((await one.ask(`${folder}/${name}`)).status, 404);
    t.is(fired.length, 1);
  });
}

test('an image without its end has the length that is left', async (t) => {
  const { client, fired } = await webWith(t, { at: 'web.update-file', do: 'wrong-size', missing: 100_000 });
  const one = client();
  t.deepEqual((await one.ask(`${folder}/CPE.nbt`)).body, whole.subarray(0, 200_000));
  t.is(decodeCatalogue((await one.ask(`${folder}/CPE.cat`)).body).size, 300_000, 'its catalogue knows better');
  t.is(fired.length, 1);
});

test('a catalogue of another image has its form and another checksum', async (t) => {
  const { client, fired } = await webWith(t, { at: 'web.update-file', do: 'bad-signature' });
  const one = client();
  t.deepEqual((await one.ask(`${folder}/CPE.nbt`)).body, whole);
  t.is(fired.length, 0);
  const { file, sha256, size } = decodeCatalogue((await one.ask(`${folder}/CPE.cat`)).body);
  t.deepEqual([file, size], ['CPE.nbt', 300_000]);
  t.not(sha256, createHash('sha256').update(whole).digest('hex'));
  t.is(fired.length, 1);
});

test('an interrupted download goes on where it was by a range', async (t) => {
  const { client, context, fired } = await webWith(t, {
    ...{ at: 'web-http.update-file', do: 'interrupted-download', after: 123_456, end: 'close', when: { nth: 1 } },
  });
  const first = client('web-http');
  const received: Buffer[] = [];
  first.stream.on('data', (bytes: Buffer) => received.push(bytes));
  first.stream.write(`GET ${folder}/CPE.nbt HTTP/1.1\r\nHost: x\r\n\r\n`);
  await first.waitClosed();
  const answer = Buffer.concat(received);
  const body = answer.subarray(answer.indexOf('\r\n\r\n') + 4);
  t.deepEqual(body, whole.subarray(0, 123_456));
  t.is(fired.length, 1);
  const rest = await client('web-http').ask(`${folder}/CPE.nbt`, { headers: { Range: `bytes=${body.length}-` } });
  t.is(rest.status, 206);
  t.deepEqual(Buffer.concat([body, rest.body]), whole);
  t.deepEqual(
    eventsOf(context.journal, 'device-update.download').map(({ complete, from, sent }) => [from, sent, complete]),
    [
      [0, 123_456, false],
      [123_456, 176_544, true],
    ],
  );
});

test('a slow download takes its time by the scenario’s clock', async (t) => {
  const { client, clock, fired } = await webWith(t, {
    ...{ at: 'web.update-file', do: 'slow-body', bytesPerSecond: 10_000, every: 5 },
  });
  t.deepEqual((await client().ask(`${folder}/CPE.nbt`)).body, whole);
  t.is(fired.length, 1);
  t.true(clock.elapsed() >= 25_000 && clock.elapsed() < 120_000, String(clock.elapsed()));
});
