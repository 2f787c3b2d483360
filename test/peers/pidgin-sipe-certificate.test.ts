import { randomInt } from 'node:crypto';
import test, { type ExecutionContext } from 'ava';
import {
  type Deployment,
  defaultCertificateProvisioningSettings,
  defaultFrontEndSettings,
} from '../../harness/deployment/index.js';
import { ScenarioClock } from '../../harness/foundation/clock/index.js';
import type { ServerContext } from '../../harness/servers/context.js';
import { FrontEnd, listenFrontEnd } from '../../harness/servers/front-end/index.js';
import { createWebServer, listenHttps } from '../../harness/servers/web/index.js';
import { instanceFromEpid } from '../../harness/wire/sip/index.js';
import { keptAuthority } from '../certs/kept-keys.js';
import { alicePassword, eventsOf, jeffPassword, testContext } from '../servers/deployment.js';
import { pidgin, pidginTest, signaturesSeen } from './pidgin.js';
import { signedThroughout } from './signed-sessions.js';

// The whole way of a client with a certificate of its own: metadata, a ticket by NTLM, GetAndPublishCert, TLS-DSK.

/** Metadata has names without ports, so the servers are where those lead: 5061 and 443 of addresses nobody else has. */
async function lab(t: ExecutionContext, more: Partial<Deployment> = {}): Promise<ServerContext & { server: string }> {
  const net = `127.${randomInt(70, 250)}.${randomInt(1, 255)}`;
  const hosts = new Map(
    (['front-end', 'web', 'dc'] as const).map((name, index) => {
      const address = `${net}.${index + 1}`;
      return [name, { name, fqdn: address, address }] as const;
    }),
  );
  // The client has the date of this machine, and takes no certificate that is not valid by it.
  const start = new Date();
  const provisioning = await keptAuthority(start);
  const frontEnd = { ...defaultFrontEndSettings, schemes: ['TLS-DSK'] as const };
  const context = await testContext({
    clock: new ScenarioClock({ start, waits: 'real' }),
    deployment: { frontEnd, hosts, provisioning, ...more },
  });
  const web = createWebServer(context);
  const listeners = [
    await listenFrontEnd(new FrontEnd(context), context, { service: 'front-end', address: `${net}.1`, port: 5061 }),
    await listenHttps(web, context, { service: 'web', address: `${net}.2`, port: 443 }),
  ];
  t.teardown(async () => {
    await Promise.all(listeners.map((listener) => listener.close()));
    web.close();
  });
  return { ...context, server: `${net}.1:5061` };
}

const byCertificate = ['-o', 'authentication=tls-dsk'];

/** Challenged, then again once it has its certificate, then two steps of the handshake (observed of version 1.25). */
const REGISTERS = [401, 401, 401, 401, 200];
const UNSIGNED = REGISTERS.length - 1;

/** What it asked of the web services, in order, up to its certificate. */
const ASKED = [
  'GET /CertProv/CertProvisioningService.svc/mex 200',
  'GET /WebTicket/WebTicketService.svc/mex 200',
  'POST /WebTicket/WebTicketService.svc 401',
  'POST /WebTicket/WebTicketService.svc 401',
  'POST /WebTicket/WebTicketService.svc 200',
  'POST /CertProv/CertProvisioningService.svc/WebTicket_Proof_SHA1 200',
];

function asked({ journal }: Pick<ServerContext, 'journal'>): string[] {
  const answers = eventsOf(journal, 'web.response');
  return eventsOf(journal, 'web.request').map(({ method, path }, i) => `${method} ${path} ${answers[i]?.status}`);
}

