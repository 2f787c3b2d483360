import type { User } from '../../../harness/deployment/index.js';
import { Secret } from '../../../harness/foundation/secret.js';
import type { JournalEvent } from '../../../harness/journal/index.js';
import type { ServerContext } from '../../../harness/servers/context.js';
import { FrontEnd } from '../../../harness/servers/front-end/index.js';
import { memoryPair } from '../../../harness/tls/index.js';
import { SipFramer } from '../../../harness/wire/sip/index.js';
import { alice, eventsOf, jeff, testContext, testDeployment } from '../deployment.js';

/** Senders in the messages of RFC 4475. */
const senders = ['caller@example.net', 'caller@example.org', 'caller@example.com', 'resource@example.com'];

/** A Front End that believes everybody, with the users of the tests and the senders of RFC 4475 deployed. */
export async function believingContext(): Promise<ServerContext> {
  const { frontEnd } = await testDeployment();
  const others: User[] = senders.map((sipAddress) => ({ ...alice, sipAddress, password: new Secret('unused') }));
  return await testContext({
    deployment: { users: [alice, jeff, ...others], frontEnd: { ...frontEnd, authentication: 'off' } },
  });
}

export interface Answers {
  /** Whatever came in that could be answered, readable or not. */
  readonly requests: number;
  readonly responses: number;
  readonly errors: readonly JournalEvent[];
}

/** A client's whole connection: sends the chunks, ends, and waits for the server's end. */
export async function answersOf(context: ServerContext, chunks: readonly Buffer[]): Promise<Answers> {
  const [near, far] = memoryPair();
  const place = { address: '10.0.0.21', port: 1063 };
  new FrontEnd(context).handle(far, { id: 'front-end#1', peer: place, local: place });
  const received: Buffer[] = [];
  const closed = new Promise<void>((resolve) => near.once('close', resolve));
  near.on('data', (bytes: Buffer) => received.push(bytes));
  // The Front End may hang up before everything is written.
  near.on('error', () => {});
  for (const chunk of chunks) near.write(chunk);
  near.end();
  await closed;
  const framer = new SipFramer();
  const answers = framer.push(Buffer.concat(received));
  if (answers.some(({ kind }) => kind !== 'message') || framer.pending > 0) throw new Error('it sent what is not SIP');
  const { journal } = context;
  return {
    requests: eventsOf(journal, 'front-end.request').length + eventsOf(journal, 'front-end.invalid').length,
    responses: answers.filter((each) => each.kind === 'message' && each.message.kind === 'response').length,
    errors: journal.events.filter(({ type }) => type === 'harness.error'),
  };
}
