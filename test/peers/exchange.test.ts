import { type ExecFileException, execFile } from 'node:child_process';
import test, { type ExecutionContext } from 'ava';
import { exchangeCertificateNames } from '../../harness/deployment/index.js';
import { createExchangeServer, createWebServer, listenExchange, listenHttps } from '../../harness/servers/web/index.js';
import { EWS_MESSAGES, writeAutodiscoverRequest, writeEwsRequest } from '../../harness/wire/exchange/index.js';
import { keptServerCertificate } from '../certs/kept-keys.js';
import { alicePassword, testContext, testDate, testDeployment } from '../servers/deployment.js';
import { peerTest } from './program.js';
import { temporaryFolder } from './tls-ports.js';

function run(program: string, args: readonly string[], input = ''): Promise<string> {
  return new Promise((resolve) => {
    const done = (_error: ExecFileException | null, output: string, errors: string) => resolve(output + errors);
    execFile(program, args, done).stdin?.end(input);
  });
}

const fqdn = 'mail.contoso.com';
const lyncweb = 'lyncweb.contoso.com';

/** The web services and the Exchange host, each under its own chain, and curl told where they are. */
async function lab(t: ExecutionContext) {
  const { certificates, hosts } = await testDeployment();
  const names = exchangeCertificateNames(fqdn, ['contoso.com']);
  const exchange = await keptServerCertificate({ profile: 'enterprise-root', subject: fqdn, names, at: testDate });
  const context = await testContext({
    deployment: {
      hosts: new Map([...hosts, ['exchange', { name: 'exchange', fqdn, address: '127.0.0.1' }]]),
      certificates: { ...certificates, exchange },
      exchange: { https: true, http: true, autodiscoverName: true, appointments: [] },
    },
  });
  const web = createWebServer(context);
  const mail = createExchangeServer(context);
  const https = await listenHttps(web, context, { service: 'web', address: '127.0.0.1', port: 0 });
  const port = await listenExchange(mail, context, { service: 'exchange', address: '127.0.0.1', port: 0 });
  t.teardown(async () => {
    await Promise.all([https.close(), port.close()]);
    web.close();
    mail.close();
  });
  const connect = [
    ...['--connect-to', `${fqdn}:443:127.0.0.1:${port.port}`],
    ...['--connect-to', `${lyncweb}:443:127.0.0.1:${https.port}`],
  ];
  // The certificates are of the scenario's date; curl's own judgement of them is not what is tested here.
  return { base: ['-q', '-s', '-S', '--insecure', '--max-time', '30', ...connect], port: port.port };
}

peerTest(
  test,
  ['curl', 'xmllint'],
  'curl --ntlm asks Autodiscover and the calendar; xmllint reads both',
  async (t, paths) => {
    const { base } = await lab(t);
    const { file } = temporaryFolder(t);
    const calendar = writeEwsRequest(`<m:FindItem xmlns:m="${EWS_MESSAGES}"/>`);
    const asked = [
      [
        '/Autodiscover/Autodiscover.xml',
        writeAutodiscoverRequest('alice@contoso.com'),
        'EwsUrl',
        /EWS\/Exchange\.asmx/,
      ],
      ['/EWS/Exchange.asmx', calendar, 'ResponseCode', /NoError/],
    ] as const;
    for (const [path, body, element, value] of asked) {
      const data = ['-H', 'Content-Type: text/xml', '-d', `@${file('body.xml', body)}`];
      const ntlm = (password: string) => ['--ntlm', '-u', `CONTOSO\\alice:${password}`, ...data];
      const answer = await run(paths.curl ?? '', [...base, ...ntlm(alicePassword), `https://${fqdn}${path}`]);
      const found = await run(paths.xmllint ?? '', ['--xpath', `string(//*[local-name()='${element}'])`, '-'], answer);
      t.regex(found, value);
      const code = ['-o', '/dev/null', '-w', '%{http_code}'];
      t.is(await run(paths.curl ?? '', [...base, ...code, ...ntlm('wrong'), `https://${fqdn}${path}`]), '401');
    }
  },
);

peerTest(test, ['curl', 'xmllint'], 'curl reads Lync autodiscover as XML and as JSON', async (t, paths) => {
  const { base } = await lab(t);
  const url = `https://${lyncweb}/?sipuri=sip:alice@contoso.com`;
  const accept = (type: string) => ['-H', `Accept: ${type}`];
  const xml = await run(paths.curl ?? '', [
    ...[...base, ...accept('application/vnd.microsoft.rtc.autodiscover+xml;v=1')],
    url,
  ]);
  const user = await run(paths.xmllint ?? '', ['--xpath', "string(//Link[@token='User']/@href)", '-'], xml);
  t.regex(user, /\/root\/user$/m);
  const json = JSON.parse(await run(paths.curl ?? '', [...base, ...accept('application/json'), url])) as {
    _links: { user: { href: string } };
  };
  t.is(json._links.user.href, user.trim());
});

peerTest(
  test,
  ['openssl'],
  'openssl s_client sees the chain of the Exchange host, not of the pool',
  async (t, paths) => {
    const { port } = await lab(t);
    const seen = await run(paths.openssl ?? '', ['s_client', '-connect', `127.0.0.1:${port}`, '-showcerts']);
    t.regex(seen, /subject=.*CN ?= ?mail\.contoso\.com/);
    t.notRegex(seen, /pool01/);
  },
);
