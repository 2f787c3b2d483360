import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { FrontEnd, listenFrontEnd } from '../../harness/servers/front-end/index.js';
import { parseSip, serializeSip } from '../../harness/wire/sip/index.js';
import { testContext, testDate } from '../servers/deployment.js';
import { request } from '../servers/front-end/sip-client.js';
import { peerTest } from './program.js';

async function frontEnd(t: ExecutionContext): Promise<{ port: number; root: string }> {
  const context = await testContext();
  const place = { service: 'front-end', address: '127.0.0.1', port: 0 };
  const listener = await listenFrontEnd(new FrontEnd(context), context, place);
  const folder = mkdtempSync(join(tmpdir(), 'mock-lync-front-end-'));
  t.teardown(async () => {
    rmSync(folder, { recursive: true });
    await listener.close();
  });
  const root = join(folder, 'root.pem');
  const der = context.deployment.certificates.default.root ?? Buffer.alloc(0);
  writeFileSync(root, `-----BEGIN CERTIFICATE-----\n${der.toString('base64')}\n-----END CERTIFICATE-----\n`);
  return { port: listener.port, root };
}

/** Runs s_client with a REGISTER to send; ends it once a whole response came. */
function sClient(openssl: string, port: number, options: readonly string[]): Promise<{ code: number; text: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(openssl, ['s_client', '-connect', `127.0.0.1:${port}`, '-ign_eof', ...options], {
      timeout: 30_000,
    });
    let text = '';
    child.on('error', reject);
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        text += chunk.toString();
        if (/^SIP\/2\.0 [\s\S]*\r\n\r\n/m.test(text)) child.kill();
      });
    }
    // A client that refuses the certificate reads no input any more.
    child.stdin.on('error', () => {});
    child.stdin.write(serializeSip(request()));
    child.on('close', (code) => resolve({ code: code ?? 0, text }));
  });
}

peerTest(
  test,
  ['openssl'],
  'openssl in TLS 1.0 with AES128-SHA gets the list of challenges',
  async (t, { openssl }) => {
    const { port } = await frontEnd(t);
    const { text } = await sClient(openssl ?? '', port, ['-tls1', '-cipher', 'AES128-SHA:@SECLEVEL=0']);
    t.regex(text, /Protocol *: TLSv1\b(?!\.)/);
    const response = parseSip(Buffer.from(/^SIP\/2\.0 [\s\S]*?\r\n\r\n/m.exec(text)?.[0] ?? ''));
    t.is(response.kind === 'response' ? response.status : 0, 401);
    t.true(
      response.headers.some(({ name, value }) => name === 'WWW-Authenticate' && value.startsWith('TLS-DSK realm=')),
    );
  },
);

peerTest(test, ['openssl'], 'openssl verifies the chain and the name with the root alone', async (t, { openssl }) => {
  const { port, root } = await frontEnd(t);
  const date = String(testDate.getTime() / 1000);
  const verifying = ['-verify_return_error', '-CAfile', root, '-attime', date, '-verify_hostname'];
  const good = await sClient(openssl ?? '', port, [...verifying, 'pool01.contoso.com']);
  t.regex(good.text, /Verify return code: 0 \(ok\)/);
  t.regex(good.text, /SIP\/2\.0 401 /);
  const otherName = await sClient(openssl ?? '', port, [...verifying, 'pool02.contoso.com']);
  t.not(otherName.code, 0);
  t.notRegex(otherName.text, /SIP\/2\.0/);
});
