import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import test, { type ExecutionContext } from 'ava';
import { type ServedProcess, serve } from '../cli/served.js';
import { rawServer } from '../servers/upstream/raw-server.js';
import { peerTest } from './program.js';
import { temporaryFolder } from './tls-ports.js';

// What leaves the harness, as the kernel saw it.

/** Every place a process called or sent to over IP, as strace wrote it. */
function placesCalled(trace: string): string[] {
  const calls = readFileSync(trace, 'utf8').matchAll(
    /(?:connect|sendto|sendmsg|sendmmsg)\([^\n]*?sin6?_port=htons\((\d+)\)[^\n]*?"([0-9a-f.:]+)"/g,
  );
  return [...calls].map(([, port, address]) => `${address}:${port}`);
}

async function traced(t: ExecutionContext, strace: string, ...args: string[]) {
  const trace = temporaryFolder(t).file('trace', '');
  const prefix = [strace, '-f', '-qq', '-e', 'trace=connect,sendto,sendmsg,sendmmsg', '-o', trace];
  const served = await serve(['sign-in/pin', '--ports', 'any', ...args], prefix);
  t.teardown(() => served.process.kill('SIGKILL'));
  return { served, trace };
}

/** Requests that name other servers in every way HTTP has. */
async function askForOthers({ ready: { endpoints } }: ServedProcess): Promise<string> {
  const at = endpoints['web-http'];
  let said = '';
  for (const start of ['GET http://192.0.2.80/a HTTP/1.1', 'POST /b HTTP/1.1', 'CONNECT 192.0.2.80:443 HTTP/1.1']) {
    const socket = connect(at?.port ?? 0, at?.address ?? '');
    socket.write(
      `${start}\r\nHost: other.example\r\nReferer: http://192.0.2.81/\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`,
    );
    socket.setEncoding('latin1').on('data', (text: string) => (said += text));
    await once(socket, 'close');
  }
  return said;
}

async function stop({ process, ready: { endpoints, files } }: ServedProcess): Promise<void> {
  const ended = once(process, 'exit');
  const authorization = `Bearer ${readFileSync(String(files.controlToken), 'utf8')}`;
  const { control } = endpoints;
  await fetch(`http://${control?.address}:${control?.port}/v1/stop`, { method: 'POST', headers: { authorization } });
  await ended;
}

peerTest(
  test,
  ['strace'],
  'without --upstream the harness calls nobody, whatever it is asked',
  async (t, { strace = '' }) => {
    const { served, trace } = await traced(t, strace);
    t.regex(await askForOthers(served), /404/);
    await stop(served);
    t.deepEqual(placesCalled(trace), []);
  },
);

peerTest(test, ['strace'], 'with --upstream it calls the named server alone', async (t, { strace = '' }) => {
  const server = await rawServer(t, (socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nbehind'));
  const at = `127.0.0.1:${server.port}`;
  const { served, trace } = await traced(t, strace, '--upstream', `web-http=real.example@${at}`);
  t.regex(await askForOthers(served), /behind[\s\S]*behind/);
  await stop(served);
  t.deepEqual([...new Set(placesCalled(trace))], [at]);
  t.is(server.connections(), 2);
});