for (const { title, options } of [
  { title: 'TLS of today', options: [] },
  { title: 'TLS 1.0 and RC4 alone', options: ['-m', '769', '-s', '0x0005'] },
]) {
  pidginTest(test, `pidgin-sipe gets a certificate and signs in with it, over ${title}`, async (t, built) => {
    const context = await lab(t);
    const { journal, server } = context;
    const client = pidgin(t, built, {
      ...{ server, user: 'alice', password: alicePassword, options: [...byCertificate, ...options] },
    });
    t.is(await client.exited, 0, client.output.slice(-2000));
    t.deepEqual(asked(context).slice(0, ASKED.length), ASKED);
    const [ticket, ...tickets] = eventsOf(journal, 'web-ticket.issued');
    t.like(ticket, { user: 'alice@contoso.com', method: 'ntlm' });
    // Another one, for the address book, once it is signed in.
    t.deepEqual(
      tickets.map(({ audience }) => new URL(audience).pathname),
      ['/groupexpansion/service.svc/WebTicket_Bearer'],
    );
    const [issued, ...more] = eventsOf(journal, 'certificate.issued');
    t.deepEqual(more, []);
    const [signedIn] = eventsOf(journal, 'front-end.signed-in');
    t.like(signedIn, { user: 'alice@contoso.com', scheme: 'TLS-DSK', certificate: issued?.thumbprint });
    t.is(issued?.deviceId, `{${instanceFromEpid(signedIn?.epid ?? '')}}`, 'it names itself by its instance');
    signedThroughout(t, journal, REGISTERS);
    const { messages, valid, invalid } = signaturesSeen(client.output);
    t.is(invalid, 0);
    t.is(valid, messages - UNSIGNED, 'every message of ours after the handshake');
  });
}

pidginTest(test, 'pidgin-sipe with a wrong password gets neither ticket nor certificate', async (t, built) => {
  const context = await lab(t);
  const { journal, server } = context;
  const client = pidgin(t, built, { server, user: 'alice', password: jeffPassword, options: byCertificate });
  t.is(await client.exited, 1, client.output.slice(-2000));
  t.deepEqual(asked(context).slice(0, 5), [...ASKED.slice(0, 4), 'POST /WebTicket/WebTicketService.svc 401']);
  const refusals = eventsOf(journal, 'web.response').flatMap(({ raw }) => {
    const diagnostics = /^X-Ms-diagnostics: .*$/m.exec(Buffer.from(raw ?? '', 'base64').toString())?.[0];
    return diagnostics === undefined ? [] : [diagnostics];
  });
  t.regex(refusals[0] ?? '', /^X-Ms-diagnostics: 28020;/);
  t.deepEqual(eventsOf(journal, 'certificate.issued'), []);
  t.deepEqual(eventsOf(journal, 'front-end.signed-in'), []);
});

pidginTest(test, 'pidgin-sipe with a certificate that was revoked is refused by the Registrar', async (t, built) => {
  const { journal, pool, server } = await lab(t);
  journal.subscribe((event) => {
    if (event.type === 'certificate.issued') pool.certificates.revoke(String(event.thumbprint));
  });
  const client = pidgin(t, built, { server, user: 'alice', password: alicePassword, options: byCertificate });
  t.is(await client.exited, 1, client.output.slice(-2000));
  t.is(eventsOf(journal, 'certificate.issued').length, 1);
  t.like(eventsOf(journal, 'front-end.refused')[0], { status: 401, problem: 'revoked' });
  t.deepEqual(eventsOf(journal, 'front-end.signed-in'), []);
});

pidginTest(test, 'pidgin-sipe that trusts nobody never asks the web services', async (t, built) => {
  const { journal, server } = await lab(t);
  const options = [...byCertificate, '-k'];
  const client = pidgin(t, built, { server, user: 'alice', password: alicePassword, options });
  t.is(await client.exited, 1, client.output.slice(-2000));
  t.deepEqual(eventsOf(journal, 'web.request'), []);
  t.deepEqual(eventsOf(journal, 'front-end.register'), []);
});

pidginTest(test, 'pidgin-sipe gets nowhere without metadata', async (t, built) => {
  const certificateProvisioning = { ...defaultCertificateProvisioningSettings, metadata: false };
  const { journal, server } = await lab(t, { certificateProvisioning });
  const client = pidgin(t, built, { server, user: 'alice', password: alicePassword, options: byCertificate });
  t.is(await client.exited, 1, client.output.slice(-2000));
  t.like(eventsOf(journal, 'web.response')[0], { status: 404, path: '/CertProv/CertProvisioningService.svc/mex' });
  t.deepEqual(eventsOf(journal, 'web-ticket.issued'), []);
});
