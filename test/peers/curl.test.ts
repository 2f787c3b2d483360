import { type ExecFileException, execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { openWebTicket } from '../../harness/authentication/web-ticket/index.js';
import { createWebServer, listenHttp, listenHttps } from '../../harness/servers/web/index.js';
import { writeRootChainRequest, writeUsernameToken } from '../../harness/wire/soap/index.js';
import { alicePassword, alicePin, eventsOf, testContext } from '../servers/deployment.js';
import { entropy, pinPath, ticketRequest, windowsPath } from '../servers/web/sign-in.js';
import { peerTest } from './program.js';

const chainPath = '/CertProv/CertProvisioningService.svc';
const action = 'SOAPAction: "http://docs.oasis-open.org/ws-sx/ws-trust/200512/RST/Issue"';

interface Ran {
  readonly code: number;
  readonly output: Buffer;
  readonly errors: string;
}

function run(program: string, args: readonly string[], input?: Buffer): Promise<Ran> {
  return new Promise((resolve) => {
    const done = (error: ExecFileException | null, output: Buffer, errors: Buffer) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, output, errors: errors.toString() });
    const child = execFile(program, args, { encoding: 'buffer' }, done);
    child.stdin?.end(input);
  });
}

/** The services on two ports, and curl told to find them under their real names and ports. */
async function lab(t: ExecutionContext) {
  const directory = mkdtempSync(join(tmpdir(), 'mock-lync-curl-'));
  t.teardown(() => rmSync(directory, { recursive: true }));
  const context = await testContext();
  const web = createWebServer(context);
  const http = await listenHttp(web, { service: 'web-http', address: '127.0.0.1', port: 0 }, 'web-http');
  const https = await listenHttps(web, context, { service: 'web', address: '127.0.0.1', port: 0 });
  t.teardown(async () => {
    await Promise.all([http.close(), https.close()]);
    web.close();
  });
  const { root } = context.deployment.certificates.default;
  const ca = join(directory, 'root.pem');
  writeFileSync(ca, `-----BEGIN CERTIFICATE-----\n${root?.toString('base64')}\n-----END CERTIFICATE-----\n`);
  const file = (name: string, text: string): string => {
    writeFileSync(join(directory, name), text);
    return `@${join(directory, name)}`;
  };
  const host = 'lyncweb.contoso.com';
  const connect = [
    ...['--connect-to', `${host}:80:127.0.0.1:${http.port}`],
    ...['--connect-to', `${host}:443:127.0.0.1:${https.port}`],
  ];
  // The certificates are of the scenario's date, long past; curl's own judgement of them is not what is tested here.
  const base = ['-q', '--silent', '--show-error', '--insecure', '--max-time', '30', ...connect];
  return { context, base, file, http: `http://${host}`, https: `https://${host}` };
}

for (const [over, kind] of [
  ['http', 'GET'],
  ['https', 'GET'],
] as const) {
  peerTest(
    test,
    ['curl', 'openssl'],
    `curl downloads the chain over ${over} and openssl reads it`,
    async (t, paths) => {
      const lan = await lab(t);
      const chain = await run(paths.curl ?? '', [...lan.base, '--fail', '-X', kind, `${lan[over]}${chainPath}`]);
      t.is(chain.errors, '');
      const listed = await run(
        paths.openssl ?? '',
        ['pkcs7', '-inform', 'DER', '-print_certs', '-noout'],
        chain.output,
      );
      t.is(listed.errors, '');
      t.is(listed.output.toString().match(/^subject=/gm)?.length, 2);
      t.is(eventsOf(lan.context.journal, 'root-chain.served')[0]?.over, over);
    },
  );
}

