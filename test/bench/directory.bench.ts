import { type ChildProcess, execFileSync, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { encodeLdap, type LdapFilter, LdapFramer, type SearchRequest } from '../../harness/wire/ldap/index.js';
import { program } from '../peers/program.js';
import type { Benchmark } from './benchmark.js';
import { benchUsers } from './directory-server/users.js';

const IN_FLIGHT = 32;
const suffix = 'DC=contoso,DC=com';
const SEARCH_RESULT_DONE = 0x65;

/** Asks again and again, some at a time on one connection, until all are answered. */
class Asker {
  readonly #socket: Socket;
  readonly #framer = new LdapFramer(10_000_000, 'LIMIT');
  #done = () => {};

  private constructor(socket: Socket) {
    this.#socket = socket.setNoDelay(true);
    socket.on('data', (bytes: Buffer) => {
      for (const message of this.#framer.push(bytes)) if (operationTag(message) === SEARCH_RESULT_DONE) this.#done();
    });
  }

  static async open(port: number): Promise<Asker> {
    const socket = connect(port, '127.0.0.1');
    await once(socket, 'connect');
    return new Asker(socket);
  }

  async ask(request: Omit<SearchRequest, 'kind'>, times: number): Promise<number> {
    const message = encodeLdap({ id: 1, operation: { kind: 'searchRequest', ...request }, controls: [] });
    let sent = 0;
    let done = 0;
    await new Promise<void>((resolve) => {
      const send = () => {
        sent++;
        this.#socket.write(message);
      };
      this.#done = () => {
        if (++done === times) resolve();
        else if (sent < times) send();
      };
      for (let count = 0; count < IN_FLIGHT; count++) send();
    });
    return times;
  }

  close(): void {
    this.#socket.destroy();
  }
}

/** Behind the head of the sequence and the message number. */
function operationTag(message: Buffer): number {
  const first = message[1] ?? 0;
  const at = first < 0x80 ? 2 : 2 + (first & 0x7f);
  return message[at + 2 + (message[at + 1] ?? 0)] ?? 0;
}

/** slapd with as many people, in memory-mapped files of a folder that goes afterwards. */
async function slapd(): Promise<{ readonly port: number; close(): void }> {
  const [server, add] = [program('slapd'), program('slapadd')];
  if (!server || !add) throw new Error('slapd is not installed');
  const folder = mkdtempSync(join(tmpdir(), 'mock-lync-slapd-'));
  chmodSync(folder, 0o755);
  mkdirSync(join(folder, 'db'));
  const config = join(folder, 'slapd.conf');
  writeFileSync(
    config,
    [
      ...['core', 'cosine', 'inetorgperson'].map((name) => `include /etc/ldap/schema/${name}.schema`),
      ...['modulepath /usr/lib/ldap', 'moduleload back_mdb', `pidfile ${folder}/slapd.pid`, 'loglevel 0'],
      ...[
        'sizelimit unlimited',
        'database mdb',
        `suffix "${suffix}"`,
        `directory ${folder}/db`,
        'access to * by * read',
      ],
      '',
    ].join('\n'),
  );
  const people = benchUsers().map(({ displayName, extension, name, phoneNumber, sipAddress }, index) => {
    return [
      `dn: CN=${displayName},CN=Users,${suffix}`,
      ...['objectClass: inetOrgPerson', `cn: ${displayName}`, `sn: ${index}`, `uid: ${name}`, `mail: ${sipAddress}`],
      ...[`telephoneNumber: ${phoneNumber}`, `description: ${extension}`, ''],
    ].join('\n');
  });
  const top = [
    `dn: ${suffix}\nobjectClass: domain\ndc: contoso\n`,
    `dn: CN=Users,${suffix}\nobjectClass: person\ncn: Users\nsn: x\n`,
  ];
  execFileSync(add, ['-f', config], { input: [...top, ...people].join('\n') });
  const port = 40_000 + (process.pid % 10_000);
  const child: ChildProcess = spawn(server, ['-f', config, '-h', `ldap://127.0.0.1:${port}`, '-d', '0'], {
    stdio: 'ignore',
  });
  for (let tries = 0; ; tries++) {
    try {
      (await Asker.open(port)).close();
      break;
    } catch (error) {
      if (tries === 50) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
  return {
    port,
    close: () => {
      child.kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function benchmark(name: string, times: number, request: () => Omit<SearchRequest, 'kind'>): Benchmark {
  return {
    name,
    peer: 'slapd',
    prepare: async () => {
      const server = fork(fileURLToPath(new URL('./directory-server/serve.js', import.meta.url)));
      const [port] = (await once(server, 'message')) as [number];
      const peer = await slapd();
      const [ours, theirs] = [await Asker.open(port), await Asker.open(peer.port)];
      return {
        ours: () => ours.ask(request(), times),
        theirs: () => theirs.ask(request(), times),
        close: async () => {
          ours.close();
          theirs.close();
          server.kill();
          peer.close();
        },
      };
    },
  };
}

const limits = { derefAliases: 0, sizeLimit: 0, timeLimit: 0, typesOnly: false } as const;
const anything: LdapFilter = { kind: 'present', attribute: 'objectClass' };

export const benchmarks: readonly Benchmark[] = [
  benchmark('LDAP base search answered and recorded', 10_000, () => ({
    ...limits,
    ...{ base: `CN=User 7,CN=Users,${suffix}`, scope: 'baseObject', filter: anything, attributes: ['cn', 'mail'] },
  })),
  benchmark('LDAP filtered subtree over 500 entries, answered and recorded', 2_000, () => ({
    ...limits,
    ...{ base: suffix, scope: 'wholeSubtree', attributes: ['cn', 'mail'] },
    filter: {
      kind: 'and',
      filters: [
        { kind: 'present', attribute: 'mail' },
        { kind: 'substrings', attribute: 'mail', initial: Buffer.from('user12'), any: [], final: Buffer.from('com') },
      ],
    },
  })),
];
