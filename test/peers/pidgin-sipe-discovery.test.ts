import { execFileSync, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { type EventType, type JournalEvent, readJournal } from '../../harness/journal/index.js';
import { type ServedProcess, serve } from '../cli/served.js';
import { mayUseNamespaces } from './namespace-test.js';
import { PeerProcess } from './peer-process.js';
import { pidginTest } from './pidgin.js';
import { temporaryFolder } from './tls-ports.js';

// A Lync client that works with the real servers knows nothing but its address: it finds its pool by Lync autodiscover, reads
// both services' metadata, gets a ticket with NTLM, a certificate with the ticket, and signs in with that. All of it is read in the journal of `mock-lync serve`. The web services are asked on
// port 443, so all of it happens in a network namespace of its own.

const password = 'Correct-Horse-41';

const scenario = `
id: peers/discovery
summary: A client that finds everything by itself.
source: "what is to be shown of autodiscover and certificate provisioning"
deployment:
  sipDomain: contoso.com
  users: { alice: { password: ${password} } }
  frontEnd: { schemes: [TLS-DSK] }
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
async function signIn(t: ExecutionContext, built: string, faults = ''): Promise<SignedIn> {
  const { path, file } = temporaryFolder(t);
  const prefix = namespace(t);
  const served: ServedProcess = await serve(
    [file('discovery.yaml', scenario + faults), '--ports', 'standard', '--output', join(path, 'out')],
    prefix,
  );
  t.teardown(() => served.process.kill('SIGKILL'));
  const { 'front-end': frontEnd, web } = served.ready.endpoints;
  const names = file(
    'hosts',
    [
      `${frontEnd?.address} pool01.contoso.com`,
      `${web?.address} lyncweb.contoso.com lyncdiscoverinternal.contoso.com`,
      '',
    ].join('\n'),
  );
  // Names are resolved by a hosts file that this one client sees, in a mount namespace of its own.
  const client = new PeerProcess(
    t,
    prefix[0] ?? '',
    [
      ...prefix.slice(1),
      ...['unshare', '--mount', 'sh', '-c', 'mount --bind "$1" /etc/hosts && shift && exec "$@"', 'sh', names],
      ...[built, '-d', join(path, 'purple'), '-t', '90', '-w', '1', '-o', 'authentication=tls-dsk'],
      ...['alice@contoso.com,CONTOSO\\alice', password, ''],
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
    if (mayUseNamespaces(t)) await body(t, built);
  });
}

const certProv = '/CertProv/CertProvisioningService.svc';
const tickets = '/WebTicket/WebTicketService.svc';
const autodiscover = '/Autodiscover/AutodiscoverService.svc/root';

namespacePidginTest(
  'pidgin-sipe that knows its address alone finds the pool and signs in by certificate',
  async (t, built) => {
    const { all, exit, output } = await signIn(t, built);
    t.is(exit, 0, output.slice(-2000));
    const asked = all('web.request').map(({ host, method, path, service }) => `${service} ${method} ${host} ${path}`);
    // By http and https at once: which is answered first, and what follows on it, is chance.
    for (const service of ['web', 'web-http']) {
      t.true(asked.includes(`${service} GET lyncdiscoverinternal.contoso.com /`), asked.join('\n'));
    }
    const web = all('web.request').map(({ method, path }) => `${method} ${path}`);
    const first = (request: string) => web.indexOf(request);
    const order = [
      `GET ${autodiscover}`,
      `GET ${autodiscover}/user`,
      `GET ${tickets}/mex`,
      `POST ${tickets}`,
      `GET ${certProv}/mex`,
      `POST ${certProv}/WebTicket_Proof_SHA1`,
    ].map(first);
    t.deepEqual(
      order,
      [...order].sort((one, other) => one - other),
      web.join('\n'),
    );
    t.false(order.includes(-1), web.join('\n'));
    t.like(all('autodiscover.refused')[0], { resource: 'user', status: 401, problem: 'missing' });
    t.like(all('autodiscover.answer').at(-1), { resource: 'user', user: 'alice@contoso.com' });
    t.regex(new URL(all('web-ticket.issued')[0]?.audience ?? '').pathname, /\/root\/user$/);
    const [issued] = all('certificate.issued');
    const [signedIn] = all('front-end.signed-in');
    t.is(signedIn?.scheme, 'TLS-DSK');
    t.is(signedIn?.certificate, issued?.thumbprint);
    t.deepEqual(all('web-ticket.tolerated'), [], 'its ticket and its request name one device');
  },
);

namespacePidginTest(
  'pidgin-sipe gets nowhere where autodiscover fails and nothing else is published',
  async (t, built) => {
    const { all, exit } = await signIn(t, built, 'faults: [{ at: web.autodiscover, do: status, status: 503 }]\n');
    t.is(exit, 1);
    t.true(all('fault.fired').length > 0);
    t.deepEqual(
      all('autodiscover.answer').filter(({ service }) => service === 'web'),
      [],
    );
    t.deepEqual(all('front-end.register'), []);
  },
);
