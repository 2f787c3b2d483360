import { execFile, execFileSync } from 'node:child_process';
import { createHash, X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { summarize } from '../../certs/trust/index.js';
import { authoritiesOf, trustedCaOfCertificate } from '../../harness/deployment/index.js';
import { createWebServer, listenHttp, listenHttps } from '../../harness/servers/web/index.js';
import {
  GET_AND_PUBLISH_CERT_ACTION,
  writeMetadataRequest,
  writeRootChainRequest,
} from '../../harness/wire/soap/index.js';
import { alicePin, eventsOf, testContext, testDate } from '../servers/deployment.js';
import { foreignRoot, provisioning } from '../servers/web/certificate-provisioning/provisioning.js';
import { WebClient } from '../servers/web/client.js';
import { certificatePath, certificateRequest, pinTicket } from '../servers/web/sign-in.js';
import { peerTest } from './program.js';

// Programs nobody here wrote fetch, read and verify what the Certificate Provisioning Service gives, and make what it takes.

const path = '/CertProv/CertProvisioningService.svc';
const host = 'lyncweb.contoso.com';

interface Ran {
  readonly code: number;
  readonly output: Buffer;
  readonly errors: string;
}

function run(program = '', args: readonly string[] = [], input?: Buffer): Promise<Ran> {
  return new Promise((resolve) => {
    const child = execFile(program, args, { encoding: 'buffer' }, (error, output, errors) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, output, errors: errors.toString() }),
    );
    child.stdin?.on('error', () => {});
    child.stdin?.end(input);
  });
}

/** The service on its three ports, with another company's root in TrustedCACerts; curl finds it under its own name. */
async function lab(t: ExecutionContext) {
  const folder = mkdtempSync(join(tmpdir(), 'mock-lync-certprov-'));
  t.teardown(() => rmSync(folder, { recursive: true, force: true }));
  const root = await foreignRoot();
  const context = await testContext(provisioning({ trustedCas: [trustedCaOfCertificate(root, 'TrustedRootCA')] }));
  const web = createWebServer(context);
  const place = { address: '127.0.0.1', port: 0 };
  const listeners = await Promise.all([
    listenHttp(web, { service: 'web-http', ...place }, 'web-http'),
    listenHttp(web, { service: 'web-http-8080', ...place }, 'web-http-8080'),
    listenHttps(web, context, { service: 'web', ...place }),
  ]);
  t.teardown(async () => {
    await Promise.all(listeners.map((listener) => listener.close()));
    web.close();
  });
  const connect = [80, 8080, 443].flatMap((port, index) => [
    ...['--connect-to', `${host}:${port}:127.0.0.1:${listeners[index]?.port}`],
  ]);
  const file = (name: string, content: string | Buffer): string => {
    const whole = join(folder, name);
    writeFileSync(whole, content);
    return whole;
  };
  // The certificates are of the scenario's date, long past; curl's own judgement of them is not what is tested here.
  const curl = ['-q', '--silent', '--show-error', '--fail', '--insecure', '--max-time', '30', ...connect];
  const expected = [...authoritiesOf(context.deployment.certificates.default), root];
  return { context, web, curl, file, folder, expected: expected.map((each) => summarize(each).thumbprint).sort() };
}

const ports = { 80: `http://${host}`, 8080: `http://${host}:8080`, 443: `https://${host}` } as const;

/** SHA-1 thumbprints of what openssl finds in a PKCS#7. */
async function thumbprintsBy(openssl: string | undefined, pkcs7: Buffer): Promise<string[]> {
  const { output, errors } = await run(openssl, ['pkcs7', '-inform', 'DER', '-print_certs'], pkcs7);
  if (errors !== '') throw new Error(errors);
  const blocks = output.toString().match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  return blocks
    .map((pem) => createHash('sha1').update(new X509Certificate(pem).raw).digest('hex').toUpperCase())
    .sort();
}

for (const port of [80, 8080, 443] as const) {
  peerTest(test, ['curl', 'openssl', 'xmllint'], `the chain by GET and by SOAP on port ${port}`, async (t, paths) => {
    const { context, curl, expected, file } = await lab(t);
    for (const url of [path, `${path.toUpperCase()}/`]) {
      const got = await run(paths.curl, [...curl, `${ports[port]}${url}`]);
      t.is(got.errors, '');
      t.deepEqual(await thumbprintsBy(paths.openssl, got.output), expected, url);
    }
    const body = file('chain.xml', writeRootChainRequest());
    const soap = await run(paths.curl, [
      ...curl,
      '-H',
      'Content-Type: text/xml',
      '-d',
      `@${body}`,
      `${ports[port]}${path}`,
    ]);
    t.is(soap.errors, '');
    t.is((await run(paths.xmllint, ['--noout', '-'], soap.output)).errors, '');
    const token = await run(
      paths.xmllint,
      ['--xpath', 'string(//*[local-name()="BinarySecurityToken"])', '-'],
      soap.output,
    );
    t.deepEqual(await thumbprintsBy(paths.openssl, Buffer.from(token.output.toString(), 'base64')), expected);
    t.deepEqual(
      eventsOf(context.journal, 'root-chain.served').map((event) => event.port),
      [port, port, port],
    );
  });
}

