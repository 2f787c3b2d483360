import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { ExecutionContext } from 'ava';
import { captureInto, writeJournal } from '../../../harness/journal/index.js';
import type { ServerContext } from '../../../harness/servers/context.js';
import { temporaryFolder } from '../../peers/tls-ports.js';
import { behind } from '../../servers/upstream/behind.js';
import { rawServer } from '../../servers/upstream/raw-server.js';
import { testWeb } from '../../servers/web/client.js';

/** A harness before a server that says these bytes, with its journal on disk. */
export async function recording(t: ExecutionContext, answer: (head: string) => Buffer | string) {
  const server = await rawServer(t, (socket, head) => socket.write(answer(head)));
  const ready = temporaryFolder(t).file(randomBytes(4).toString('hex'), '');
  const directory = join(ready, '..');
  const journal = join(directory, 'journal.jsonl');
  const { client, context } = await testWeb(t, {
    upstream: behind(server.port),
    capture: captureInto(join(directory, 'captures')),
  });
  const file = writeJournal(context.journal, journal);
  t.teardown(() => file.close());
  started(context);
  return { journal, directory, client: () => client('web-http'), context };
}

/** As a lab says it when it opens. */
function started({ deployment, journal }: ServerContext): void {
  journal.recorder('lab').record('lab.started', {
    ...{ scenario: 'x/y', variant: 'as reported', seed: '0', date: '2014-11-15T09:00:00Z', endpoints: {}, closed: [] },
    sipDomain: deployment.sipDomain,
    hosts: Object.fromEntries([...deployment.hosts.values()].map(({ fqdn, name }) => [name, fqdn])),
  });
}

/** An answer with its length. */
export function page(body: string | Buffer, ...headers: string[]): Buffer {
  const head = ['HTTP/1.1 200 OK', ...headers, `Content-Length: ${Buffer.byteLength(body)}`, '', ''].join('\r\n');
  return Buffer.concat([Buffer.from(head, 'latin1'), Buffer.from(body)]);
}
