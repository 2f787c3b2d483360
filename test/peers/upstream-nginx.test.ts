import { createHash, randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import test, { type ExecutionContext } from 'ava';
import type { UpstreamPlan } from '../../harness/servers/sockets/upstream/index.js';
import { eventsOf } from '../servers/deployment.js';
import { identity } from './identities.js';
import { PeerProcess } from './peer-process.js';
import { peerTest } from './program.js';
import { temporaryFolder } from './tls-ports.js';
import { freePort, named, outputOf, webProxy } from './upstream.js';

// curl through the harness to nginx: HTTP as two programs nobody here wrote understand it.

const FILE_BYTES = 5 * 1024 * 1024;
const name = 'real.contoso.com';
const site = 'http://lyncweb.contoso.com';

/** nginx on a plain and a TLS port, with a file, a page that it packs, and one that says what it was sent. */
async function nginx(t: ExecutionContext, program: string) {
  const folder = temporaryFolder(t);
  const { certificateFile, keyFile, rootFile } = await identity(t, name);
  const [http, https] = [await freePort(), await freePort()];
  const file = folder.file('image.bin', '');
  const bytes = randomBytes(FILE_BYTES);
  writeFileSync(file, bytes);
  folder.file('page.txt', 'the same line again and again\n'.repeat(2000));
  const root = file.replace(/\/image\.bin$/, '');
  const configuration = `
    daemon off; master_process off; pid ${root}/pid; error_log stderr notice;
    events {}
    http {
      access_log off; client_body_temp_path ${root}; proxy_temp_path ${root}; fastcgi_temp_path ${root};
      uwsgi_temp_path ${root}; scgi_temp_path ${root};
      server {
        listen 127.0.0.1:${http}; listen 127.0.0.1:${https} ssl;
        ssl_certificate ${certificateFile}; ssl_certificate_key ${keyFile};
        root ${root}; client_max_body_size 0;
        location /files/ { alias ${root}/; gzip on; gzip_types text/plain; gzip_proxied any; }
        location /away { return 302 http://elsewhere.contoso.com/; }
        location /said { return 200 "$request_method $content_length [$http_transfer_encoding] [$http_expect] $host $http_via"; }
      }
    }`;
  const running = new PeerProcess(t, program, [
    '-e',
    'stderr',
    '-p',
    root,
    '-c',
    folder.file('nginx.conf', configuration),
  ]);
  await running.saw(/using the "epoll" event method|start worker/);
  return { http: named(name, http), https: named(name, https), bytes, rootFile, folder };
}

peerTest(
  test,
  ['curl', 'nginx'],
  'curl through the harness: large files, ranges, packed and conditional',
  async (t, paths) => {
    const { curl: program = '', nginx: server = '' } = paths;
    const real = await nginx(t, server);
    const { context, curl } = await webProxy(t, { plain: real.http });
    const out = real.folder.file('out', '');
    const ask = (...args: string[]) => outputOf(t, program, [...curl, ...args]);
    const sum = () => createHash('sha256').update(readFileSync(out)).digest('hex');

    await ask('-o', out, `${site}/files/image.bin`);
    t.is(sum(), createHash('sha256').update(real.bytes).digest('hex'));
    await ask('-o', out, '-r', '1000-1999', `${site}/files/image.bin`);
    t.deepEqual(readFileSync(out), real.bytes.subarray(1000, 2000));
    const head = await ask('--head', `${site}/files/image.bin`);
    t.regex(head, new RegExp(`^HTTP/1.1 200 OK\r\n[\\s\\S]*Content-Length: ${FILE_BYTES}\r\n`));
    t.regex(head, /\r\nServer: nginx/);

    const page = await ask('--compressed', '-w', '\n%{size_download}', `${site}/files/page.txt`);
    t.is(page.split('\n').length, 2002);
    t.true(Number(page.split('\n').at(-1)) < 1000, 'it came packed, in chunks');
    const etag = /ETag: (\S+)\r/.exec(head)?.[1] ?? '';
    t.is(
      await ask('-o', '/dev/null', '-w', '%{http_code}', '-H', `If-None-Match: ${etag}`, `${site}/files/image.bin`),
      '304',
    );
    t.is(
      await ask('-w', '%{http_code} %{redirect_url}', '-o', '/dev/null', `${site}/away`),
      '302 http://elsewhere.contoso.com/',
    );

    const answers = eventsOf(context.journal, 'upstream.answer');
    t.deepEqual(
      answers.map(({ status }) => status),
      [200, 206, 200, 200, 304, 302],
    );
    t.like(answers[0], { bytes: FILE_BYTES, cut: true });
    t.like(answers[3], { unpacked: 'gzip' });
    t.deepEqual(eventsOf(context.journal, 'upstream.failed'), []);
  },
);

peerTest(
  test,
  ['curl', 'nginx'],
  'curl’s bodies arrive with their length, however they were sent',
  async (t, paths) => {
    const { curl: program = '', nginx: server = '' } = paths;
    const real = await nginx(t, server);
    const { curl } = await webProxy(t, { plain: real.http });
    const body = `@${real.folder.file('body', 'x'.repeat(900_000))}`;
    const ask = (...args: string[]) =>
      outputOf(t, program, [...curl, '-H', 'Content-Type: application/x-log', ...args, `${site}/said`]);
    t.regex(
      await ask('--data-binary', body),
      /^POST 900000 \[\] \[\] lyncweb\.contoso\.com 1\.1 mock-lync-[0-9a-f]{16}$/,
    );
    t.regex(await ask('--data-binary', body, '-H', 'Transfer-Encoding: chunked'), /^POST 900000 \[\] \[\] /);
    t.regex(await ask('--data-binary', body, '-H', 'Expect: 100-continue'), /^POST 900000 \[\] \[\] /);
    t.regex(await ask('-X', 'PUT', '-d', ''), /^PUT 0 /);
    t.regex(await ask('-X', 'DELETE'), /^DELETE {2}\[/);
    const large = `@${real.folder.file('large', 'x'.repeat(1_200_000))}`;
    t.regex(await ask('--data-binary', large, '-w', '\n%{http_code}'), /The request is too large[\s\S]*\n413$/);
  },
);

for (const [what, plan, target, status, problem] of [
  ['by its authority is asked', {}, name, 200, undefined],
  ['by the usual authorities alone is not asked', { authorities: undefined }, name, 502, 'not-trusted'],
  ['under another name is not asked', {}, 'other.contoso.com', 502, 'not-trusted'],
  ['under another name is asked where nothing is verified', { verify: false }, 'other.contoso.com', 200, undefined],
] as const) {
  peerTest(test, ['curl', 'nginx'], `nginx verified ${what}`, async (t, paths) => {
    const { curl: program = '', nginx: server = '' } = paths;
    const real = await nginx(t, server);
    const given: Partial<UpstreamPlan> = { authorities: readFileSync(real.rootFile, 'utf8'), ...plan };
    const { context, curl } = await webProxy(t, { web: named(target, real.https.port), plan: given });
    const code = await outputOf(t, program, [
      ...[...curl, '-o', '/dev/null', '-w', '%{http_code}', 'https://lyncweb.contoso.com/said'],
    ]);
    t.is(code, String(status));
    const [failed] = eventsOf(context.journal, 'upstream.failed');
    t.is(failed?.problem, problem);
    const [presented] = eventsOf(context.journal, 'upstream.certificate');
    t.is(presented?.chain[0]?.subject, `CN=${name}`);
    t.is(presented?.verified, status === 200 && plan.verify !== false);
    t.is(eventsOf(context.journal, 'upstream.connected').length, status === 200 ? 1 : 0);
  });
}
