import type { Duplex } from 'node:stream';
import type { ExecutionContext } from 'ava';
import { defaultActiveDirectorySettings } from '../../../harness/deployment/index.js';
import type { FaultSpec } from '../../../harness/faults/index.js';
import type { ServerContext } from '../../../harness/servers/context.js';
import { DirectoryServer } from '../../../harness/servers/directory/index.js';
import { memoryPair } from '../../../harness/tls/index.js';
import {
  decodeLdap,
  encodeLdap,
  type LdapControl,
  type LdapFilter,
  LdapFramer,
  type LdapMessage,
  type LdapOperation,
  resultName,
  type SearchRequest,
} from '../../../harness/wire/ldap/index.js';
import { type TestContextOptions, testContext } from '../deployment.js';

export type Settings = NonNullable<ServerContext['deployment']['activeDirectory']>;
export type { FaultSpec };

export const base = 'DC=contoso,DC=com';
export const configuration = `CN=Configuration,${base}`;
export const keyServices = `CN=Public Key Services,CN=Services,${configuration}`;

/** A domain controller of contoso.com in memory, and a client of it. */
export async function directory(
  t: ExecutionContext,
  settings: Partial<Settings> = {},
  options: TestContextOptions = {},
): Promise<{ readonly context: ServerContext; readonly server: DirectoryServer; connect(): TestClient }> {
  const activeDirectory: Settings = {
    ...defaultActiveDirectorySettings,
    ...{ domain: 'contoso.com', published: [] },
    ...settings,
  };
  const context = await testContext({ ...options, deployment: { activeDirectory, ...options.deployment } });
  const server = new DirectoryServer(context);
  let last = 0;
  const connect = () => {
    const [client, stream] = memoryPair();
    t.teardown(() => client.destroy());
    server.handle(stream, { id: `ldap#${++last}`, service: 'ldap', device: 'phone' });
    return new TestClient(client);
  };
  return { context, server, connect };
}

/** Speaks LDAP by the codec, and gives what was answered. */
export class TestClient {
  readonly stream: Duplex;
  readonly #framer = new LdapFramer(10_000_000, 'LIMIT');
  #heard: LdapMessage[] = [];
  #over = false;
  #wake = () => {};
  #last = 0;

  constructor(stream: Duplex) {
    this.stream = stream;
    stream.on('data', (bytes: Buffer) => {
      this.#heard.push(...this.#framer.push(bytes).map(decodeLdap));
      this.#wake();
    });
    const over = () => {
      this.#over = true;
      this.#wake();
    };
    stream.on('end', over).on('close', over).on('error', over);
  }

  send(operation: LdapOperation, controls: readonly LdapControl[] = []): number {
    this.stream.write(encodeLdap({ id: ++this.#last, operation, controls }));
    return this.#last;
  }

  /** The next message; undefined when the server has hung up. */
  async next(): Promise<LdapMessage | undefined> {
    for (;;) {
      const heard = this.#heard.shift();
      if (heard) return heard;
      if (this.#over) return undefined;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  async ask(operation: LdapOperation): Promise<LdapOperation | undefined> {
    this.send(operation);
    return (await this.next())?.operation;
  }

  async search(request: Partial<SearchRequest>, controls: readonly LdapControl[] = []) {
    this.send(
      {
        ...{ kind: 'searchRequest', base, scope: 'wholeSubtree', derefAliases: 0, sizeLimit: 0, timeLimit: 0 },
        ...{ typesOnly: false, filter: anything, attributes: [] },
        ...request,
      },
      controls,
    );
    const entries: { dn: string; values(name: string): string[] | undefined }[] = [];
    for (;;) {
      const message = await this.next();
      if (!message) return { entries, result: 'closed', message: '', matchedDn: '', controls: [], referrals: [] };
      const { operation } = message;
      if (operation.kind === 'searchResultEntry') {
        const { attributes, dn } = operation;
        const values = (name: string) =>
          attributes.find(({ type }) => type === name)?.values.map((value) => value.toString('latin1'));
        entries.push({ dn, values });
      } else if (operation.kind === 'searchResultDone') {
        const { code, matchedDn, message: text, referrals } = operation;
        return { entries, result: resultName(code), message: text, matchedDn, controls: message.controls, referrals };
      }
    }
  }

  async bind(name: string, password: string) {
    const credentials = { method: 'simple', password: Buffer.from(password) } as const;
    const answer = await this.ask({ kind: 'bindRequest', version: 3, name, credentials });
    return answer?.kind === 'bindResponse' ? { result: resultName(answer.code), message: answer.message } : undefined;
  }
}

export const anything: LdapFilter = { kind: 'present', attribute: 'objectClass' };

export function equals(attribute: string, value: string): LdapFilter {
  return { kind: 'equality', attribute, value: Buffer.from(value) };
}
