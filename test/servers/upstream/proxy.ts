import type { ExecutionContext } from 'ava';
import { FaultPlan, type FiredFault } from '../../../harness/faults/index.js';
import type { Journal } from '../../../harness/journal/index.js';
import type { UpstreamLimits, UpstreamPlan } from '../../../harness/servers/sockets/upstream/index.js';
import { parsed } from '../../faults/parse.js';
import { eventsOf } from '../deployment.js';
import { testWeb } from '../web/client.js';
import { behind } from './behind.js';
import { rawServer } from './raw-server.js';

type Answer = Parameters<typeof rawServer>[1];

interface Options {
  readonly plan?: Partial<UpstreamPlan>;
  readonly limits?: Partial<UpstreamLimits>;
  /** As a scenario has them. */
  readonly faults?: readonly Record<string, unknown>[];
}

/** The harness on plain http before a server that answers as told. */
export async function proxy(t: ExecutionContext, answer: Answer, { faults: specs = [], limits, plan }: Options = {}) {
  const server = await rawServer(t, answer);
  const captures: { readonly label: string; readonly body: Buffer }[] = [];
  const capture = (label: string, body: Buffer) => {
    captures.push({ label, body });
    return `${captures.length}.bin`;
  };
  const upstream = behind(server.port, plan, limits);
  const fired: FiredFault[] = [];
  const noChain = (): never => {
    throw new Error('no chain is presented');
  };
  const faults = new FaultPlan(specs.map(parsed), {
    resources: { chain: noChain, published: noChain },
    record: (one) => fired.push(one),
  });
  const { client, context } = await testWeb(t, { upstream, capture, faults });
  t.teardown(() => upstream.close());
  return { server, captures, fired, faults, journal: context.journal, upstream, client: () => client('web-http') };
}

/** An answer with a Content-Length. */
export function page(body: string | Buffer, headers: readonly string[] = [], status = '200 OK'): Buffer {
  const length = Buffer.byteLength(body);
  const head = [`HTTP/1.1 ${status}`, ...headers, `Content-Length: ${length}`, '', ''].join('\r\n');
  return Buffer.concat([Buffer.from(head, 'latin1'), Buffer.from(body)]);
}

export function says(bytes: Buffer | string): Answer {
  return (socket) => socket.write(bytes);
}

export function problems(journal: Journal): string[] {
  return eventsOf(journal, 'upstream.failed').map(({ problem }) => problem);
}
