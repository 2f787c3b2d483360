import test, { type ExecutionContext } from 'ava';
import { defaultTlsSettings } from '../../harness/tls/settings/index.js';
import { eventsOf } from '../servers/deployment.js';
import { legacySuites } from './legacy-suites.js';
import { PeerProcess } from './peer-process.js';
import { peerTest } from './program.js';
import {
  journalled,
  type Question,
  sipQuestion,
  type TlsPorts,
  temporaryFolder,
  tlsPorts,
  webQuestion,
} from './tls-ports.js';

// One port for a phone of 2007 and a browser of today: openssl in every version it has, on the very same listener.

interface Version {
  readonly options: readonly string[];
  /** As s_client writes it. */
  readonly openssl: string;
  /** As the journal writes it. */
  readonly journal: string;
}

const old = ['-cipher', 'AES128-SHA:@SECLEVEL=0'];
const versions: readonly Version[] = [
  { options: ['-tls1', ...old], openssl: 'TLSv1', journal: 'TLS 1.0' },
  { options: ['-tls1_1', ...old], openssl: 'TLSv1.1', journal: 'TLS 1.1' },
  { options: ['-tls1_2'], openssl: 'TLSv1.2', journal: 'TLS 1.2' },
  { options: ['-tls1_3'], openssl: 'TLSv1.3', journal: 'TLS 1.3' },
];

interface Port {
  readonly service: 'front-end' | 'web';
  readonly question: Question;
  of(ports: TlsPorts): number;
}

const ports: readonly Port[] = [
  { service: 'front-end', question: sipQuestion, of: ({ frontEnd }) => frontEnd },
  { service: 'web', question: webQuestion, of: ({ web }) => web },
];

/** Asks once; gives the summary of the session: `New, SSLv3, Cipher is AES128-SHA` and the protocol. */
async function ask(t: ExecutionContext, openssl: string, port: number, question: Question, options: readonly string[]) {
  const args = ['s_client', '-connect', `127.0.0.1:${port}`, '-ign_eof', ...options];
  const client = new PeerProcess(t, openssl, args);
  client.write(question.ask);
  await client.saw(question.answer);
  await client.stop();
  const [, kind = ''] = /^(New|Reused), /m.exec(client.output) ?? [];
  const [, protocol = ''] = /^ *Protocol *: (.*)$/m.exec(client.output) ?? [];
  return { kind, protocol: protocol || (/^(?:New|Reused), (TLSv1\.3),/m.exec(client.output)?.[1] ?? '') };
}

for (const { service, question, of } of ports) {
  peerTest(
    test,
    ['openssl'],
    `openssl in TLS 1.0 to 1.3 talks with the one port of ${service}, and resumes`,
    async (t, { openssl = '' }) => {
      const opened = await tlsPorts(t);
      const folder = temporaryFolder(t);
      await Promise.all(
        versions.map(async ({ options, openssl: protocol }) => {
          const session = `${folder.path}/${protocol}`;
          const first = await ask(t, openssl, of(opened), question, [...options, '-sess_out', session]);
          t.deepEqual(first, { kind: 'New', protocol });
          const second = await ask(t, openssl, of(opened), question, [...options, '-sess_in', session]);
          t.deepEqual(second, { kind: 'Reused', protocol });
        }),
      );
      const agreed = eventsOf(opened.context.journal, 'tls.established').map(({ version }) => version);
      const expected = versions.flatMap(({ journal }) => [journal, journal]);
      t.deepEqual(agreed.sort(), expected.sort());
      await journalled(opened.context, 'connection.closed', expected.length);
      t.deepEqual(eventsOf(opened.context.journal, 'tls.refused'), []);
    },
  );
}

for (const suite of legacySuites.filter(({ number }) => number >= 0x2f)) {
  peerTest(
    test,
    ['openssl'],
    `openssl in TLS 1.0 with ${suite.name} agrees with the engine forced on it`,
    async (t, { openssl = '' }) => {
      const cipher = suite.number === 0x2f ? 'AES128-SHA' : 'AES256-SHA';
      const tls = { default: { ...defaultTlsSettings, engine: 'tls10' } } as const;
      const opened = await tlsPorts(t, { deployment: { tls } });
      const session = `${temporaryFolder(t).path}/session`;
      const options = ['-tls1', '-cipher', `${cipher}:@SECLEVEL=0`];
      const first = await ask(t, openssl, opened.frontEnd, sipQuestion, [...options, '-sess_out', session]);
      t.deepEqual(first, { kind: 'New', protocol: 'TLSv1' });
      const second = await ask(t, openssl, opened.frontEnd, sipQuestion, [...options, '-sess_in', session]);
      t.deepEqual(second, { kind: 'Reused', protocol: 'TLSv1' });
      const agreed = eventsOf(opened.context.journal, 'tls.established').map((event) =>
        [event.suite, event.engine, event.resumed].join(' '),
      );
      t.deepEqual(agreed, [`${suite.name} tls10 false`, `${suite.name} tls10 true`]);
    },
  );
}

for (const program of ['openssl', 'curl'] as const) {
  peerTest(test, [program], `${program} that does not trust the root says unknown_ca`, async (t, paths) => {
    const { context, frontEnd, web } = await tlsPorts(t);
    const refusing =
      program === 'openssl'
        ? ['s_client', '-connect', `127.0.0.1:${frontEnd}`, '-verify_return_error', '-tls1', ...old]
        : ['-q', '-sS', '--connect-to', `::127.0.0.1:${web}`, 'https://lyncweb.contoso.com/'];
    const client = new PeerProcess(t, paths[program] ?? '', refusing);
    t.not(await client.finish(), 0);
    const [refusal, ...others] = await journalled(context, 'tls.refused', 1);
    t.deepEqual(others, []);
    t.like(refusal, { by: 'phone', how: 'alert', alert: 'unknown_ca' });
    t.deepEqual(eventsOf(context.journal, 'front-end.request'), [], 'nothing is said to who is not trusted');
  });
}
