import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import test, { type ExecutionContext } from 'ava';
import { compileTemplate } from '../../../harness/scenario/templates/compile.js';
import { parseTemplate } from '../../../harness/scenario/templates/read.js';
import { commandLine } from '../../cli/terminal.js';
import { testDeployment } from '../../servers/deployment.js';
import { testWeb } from '../../servers/web/client.js';
import { page, recording } from './recorded.js';

/** The template the command makes, and a harness without anybody behind it that has it. */
async function learnt(t: ExecutionContext, journal: string, exchange = 'web-http#1/1') {
  const { code, stderr, stdout } = await commandLine('template', 'make', journal, '--exchange', exchange);
  t.is(code, 0, stderr);
  const { webServices } = await testDeployment();
  const templates = [compileTemplate(parseTemplate(stdout, 'made'))];
  const { client } = await testWeb(t, { deployment: { webServices: { ...webServices, templates } } });
  return { written: stdout, stderr, client: () => client('web-http') };
}

const soap = (body: string) =>
  `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>${body}</s:Body></s:Envelope>`;

test('a recorded answer is given again, with the hosts, dates and identifiers of the day', async (t) => {
  const guid = '6f9619ff-8b86-d011-b42d-00cf4fc964ff';
  const asked = '11111111-2222-3333-4444-555555555555';
  const answer = soap(
    `<R xmlns="urn:x" id="${guid}" again="${guid}" asked="${asked}" price="$\{5}">` +
      `https://lyncweb.contoso.com/a contoso.com other.contoso.com 2014-11-15T17:00:00Z 1999-01-01T00:00:00Z</R>`,
  );
  const { client, journal } = await recording(t, () =>
    page(
      answer,
      'Content-Type: text/xml',
      'X-One: a',
      'X-One: b',
      'Set-Cookie: s=1',
      'Date: Sat, 15 Nov 2014 09:00:00 GMT',
    ),
  );
  const request = soap(`<Q xmlns="urn:x" id="${asked}"/>`);
  await client().soap('/Unheard.svc', request);
  const made = await learnt(t, journal);
  t.regex(made.written, /element:\n +namespace: urn:x\n +name: Q\n/);
  t.regex(made.written, /id="\$\{uuid\.1\}" again="\$\{uuid\.1\}"/);
  t.regex(made.written, /\$\{host\.web\}\/a \$\{sip-domain\} other\.contoso\.com \$\{now\+\d+s\} 1999-01-01/);
  t.notRegex(made.written, /Set-Cookie|Date:/);
  const again = await made.client().soap('/Elsewhere.svc', request);
  t.is(again.status, 200);
  t.is(again.headers.get('x-one'), 'a, b');
  const fresh = /id="([0-9a-f-]{36})" again="\1"/.exec(again.text)?.[1];
  t.truthy(fresh);
  t.not(fresh, guid);
  t.true(again.text.includes(`asked="${asked}" price="$\{5}"`));
  t.regex(again.text, /lyncweb\.contoso\.com\/a contoso\.com other\.contoso\.com 2014-11-15T1[67]:\d\d:\d\dZ 1999/);
});

for (const body of [' \n', '\n', '  indented\nlines', 'trailing \n\n']) {
  test(`a body of ${JSON.stringify(body)} is given again as it was`, async (t) => {
    const { client, journal } = await recording(t, () => page(body, 'Content-Type: text/plain'));
    await client().ask('/x');
    const made = await learnt(t, journal);
    t.is((await made.client().ask('/x')).text, body);
  });
}

const long = `${'äöü line\n'.repeat(20_000)}end`;
for (const [what, body, headers] of [
  ['bytes', Buffer.from([0, 1, 0xff, 0x0d, 0x0a, 0]), ['Content-Type: application/octet-stream']],
  ['long text', long, ['Content-Type: text/plain; charset=utf-8']],
  ['carriage returns and spaces at the ends', ' a \r\n\r\nb\t\n \n', ['Content-Type: text/plain']],
  ['what YAML could take for something else', '- a: "1"\n# no\n...\n---\n', ['Content-Type: text/plain']],
  ['nothing', '', ['Content-Type: text/plain']],
] as const) {
  test(`an answer of ${what} is given again byte for byte`, async (t) => {
    const { client, journal } = await recording(t, () => page(body, ...headers));
    const first = client();
    const recorded = await first.ask('/thing.bin');
    await first.ask('/next');
    const { client: other } = await learnt(t, journal);
    const again = await other().ask('/thing.bin');
    t.deepEqual(again.body, recorded.body);
    t.is(again.status, 200);
    if (recorded.body.length > 0) t.is(again.headers.get('content-type'), headers[0].slice('Content-Type: '.length));
    t.is((await other().ask('/other')).status, 404);
  });
}

