import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import test, { type ExecutionContext } from 'ava';
import { authoritiesOf, defaultActiveDirectorySettings } from '../../harness/deployment/index.js';
import { createWebServer, listenHttp } from '../../harness/servers/web/index.js';
import { alicePassword, testContext, testDeployment } from '../servers/deployment.js';
import { peerTest } from './program.js';
import { temporaryFolder } from './tls-ports.js';

const run = promisify(execFile);
const host = 'ca01.contoso.com';

/** The page on a port, and curl told to find the CA there. */
async function lab(t: ExecutionContext) {
  const { certificates } = await testDeployment();
  const authorities = authoritiesOf(certificates.default);
  const enrollment = { page: 'windows', authorities } as const;
  const activeDirectory = { ...defaultActiveDirectorySettings, domain: 'contoso.com', published: [], enrollment };
  const web = createWebServer(await testContext({ deployment: { activeDirectory } }));
  const http = await listenHttp(web, { service: 'web-http', address: '127.0.0.1', port: 0 }, 'web-http');
  t.teardown(async () => {
    await http.close();
    web.close();
  });
  const curl = [
    '-q',
    '--silent',
    '--show-error',
    '--max-time',
    '60',
    '--connect-to',
    `${host}:80:127.0.0.1:${http.port}`,
  ];
  return { authorities, curl };
}

/** The certificates in what openssl prints, as DER. */
function printed(text: string): Buffer[] {
  return [...text.matchAll(/-----BEGIN CERTIFICATE-----([^-]+)-----END CERTIFICATE-----/g)].map(([, base64 = '']) =>
    Buffer.from(base64, 'base64'),
  );
}

for (const [encoding, form] of [
  ['b64', 'PEM'],
  ['bin', 'DER'],
] as const) {
  peerTest(
    test,
    ['curl', 'openssl'],
    `curl proves an account by NTLM, and openssl reads the chain (${form})`,
    async (t) => {
      const { authorities, curl } = await lab(t);
      const file = join(temporaryFolder(t).path, 'certnew.p7b');
      const url = `http://${host}/certsrv/certnew.p7b?ReqID=CACert&Renewal=-1&Enc=${encoding}`;
      const account = ['--ntlm', '--user', `CONTOSO\\alice:${alicePassword}`];
      const { stdout } = await run('curl', [...curl, ...account, '--fail', url], { encoding: 'buffer' });
      writeFileSync(file, stdout);
      const read = await run('openssl', ['pkcs7', '-inform', form, '-in', file, '-print_certs']);
      t.deepEqual(printed(read.stdout), authorities.toSorted(Buffer.compare));
    },
  );
}

peerTest(test, ['curl'], 'curl without an account is asked for one', async (t) => {
  const { curl } = await lab(t);
  const url = `http://${host}/certsrv/certnew.p7b?ReqID=CACert&Renewal=-1&Enc=b64`;
  const { stdout } = await run('curl', [...curl, '--output', '/dev/null', '--write-out', '%{http_code}', url]);
  t.is(stdout, '401');
});