peerTest(test, ['curl', 'xmllint'], 'curl fetches the metadata, xmllint accepts every document', async (t, paths) => {
  const { curl, file } = await lab(t);
  const body = file('mex.xml', writeMetadataRequest(`https://${host}${path}/mex`, 'urn:uuid:1'));
  const asks = [
    [`${ports[443]}${path}/mex`],
    [`${ports[443]}${path}?wsdl`],
    [`${ports[443]}${path}?singleWsdl`],
    ['-H', 'Content-Type: application/soap+xml', '-d', `@${body}`, `${ports[443]}${path}/mex`],
  ];
  for (const ask of asks) {
    const { errors, output } = await run(paths.curl, [...curl, ...ask]);
    t.is(errors, '');
    t.is((await run(paths.xmllint, ['--noout', '--nonet', '-'], output)).errors, '', ask.at(-1));
    const policies =
      '//*[local-name()="service"]/*[@name="CertProvisioningServiceWebTicketProof_SHA1"]/*[local-name()="address"]/@location';
    const location = await run(paths.xmllint, ['--xpath', `string(${policies})`, '-'], output);
    t.is(location.output.toString().trim(), `https://${host}${certificatePath}`);
  }
  const broken = await run(paths.xmllint, ['--noout', '-'], Buffer.from('<wsdl:definitions/>'));
  t.not(broken.errors, '', 'xmllint sees what is wrong');
});

/** A request made by openssl, RSA 2048. */
function requestBy(openssl: string | undefined, folder: string, digest: string): Buffer {
  const key = ['-newkey', 'rsa:2048', '-nodes', '-keyout', join(folder, 'phone.key')];
  const subject = ['-subj', '/CN=alice@contoso.com', '-outform', 'DER'];
  return execFileSync(openssl ?? '', ['req', '-new', '-batch', `-${digest}`, ...key, ...subject], { stdio: 'pipe' });
}

/** GetAndPublishCert by curl on https with a ticket of alice's. */
async function ask(
  { curl, file, web }: Awaited<ReturnType<typeof lab>>,
  curlPath: string | undefined,
  request: Buffer,
): Promise<Ran> {
  const ticket = await pinTicket(new WebClient(web), '1001', alicePin);
  const body = file('ask.xml', await certificateRequest({ ticket, request }));
  const headers = ['-H', 'Content-Type: text/xml', '-H', `SOAPAction: "${GET_AND_PUBLISH_CERT_ACTION}"`];
  return await run(curlPath, [...curl, ...headers, '--data-binary', `@${body}`, `${ports[443]}${certificatePath}`]);
}

for (const digest of ['sha1', 'sha256']) {
  peerTest(
    test,
    ['curl', 'openssl', 'xmllint'],
    `a request signed by openssl with ${digest} is taken, and openssl verifies the certificate`,
    async (t, paths) => {
      const open = await lab(t);
      const answer = await ask(open, paths.curl, requestBy(paths.openssl, open.folder, digest));
      t.is(answer.errors, '');
      t.is((await run(paths.xmllint, ['--noout', '-'], answer.output)).errors, '');
      const xpath = 'string(//*[local-name()="RequestedSecurityToken"]/*[local-name()="BinarySecurityToken"])';
      const token = await run(paths.xmllint, ['--xpath', xpath, '-'], answer.output);
      const der = Buffer.from(token.output.toString(), 'base64');
      const pem = open.file('user.pem', new X509Certificate(der).toString());
      const { deployment } = open.context;
      const ca = open.file('ca.pem', new X509Certificate(deployment.provisioning.certificate).toString());
      const at = String(testDate.getTime() / 1000);
      const verify = (...more: string[]) =>
        run(paths.openssl, ['verify', '-attime', at, '-x509_strict', '-CAfile', ca, ...more, pem]);
      t.regex((await verify('-purpose', 'sslclient')).output.toString(), /: OK/);
      t.not((await verify('-purpose', 'sslserver')).code, 0, 'it is for clients alone');
      const shown = await run(paths.openssl, [
        ...['x509', '-in', pem, '-noout', '-subject', '-issuer', '-dates', '-ext', 'subjectAltName,extendedKeyUsage'],
      ]);
      const text = shown.output.toString();
      t.regex(text, /subject=CN ?= ?alice@contoso\.com\n/);
      t.regex(text, /issuer=CN ?= ?Communications Server\n/);
      t.regex(text, /URI:sip:alice@contoso\.com/);
      t.regex(text, /TLS Web Client Authentication/);
      t.regex(text, /notBefore=Nov 15 08:5\d:\d\d 2014 GMT\nnotAfter=May 14 09:0\d:\d\d 2015 GMT/);
      const [mine, theirs] = await Promise.all([
        run(paths.openssl, ['pkey', '-in', join(open.folder, 'phone.key'), '-pubout']),
        run(paths.openssl, ['x509', '-in', pem, '-noout', '-pubkey']),
      ]);
      t.deepEqual(mine.output, theirs.output);
    },
  );
}

peerTest(test, ['curl', 'openssl'], 'a request of openssl’s whose signature is broken is refused', async (t, paths) => {
  const open = await lab(t);
  const request = requestBy(paths.openssl, open.folder, 'sha256');
  request[request.length - 1] = (request.at(-1) ?? 0) ^ 1;
  const answer = await ask(open, paths.curl, request);
  t.regex(answer.errors, /500/);
  t.is(eventsOf(open.context.journal, 'certificate.refused')[0]?.problem, 'bad-request-signature');
  t.deepEqual(open.context.pool.certificates.list(), []);
});
