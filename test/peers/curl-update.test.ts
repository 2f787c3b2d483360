import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import test, { type ExecutionContext } from 'ava';
import { createWebServer, listenHttp, listenHttps } from '../../harness/servers/web/index.js';
import { decodeCatalogue } from '../../harness/wire/firmware-image/index.js';
import { alicePassword, eventsOf, testContext } from '../servers/deployment.js';
import { checkOf, checkPath, folder, updating, version } from '../servers/web/device-update/updating.js';
import { peerTest } from './program.js';

const MIB = 1024 * 1024;

interface Ran {
  readonly code: number;
  readonly output: string;
}

function run(program: string, args: readonly string[]): Promise<Ran> {
  return new Promise((resolve) => {
    execFile(program, args, { maxBuffer: 64 * MIB }, (error, output) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, output });
    });
  });
}

async function sha256(file: string): Promise<string> {
  const sum = createHash('sha256');
  for await (const piece of createReadStream(file)) sum.update(piece as Buffer);
  return sum.digest('hex');
}

/** The service on two ports, an image of this size, and curl told where its names are. */
async function lab(t: ExecutionContext, imageBytes: number) {
  const directory = mkdtempSync(join(tmpdir(), 'mock-lync-curl-'));
  t.teardown(() => rmSync(directory, { recursive: true }));
  const context = await testContext(updating({ imageBytes }));
  const web = createWebServer(context);
  const http = await listenHttp(web, { service: 'web-http', address: '127.0.0.1', port: 0 }, 'web-http');
  const https = await listenHttps(web, context, { service: 'web', address: '127.0.0.1', port: 0 });
  t.teardown(async () => {
    await Promise.all([http.close(), https.close()]);
    web.close();
  });
  const host = 'lyncweb.contoso.com';
  const connect = [
    ...['--connect-to', `${host}:80:127.0.0.1:${http.port}`],
    ...['--connect-to', `${host}:443:127.0.0.1:${https.port}`],
  ];
  const file = (name: string) => join(directory, name);
  // The certificates are of the scenario's date, long past; curl's own judgement of them is not what is tested here.
  const base = ['-q', '--silent', '--show-error', '--insecure', '--max-time', '60', ...connect];
  return { context, base, file, url: `http://${host}`, secure: `https://${host}` };
}

peerTest(
  test,
  ['curl'],
  'curl checks, fetches image and catalogue, and the checksums agree',
  async (t, { curl = '' }) => {
    const lan = await lab(t, 3 * MIB + 7);
    const check = lan.file('check.xml');
    writeFileSync(check, checkOf('4.0.7577.4066'));
    const xml = ['-H', 'Content-Type: text/xml', '--data-binary', `@${check}`];
    const answer = await run(curl, [...lan.base, '--fail', ...xml, `${lan.url}${checkPath}`]);
    const base = /<BaseURL>([^<]+)</.exec(answer.output)?.[1] ?? '';
    const outside = await run(curl, [
      ...[...lan.base, '--fail', '--ntlm', '-u', `CONTOSO\\alice:${alicePassword}`, ...xml],
      `${lan.secure}/RequestHandlerExt/ucdevice.upx`,
    ]);
    const external = /<ExternalBaseURL>([^<]+)</.exec(outside.output)?.[1] ?? '';
    const denied = await run(curl, [...lan.base, '--fail', ...xml, `${lan.secure}/RequestHandlerExt/ucdevice.upx`]);
    t.is(denied.code, 22);
    for (const [name, from] of [
      ['inside', base],
      ['outside', external],
    ] as const) {
      const [image, catalogue] = [lan.file(`${name}.nbt`), lan.file(`${name}.cat`)];
      t.is((await run(curl, [...lan.base, '--fail', '-o', image, `${from}/CPE.nbt`])).code, 0);
      t.is((await run(curl, [...lan.base, '--fail', '-o', catalogue, `${from}/CPE.cat`])).code, 0);
      t.is(decodeCatalogue(readFileSync(catalogue)).sha256, await sha256(image));
    }
    const parts = ['0-1048575', '1048576-2097151', '2097152-'].map((range, index) =>
      run(curl, [...lan.base, '--fail', '-r', range, '-o', lan.file(`part${index}`), `${base}/CPE.nbt`]),
    );
    await Promise.all(parts);
    const joined = Buffer.concat([0, 1, 2].map((index) => readFileSync(lan.file(`part${index}`))));
    t.true(joined.equals(readFileSync(lan.file('inside.nbt'))));
    const head = await run(curl, [...lan.base, '--fail', '-I', `${base}/CPE.nbt`]);
    t.regex(head.output, new RegExp(`Content-Length: ${3 * MIB + 7}\r`));
    t.is(eventsOf(lan.context.journal, 'device-update.audit').length, 2);
    t.is(eventsOf(lan.context.journal, 'device-update.refused').at(-1)?.reason, 'anonymous-outside');
  },
);

peerTest(test, ['curl'], 'a curl that is killed in the middle goes on with -C -', async (t, { curl = '' }) => {
  const lan = await lab(t, 24 * MIB);
  const image = lan.file('image.nbt');
  const from = `${lan.url}${folder}`;
  const first: ChildProcess = spawn(curl, [...lan.base, '--limit-rate', '8M', '-o', image, `${from}/CPE.nbt`]);
  const ended = new Promise((resolve) => first.once('exit', resolve));
  for (let tries = 0; tries < 200 && sizeOf(image) < 2 * MIB; tries++) await wait(25);
  first.kill('SIGKILL');
  await ended;
  const have = sizeOf(image);
  t.true(have >= MIB && have < 24 * MIB, String(have));
  t.is((await run(curl, [...lan.base, '--fail', '-C', '-', '-o', image, `${from}/CPE.nbt`])).code, 0);
  const catalogue = await run(curl, [...lan.base, '--fail', `${from}/CPE.cat`]);
  t.is(await sha256(image), decodeCatalogue(Buffer.from(catalogue.output)).sha256);
  const downloads = eventsOf(lan.context.journal, 'device-update.download').filter(({ file }) => file === 'CPE.nbt');
  t.deepEqual(
    downloads.map(({ complete, from: start }) => [start, complete]),
    [
      [0, false],
      [have, true],
    ],
  );
});

peerTest(
  test,
  ['curl'],
  'forty downloads at once take no more memory than their connections',
  async (t, { curl = '' }) => {
    const size = 4 * MIB;
    const lan = await lab(t, size);
    const ask = ['--fail', '-o', '/dev/null', '-w', '%{size_download}\\n', `${lan.url}${folder}/CPE.nbt`];
    await run(curl, [...lan.base, ...ask]);
    // This thread's: other tests run in the same process.
    const inUse = () => process.memoryUsage().heapTotal + process.memoryUsage().external;
    const before = inUse();
    let peak = before;
    const watch = setInterval(() => {
      peak = Math.max(peak, inUse());
    }, 20);
    const ran = await Promise.all(Array.from({ length: 40 }, () => run(curl, [...lan.base, ...ask])));
    clearInterval(watch);
    t.deepEqual([...new Set(ran.map(({ output }) => output))], [`${size}\n`]);
    const grown = (peak - before) / MIB;
    t.log(`${(40 * size) / MIB} MiB of ${version} sent; memory grew by ${grown.toFixed(1)} MiB`);
    // Forty images held whole would be 160 MiB.
    t.true(grown < 100, String(grown));
  },
);

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}
