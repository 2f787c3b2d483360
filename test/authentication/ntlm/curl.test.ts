import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { promisify } from 'node:util';
import test from 'ava';
import { NtlmServer } from '../../../harness/authentication/ntlm/index.js';
import { Secret } from '../../../harness/foundation/secret.js';

const run = promisify(execFile);

const curlHasNtlm = () =>
  run('curl', ['--version']).then(
    ({ stdout }) => /\bNTLM\b/.test(stdout),
    () => false,
  );

/** A server that lets alice in; the state is the connection's, as with Windows. */
async function ntlmServer(): Promise<{ server: Server; port: number }> {
  const connections = new WeakMap<Socket, NtlmServer>();
  const server = createServer((request, response) => {
    const token = /^NTLM (.+)$/.exec(request.headers.authorization ?? '')?.[1];
    const message = Buffer.from(token ?? '', 'base64');
    const ntlm = connections.get(request.socket) ?? new NtlmServer();
    connections.set(request.socket, ntlm);
    if (message[8] === 3) {
      const result = ntlm.authenticate(message, (user) => (user === 'alice' ? new Secret('P@ssw0rd1') : undefined));
      if (result.ok) return response.end(`hello ${result.domain}\\${result.user}`);
      return response.writeHead(403).end(result.problem);
    }
    const challenge = ntlm.challenge({
      netbiosDomain: 'CONTOSO',
      netbiosComputer: 'FE01',
      dnsDomain: 'contoso.test',
      dnsComputer: 'fe01.contoso.test',
      negotiate: message,
    });
    const header = token === undefined ? 'NTLM' : `NTLM ${challenge.toString('base64')}`;
    return response.writeHead(401, { 'www-authenticate': header }).end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { server, port: (server.address() as AddressInfo).port };
}

test('curl signs in with NTLM, and is refused with a wrong password', async (t) => {
  if (!(await curlHasNtlm())) return t.pass('skipped: this curl has no NTLM');
  const { server, port } = await ntlmServer();
  const ask = async (user: string) =>
    (await run('curl', ['-s', '--ntlm', '-u', user, `http://127.0.0.1:${port}/`])).stdout;
  t.is(await ask('CONTOSO\\alice:P@ssw0rd1'), 'hello CONTOSO\\alice');
  t.is(await ask('alice:P@ssw0rd1'), 'hello \\alice');
  t.is(await ask('CONTOSO\\alice:wrong'), 'wrong-password');
  t.is(await ask('CONTOSO\\mallory:P@ssw0rd1'), 'unknown-user');
  server.close();
});