peerTest(
  test,
  ['curl', 'openssl'],
  'the chain in the SOAP answer is the one openssl verifies the server with',
  async (t, paths) => {
    const lan = await lab(t);
    const body = lan.file('chain.xml', writeRootChainRequest());
    const answer = await run(paths.curl ?? '', [...lan.base, '--fail', '-d', body, `${lan.http}${chainPath}/`]);
    const base64 = /<BinarySecurityToken[^>]*>([^<]+)</.exec(answer.output.toString())?.[1] ?? '';
    const listed = await run(
      paths.openssl ?? '',
      ['pkcs7', '-inform', 'DER', '-print_certs'],
      Buffer.from(base64, 'base64'),
    );
    const bundle = lan.file('chain.pem', listed.output.toString()).slice(1);
    const [leaf] = lan.context.deployment.certificates.default.chain;
    const at = String(Math.floor(lan.context.clock.now().getTime() / 1000));
    const pem = `-----BEGIN CERTIFICATE-----\n${leaf
      ?.toString('base64')
      .match(/.{1,64}/g)
      ?.join('\n')}\n-----END CERTIFICATE-----\n`;
    const verified = await run(paths.openssl ?? '', ['verify', '-attime', at, '-CAfile', bundle], Buffer.from(pem));
    t.regex(verified.output.toString(), /OK/);
  },
);

peerTest(test, ['curl'], 'curl --ntlm gets a ticket with our request', async (t, paths) => {
  const lan = await lab(t);
  const body = lan.file('rst.xml', ticketRequest());
  const ntlm = ['--ntlm', '-u', `CONTOSO\\alice:${alicePassword}`, '-H', action, '-H', 'Content-Type: text/xml'];
  const answer = await run(paths.curl ?? '', [
    ...lan.base,
    '--fail',
    ...ntlm,
    '-d',
    body,
    `${lan.https}${windowsPath}`,
  ]);
  t.is(answer.errors, '');
  t.is(openWebTicket(answer.output.toString(), entropy).user, 'sip:alice@contoso.com');
  t.is(eventsOf(lan.context.journal, 'web-ticket.issued')[0]?.method, 'ntlm');
});

peerTest(test, ['curl'], 'curl --ntlm with a wrong password gets 401 and no ticket', async (t, paths) => {
  const lan = await lab(t);
  const body = lan.file('rst.xml', ticketRequest());
  const ntlm = ['--ntlm', '-u', 'CONTOSO\\alice:wrong', '-H', action, '-o', '-', '-w', '\n%{http_code}'];
  const answer = await run(paths.curl ?? '', [...lan.base, ...ntlm, '-d', body, `${lan.https}${windowsPath}`]);
  t.regex(answer.output.toString(), /\n401$/);
  t.is(eventsOf(lan.context.journal, 'web-ticket.refused')[0]?.problem, 'wrong-password');
  t.is(eventsOf(lan.context.journal, 'web-ticket.issued').length, 0);
});

peerTest(test, ['curl'], 'curl gets a ticket for a PIN over https, and 403 over http', async (t, paths) => {
  const lan = await lab(t);
  const body = lan.file('rst.xml', ticketRequest(writeUsernameToken('1001', alicePin)));
  const ask = [...lan.base, '-w', '\n%{http_code}', '-H', 'Content-Type: text/xml; charset=utf-8', '-d', body];
  const answer = await run(paths.curl ?? '', [...ask, `${lan.https}${pinPath}`]);
  t.regex(answer.output.toString(), /NameIdentifier.*sip:alice@contoso\.com.*\n200$/s);
  const plain = await run(paths.curl ?? '', [...ask, `${lan.http}${pinPath}`]);
  t.regex(plain.output.toString(), /\n403$/);
});

peerTest(test, ['curl'], 'a body over the limit, announced with Expect, gets 413', async (t, paths) => {
  const lan = await lab(t);
  const body = lan.file('large.bin', 'x'.repeat(3 * 1024 * 1024));
  const ask = [...lan.base, '-o', '/dev/null', '-w', '%{http_code}', '--data-binary', body];
  const answer = await run(paths.curl ?? '', [...ask, `${lan.http}/RequestHandler/ucdevice.upx`]);
  t.is(answer.output.toString(), '413');
});