test('an answer that came packed is given again as it reads', async (t) => {
  const packed = gzipSync('plain words');
  const { client, journal } = await recording(t, () =>
    page(packed, 'Content-Type: text/plain', 'Content-Encoding: gzip', 'Vary: Accept-Encoding'),
  );
  await client().ask('/x');
  const { client: other, written } = await learnt(t, journal);
  t.notRegex(written, /Content-Encoding/);
  const again = await other().ask('/x');
  t.is(again.text, 'plain words');
  t.is(again.headers.get('vary'), 'Accept-Encoding');
});

test('an answer of which only a part was kept becomes no template, and neither does one whose file is gone', async (t) => {
  const large = Buffer.alloc(1024 * 1024 + 1, 'x');
  const { client, directory, journal } = await recording(t, (head) =>
    head.includes('large') ? page(large) : page(Buffer.from([0])),
  );
  const phone = client();
  await phone.ask('/large');
  await phone.ask('/small');
  await phone.ask('/next');
  const cut = await commandLine('template', 'make', journal, '--exchange', 'web-http#1/1');
  t.is(cut.code, 2);
  t.regex(cut.stderr, /exchange web-http#1\/1 the journal has only a part/);
  rmSync(join(directory, 'captures'), { recursive: true });
  const gone = await commandLine('template', 'make', journal, '--exchange', 'web-http#1/2');
  t.regex(gone.stderr, /captures.*bin/s);
  t.not(gone.code, 0);
});

test('a capture is looked for beside its journal alone', async (t) => {
  const { client, directory, journal } = await recording(t, () => page(Buffer.from([0])));
  const phone = client();
  await phone.ask('/x');
  await phone.ask('/next');
  const [kept] = readdirSync(join(directory, 'captures'));
  const elsewhere = readFileSync(journal, 'utf8').replaceAll(`"capture":"${kept}"`, '"capture":"../secret"');
  const folder = join(directory, 'forged');
  mkdirSync(folder);
  writeFileSync(join(folder, 'secret'), 'elsewhere');
  writeFileSync(join(folder, 'journal.jsonl'), elsewhere);
  const { code, stdout } = await commandLine(
    'template',
    'make',
    join(folder, 'journal.jsonl'),
    '--exchange',
    'web-http#1/1',
  );
  t.not(code, 0);
  t.false(stdout.includes(Buffer.from('elsewhere').toString('base64')));
  t.false(stdout.includes('elsewhere'));
});

test('overwritten secrets are said to be there, and no exchange of that name is an error', async (t) => {
  const { client, journal } = await recording(t, () =>
    page('<a><Password>geheim99</Password></a>', 'Content-Type: text/xml'),
  );
  await client().ask('/x');
  const made = await commandLine('template', 'make', journal, '--exchange', 'web-http#1/1');
  t.regex(made.stdout, /<Password>\*{8}<\/Password>/);
  t.regex(made.stderr, /secrets overwritten with \*/);
  const none = await commandLine('template', 'make', journal, '--exchange', 'web-http#9/9');
  t.is(none.code, 2);
  const listed = await commandLine('template', 'list', journal);
  t.regex(listed.stdout, /^web-http#1\/1 +200 GET \/x\n$/);
  const out = join(journal, '..', 'made.yaml');
  t.is((await commandLine('template', 'make', journal, '--exchange', 'web-http#1/1', '--out', out)).code, 0);
  t.regex((await commandLine('template', 'check', out)).stdout, /recorded is good/);
  const twice = await commandLine('template', 'make', journal, '--exchange', 'web-http#1/1', '--out', out);
  t.not(twice.code, 0, 'never over a file');
});

test('headers no template can hold are left out, not an obstacle', async (t) => {
  const many = Array.from({ length: 40 }, (_, i) => `X-${i}: ${randomBytes(2).toString('hex')}`);
  const { client, journal } = await recording(t, () => page('ok', 'Content-Type: text/plain', 'X-Odd: ä', ...many));
  await client().ask('/x');
  const { client: other, written } = await learnt(t, journal);
  t.notRegex(written, /X-Odd/);
  t.is((await other().ask('/x')).text, 'ok');
});
