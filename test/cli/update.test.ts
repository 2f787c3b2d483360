import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { decodeCatalogue } from '../../harness/wire/firmware-image/index.js';
import { checkOf, checkPath } from '../servers/web/device-update/updating.js';
import { type ServedProcess, serve } from './served.js';
import { commandLine } from './terminal.js';

const rule = 'UCPhone/Polycom/CX600/A/ENU';

function folder(t: ExecutionContext): string {
  const path = mkdtempSync(join(tmpdir(), 'mock-lync-update-'));
  t.teardown(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

function commands(path: string, served: ServedProcess) {
  const file = join(path, 'ready.json');
  writeFileSync(file, JSON.stringify(served.ready));
  return (...args: string[]) => commandLine('update', ...args, '--endpoints', file);
}

/** From where the server listens, in place of the name it gives. */
function at({ ready }: ServedProcess, path: string): string {
  const { address = '', port = 0 } = ready.endpoints['web-http'] ?? {};
  return `http://${address}:${port}${path}`;
}

/** The path below which an update is offered, inside. */
async function offered(served: ServedProcess, installed: string): Promise<string | undefined> {
  const headers = { 'content-type': 'text/xml' };
  const answer = await fetch(at(served, checkPath), { method: 'POST', headers, body: checkOf(installed) });
  const base = /<BaseURL>([^<]+)</.exec(await answer.text())?.[1];
  return base === undefined ? undefined : new URL(base).pathname;
}

test.serial(
  'an administrator takes an update through its life; nothing is offered unless the operator says so',
  async (t) => {
    const path = folder(t);
    const served = await serve(['sign-in/pin', '--ports', 'any']);
    t.teardown(() => served.stop());
    t.is(served.ready.firmware, 'nothing');
    const update = commands(path, served);
    t.is((await update('list')).stdout, 'There is no rule.\n');
    const imported = await update('import', `${rule}/4.0.7577.4420`);
    t.is(imported.code, 0, imported.stderr);
    const id = imported.stdout.split(' ')[0] ?? '';
    t.regex((await update('pending')).stdout, new RegExp(`^${id}  ${rule}  approved -, pending 4\\.0\\.7577\\.4420`));
    t.regex((await update('test-device', '--serial', 'X-1')).stdout, /^test device, serial number X-1\n$/);
    const approved = await update('approve', `Service:WebServer:lyncweb.contoso.com/${id}`, '--json');
    t.like(JSON.parse(approved.stdout), { rules: [{ id, approved: '4.0.7577.4420', pending: null }] });
    t.is((await update('pending')).stdout, 'Nothing is pending.\n');
    const again = await update('reset', id);
    t.is(again.code, 2);
    t.regex(again.stderr, /nothing is pending in this rule/);
    t.is(await offered(served, '4.0.7577.4066'), undefined, 'a real phone may be there');
    t.regex((await update('restore', id)).stdout, /approved -, pending -, restore -/);
    const audit = readFileSync(String(served.ready.files.updateAudit), 'utf8').split('\r\n');
    t.regex(audit[1] ?? '', /,UCPhone,0004F2AABBCC,ABC123,Polycom,CX600,A,ENU,CPE\.nbt;4\.0\.7577\.4066;[^,]*,,alice$/);
  },
);

test.serial('a server that is killed amid a download goes on with it when it is back', async (t) => {
  const path = folder(t);
  const file = join(path, 'update.yaml');
  writeFileSync(
    file,
    `id: update/killed
summary: A server that is killed amid a download.
source: "what is to be shown of a restart"
deployment:
  deviceUpdate:
    rules: [ { brand: Polycom, model: CX600, approved: 4.0.7577.4420 } ]
    images: { size: 33554432 }
phone: { model: CX600, firmware: 4.0.7577.4363, signIn: pin, user: alice }
expect: { outcome: signed-in }
`,
  );
  const before = await serve([file, '--ports', 'any', '--synthetic-images']);
  t.teardown(() => before.process.kill('SIGKILL'));
  t.is(before.ready.firmware, 'synthetic');
  const base = (await offered(before, '4.0.7577.4066')) ?? '';
  const answer = await fetch(at(before, `${base}/CPE.nbt`));
  const etag = answer.headers.get('etag') ?? '';
  const pieces: Buffer[] = [];
  let have = 0;
  await t.throwsAsync(async () => {
    for await (const piece of answer.body ?? []) {
      pieces.push(Buffer.from(piece));
      have += piece.length;
      if (have > 1_000_000) before.process.kill('SIGKILL');
    }
  });
  t.true(have > 1_000_000 && have < 33_554_432);
  const after = await serve([file, '--ports', 'any', '--synthetic-images']);
  t.teardown(() => after.stop());
  const headers = { range: `bytes=${have}-`, 'if-range': etag };
  const rest = await fetch(at(after, `${base}/CPE.nbt`), { headers });
  t.is(rest.status, 206, 'the same file, as its tag says');
  pieces.push(Buffer.from(await rest.arrayBuffer()));
  const catalogue = await fetch(at(after, `${base}/CPE.cat`));
  const { sha256 } = decodeCatalogue(Buffer.from(await catalogue.arrayBuffer()));
  t.is(createHash('sha256').update(Buffer.concat(pieces)).digest('hex'), sha256);
});

test.serial('the operator’s package is offered as it is, and said so', async (t) => {
  const path = folder(t);
  const bytes = Buffer.from('made by the vendor');
  writeFileSync(join(path, 'CX600.nbt'), bytes);
  writeFileSync(join(path, 'CX600.cat'), 'signed by the vendor');
  const given = ['--firmware-package', join(path, 'CX600.nbt'), '--firmware-rule', `${rule}/4.0.7577.4451`];
  const served = await serve(['sign-in/pin', '--ports', 'any', ...given]);
  t.is(served.ready.firmware, 'package');
  const base = await offered(served, '4.0.7577.4420');
  const fetched = async (name: string) => Buffer.from(await (await fetch(at(served, `${base}/${name}`))).arrayBuffer());
  t.deepEqual(await fetched('CX600.nbt'), bytes);
  t.is((await fetched('CX600.cat')).toString(), 'signed by the vendor');
  const { stderr } = await served.stop();
  t.regex(
    stderr,
    /the firmware CX600\.nbt is offered, as it is, as version 4\.0\.7577\.4451 to every UCPhone\/Polycom/,
  );
});

test.serial('what is wrong with the command line is said', async (t) => {
  const path = folder(t);
  const tried = async (...args: string[]) => {
    const { code, stderr } = await commandLine(...args);
    return `${code} ${stderr.split('\n')[0]}`;
  };
  t.regex(await tried('update'), /^2 .*needs one of import, approve/);
  t.regex(await tried('update', 'approve', 'x', '--mac', 'y'), /^2 .*has no option --mac/);
  t.regex(
    await tried('update', 'import', 'CX600', '--control', 'x:1', '--token-file', '/x'),
    /^2 .*is not DeviceType\//,
  );
  t.regex(await tried('update', 'test-device'), /^2 .*--mac or --serial/);
  const serving = (...args: string[]) => tried('serve', 'sign-in/pin', '--ports', 'any', ...args);
  t.regex(await serving('--firmware-package', 'x'), /^2 .*go together/);
  t.regex(await serving('--firmware-package', 'x', '--firmware-rule', 'CX600'), /^2 .*is not DeviceType\//);
  const rest = ['--firmware-rule', `${rule}/4.0.7577.4451`];
  t.regex(await serving('--firmware-package', join(path, 'none.nbt'), ...rest), /none\.nbt/);
  writeFileSync(join(path, 'empty.nbt'), '');
  t.regex(await serving('--firmware-package', join(path, 'empty.nbt'), ...rest), /it has not 1 to/);
  t.regex(await serving('--firmware-package', 'x', ...rest, '--synthetic-images'), /^2 .*not both/);
});
