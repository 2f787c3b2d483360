import { execFileSync, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { type EventType, type JournalEvent, readJournal } from '../../harness/journal/index.js';
import { instanceFromEpid } from '../../harness/wire/sip/index.js';
import { type ServedProcess, serve } from '../cli/served.js';
import { namespacesMissing } from './namespaces.js';
import { PeerProcess } from './peer-process.js';
import { pidginTest } from './pidgin.js';
import { temporaryFolder } from './tls-ports.js';

// A Lync client that works with the real servers is offered TLS-DSK alone: it reads both services' metadata, gets a ticket
// with NTLM, a certificate with the ticket, and signs in with the certificate. All of it is read in the journal. The web
// services are asked on port 443, so all of it happens in a network namespace of its own.

const password = 'Correct-Horse-41';

const scenario = (provisioning: string) => `
id: peers/certificate
summary: A client that signs in with a certificate.
source: "what is to be shown of certificate provisioning"
deployment:
  sipDomain: contoso.com
  users: { alice: { password: ${password} } }
  frontEnd: { schemes: [TLS-DSK] }
  certificateProvisioning: ${provisioning}
phone: { model: CX700, firmware: 4.0.7577.4420, signIn: usb, user: alice }
expect: { outcome: signed-in }
`;

/** A network of loopback alone, gone with the test. */
function namespace(t: ExecutionContext): readonly string[] {
  const name = `ml-lone-${randomBytes(3).toString('hex')}`;
  execFileSync('ip', ['netns', 'add', name], { stdio: 'pipe' });
  t.teardown(() => spawnSync('ip', ['netns', 'del', name]));
  const prefix = ['ip', 'netns', 'exec', name];
  execFileSync('ip', [...prefix.slice(1), 'ip', 'link', 'set', 'lo', 'up'], { stdio: 'pipe' });
  return prefix;
}

interface SignedIn {
  readonly exit: number;
  readonly output: string;
  all<T extends EventType>(type: T): JournalEvent<T>[];
}

/** Serve, let the client sign in, stop; what the journal has. */
async function signIn(t: ExecutionContext, built: string, provisioning: string): Promise<SignedIn> {
  const { path, file } = temporaryFolder(t);
  const prefix = namespace(t);
  const served: ServedProcess = await serve(
    [file('certificate.yaml', scenario(provisioning)), '--ports', 'standard', '--output', join(path, 'out')],
    prefix,
  );
  t.teardown(() => served.process.kill('SIGKILL'));
  const { 'front-end': frontEnd, web } = served.ready.endpoints;
  const names = file('hosts', `${frontEnd?.address} pool01.contoso.com\n${web?.address} lyncweb.contoso.com\n`);
  // Names are resolved by a hosts file that this one client sees, in a mount namespace of its own.
  const client = new PeerProcess(
    t,
    prefix[0] ?? '',
    [
      ...prefix.slice(1),
      ...['unshare', '--mount', 'sh', '-c', 'mount --bind "$1" /etc/hosts && shift && exec "$@"', 'sh', names],
      ...[built, '-d', join(path, 'purple'), '-t', '90', '-w', '1', '-o', 'authentication=tls-dsk'],
      ...['alice@contoso.com,CONTOSO\\alice', password, 'pool01.contoso.com:5061'],
    ],
    {},
    90_000,
  );
  const exit = await client.exited;
  await served.stop();
  const events = readJournal(join(path, 'out', 'journal.jsonl'));
  return {
    exit,
    output: client.output,
    all: (type) => events.filter((event) => event.type === type) as unknown as JournalEvent<typeof type>[],
  };
}

function namespacePidginTest(title: string, body: (t: ExecutionContext, built: string) => Promise<void>): void {
  pidginTest(test, title, async (t, built) => {
    const missing = namespacesMissing();
    if (missing === undefined) return await body(t, built);
    t.log(`not run: ${missing}`);
    if (process.env.CI) t.fail(missing);
    else t.pass();
  });
}

const certProv = '/CertProv/CertProvisioningService.svc';

namespacePidginTest('pidgin-sipe fetches its certificate and signs in with it', async (t, built) => {
  const { all, exit, output } = await signIn(t, built, '{}');
  t.is(exit, 0, output.slice(-2000));
  const asked = all('web.request').map(({ method, path }) => `${method} ${path}`);
  const ticket = 'POST /WebTicket/WebTicketService.svc';
  t.deepEqual(asked.slice(0, 6), [
    `GET ${certProv}/mex`,
    'GET /WebTicket/WebTicketService.svc/mex',
    ...[ticket, ticket, ticket],
    `POST ${certProv}/WebTicket_Proof_SHA1`,
  ]);
  const [issued] = all('certificate.issued');
  const [signedIn] = all('front-end.signed-in');
  t.is(signedIn?.scheme, 'TLS-DSK');
  t.is(signedIn?.certificate, issued?.thumbprint);
  t.is(issued?.deviceId, `{${instanceFromEpid(signedIn?.epid ?? '')}}`, 'it names itself by its instance');
  t.is(all('web-ticket.issued')[0]?.method, 'ntlm');
  t.deepEqual(all('certificate.refused'), []);
});

namespacePidginTest('pidgin-sipe is refused with a certificate that was revoked', async (t, built) => {
  const { all, exit } = await signIn(t, built, '{ revokeAfter: 0s }');
  t.is(exit, 1);
  t.is(all('certificate.issued').length > 0, true);
  t.is(all('front-end.refused')[0]?.problem, 'revoked');
  t.deepEqual(all('front-end.signed-in'), []);
});

namespacePidginTest('pidgin-sipe gets nowhere without metadata', async (t, built) => {
  const { all, exit } = await signIn(t, built, '{ metadata: false }');
  t.is(exit, 1);
  t.like(all('web.response')[0], { status: 404, path: `${certProv}/mex` });
  t.deepEqual(all('web-ticket.issued'), []);
});
