import test, { type ExecutionContext } from 'ava';
import { NtlmServer } from '../../harness/authentication/ntlm/index.js';
import { sendWithNtlm } from '../../harness/phone/web/ntlm.js';
import { type BenchOptions, bench, password, tcpServer } from './bench.js';

const credentials = { user: 'jeff', domain: 'CONTOSO', password };
const names = {
  netbiosDomain: 'CONTOSO',
  netbiosComputer: 'WEB',
  dnsDomain: 'contoso.test',
  dnsComputer: 'w.contoso.test',
};

/** What becomes of the connection on which the last message of NTLM comes. */
type Third = 'answer' | 'reset' | 'close-before' | 'redirect';

/** A raw server that knows which connection a challenge belongs to, as real ones do; what it was asked, by connection. */
async function server(t: ExecutionContext, third: Third) {
  const legs: string[] = [];
  let connections = 0;
  const port = await tcpServer(t, (socket) => {
    const ntlm = new NtlmServer();
    const connection = ++connections;
    const say = (status: string, ...headers: string[]) =>
      socket.write(`HTTP/1.1 ${status}\r\nContent-Length: 0\r\n${headers.map((line) => `${line}\r\n`).join('')}\r\n`);
    socket.on('data', (bytes) => {
      const text = bytes.toString('latin1');
      const token = Buffer.from(/^Authorization: NTLM (\S+)/im.exec(text)?.[1] ?? '', 'base64');
      const leg = token.length === 0 ? 0 : token.readUInt32LE(8);
      legs.push(`${connection}:${leg}`);
      if (leg === 0 && third === 'redirect' && text.startsWith('POST /x ')) say('307 Elsewhere', 'Location: /y');
      else if (leg === 0) say('401 Unauthorized', 'WWW-Authenticate: NTLM');
      else if (leg === 1) {
        const challenge = `WWW-Authenticate: NTLM ${ntlm.challenge(names).toString('base64')}`;
        say('401 Unauthorized', challenge, ...(third === 'close-before' ? ['Connection: close'] : []));
        if (third === 'close-before') socket.end();
      } else if (third === 'reset') socket.resetAndDestroy();
      else {
        const { ok } = ntlm.authenticate(token, () => password);
        say(ok ? '200 OK' : '401 Unauthorized', `X-Path: ${text.split(' ')[1]}`);
      }
    });
  });
  return { legs, url: `http://127.0.0.1:${port}/x` };
}

async function ask(t: ExecutionContext, third: Third, options: BenchOptions = {}) {
  const { legs, url } = await server(t, third);
  const { context } = bench(t, options);
  const body = Buffer.from('<a/>');
  const sent = sendWithNtlm(context.web, { method: 'POST', url, body, what: 'a test' }, credentials);
  return { legs, sent };
}

test('three legs on one connection', async (t) => {
  const { legs, sent } = await ask(t, 'answer');
  t.is((await sent).status, 200);
  t.deepEqual(legs, ['1:0', '1:1', '1:3']);
});

for (const third of ['reset', 'close-before'] as const) {
  test(`a connection that ends at the third leg is lost, not a wrong password: ${third}`, async (t) => {
    const { legs, sent } = await ask(t, third);
    await t.throwsAsync(sent, { code: 'PHONE_CONNECTION_LOST' });
    t.deepEqual(
      legs.filter((leg) => leg.endsWith(':3') && !leg.startsWith('1:')),
      [],
      'it went to no other connection',
    );
  });
}

test('a redirect before the handshake is followed to where the handshake is made', async (t) => {
  const { legs, sent } = await ask(t, 'redirect', { redirects: 'same-host' });
  const answer = await sent;
  t.deepEqual([answer.status, answer.header('x-path')], [200, ['/y']]);
  t.deepEqual(legs, ['1:0', '1:0', '1:1', '1:3']);
  t.is((await (await ask(t, 'redirect')).sent).status, 307, 'by a phone that follows them');
});
