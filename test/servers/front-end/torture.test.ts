import test from 'ava';
import fc from 'fast-check';
import type { ServerContext } from '../../../harness/servers/context.js';
import { FrontEnd } from '../../../harness/servers/front-end/index.js';
import { header, serializeSip } from '../../../harness/wire/sip/index.js';
import { targets } from '../../fuzz/front-end-transport.fuzz.js';
import { type TortureMessage, tortureMessages } from '../../wire/sip/rfc4475/index.js';
import { eventsOf, testContext, testDeployment } from '../deployment.js';
import { believingContext } from './believing.js';
import { hostileChunks, survives } from './hostile.js';
import { handshakeHeader } from './phone.js';
import { connect, newClient, request } from './sip-client.js';

test('all 49 messages of RFC 4475 are here', (t) => {
  t.is(tortureMessages.length, 49);
  t.is(new Set(tortureMessages.map(({ section }) => section)).size, 49);
});

/** A plain request behind the message: the answer to it tells that the connection still works. */
const AFTER = 4475;

interface Outcome {
  readonly statuses: readonly number[];
  readonly closed: boolean;
}

/** What a client that sends the message, then a REGISTER, gets; with `thenEnds` it ends instead. */
async function outcome(
  t: Parameters<typeof connect>[0],
  context: ServerContext,
  bytes: Buffer,
  thenEnds: boolean,
): Promise<Outcome> {
  const client = connect(t, new FrontEnd(context));
  client.send(bytes);
  if (thenEnds) client.stream.end();
  else client.send(request({ cseq: AFTER }));
  const statuses: number[] = [];
  for (;;) {
    const next = await client.next();
    if (next === 'closed') return { statuses, closed: true };
    if (next.kind !== 'response') throw new Error('the Front End asked something');
    if (header(next, 'CSeq') === `${AFTER} REGISTER`) return { statuses, closed: false };
    statuses.push(next.status);
  }
}

for (const message of tortureMessages) {
  const { bytes, expected, name, section, title } = message;
  const answered = expected.answers.length === 0 ? 'not answered' : expected.answers.join(' and ');
  test(`RFC 4475 ${section} ${name}, ${title}: ${answered}`, async (t) => {
    const context = await testContext();
    const { closed, statuses } = await outcome(t, context, bytes, name === 'clerr');
    t.deepEqual(statuses, expected.answers);
    t.is(closed, expected.closes ?? false, 'the connection goes on where the end of the message is known');
    t.deepEqual(eventsOf(context.journal, 'harness.error'), []);
  });
  test(`RFC 4475 ${section} ${name} where authentication is off`, async (t) => {
    const context = await believingContext();
    const { statuses } = await outcome(t, context, bytes, name === 'clerr');
    t.is(statuses.length, expected.answers.length);
    if (expected.believed) t.deepEqual(statuses, expected.believed);
    if (expected.refused) t.deepEqual(statuses, expected.answers);
    t.deepEqual(eventsOf(context.journal, 'harness.error'), []);
  });
}

test('an extension nobody knows is named in the 420', async (t) => {
  const message = messageNamed('bext01');
  const response = await newClient(t, await believingContext()).ask(message.bytes);
  t.is(
    header(response, 'Unsupported'),
    'nothingSupportsThis, nothingSupportsThisEither, noProxiesSupportThis, norDoAnyProxiesSupportThis',
  );
});

test("what Lync's clients require is not refused", async (t) => {
  const client = newClient(t, await believingContext());
  for (const value of ['adhoclist, categoryList', 'ms-benotify', 'com.microsoft.autoextend', 'timer']) {
    const asked = request({ method: 'OPTIONS', user: 'caller@example.net', extra: [{ name: 'Require', value }] });
    t.is((await client.ask(asked)).status, 200, value);
  }
});

test('credentials of an unknown scheme count as none: the challenge, when there is an endpoint', async (t) => {
  const text = messageNamed('regaut01').bytes.toString().replace('tag=87321hj23128', 'tag=87321hj23128;epid=01010101');
  t.is((await newClient(t, await testContext()).ask(text)).status, 401);
});

test('an INVITE of RFC 2543 is read once its length is told', async (t) => {
  const { bytes } = messageNamed('inv2543');
  const length = bytes.length - bytes.indexOf('\r\n\r\n') - 4;
  const text = bytes.toString().replace('Content-Type', `Content-Length: ${length}\r\nContent-Type`);
  t.is((await newClient(t, await testContext()).ask(text)).status, 401);
});

function messageNamed(name: string): TortureMessage {
  const found = tortureMessages.find((each) => each.name === name);
  if (!found) throw new Error(`no message ${name}`);
  return found;
}

test('hostile connections end without an unforeseen error, and the next client is served', async (t) => {
  const context = await testContext();
  await fc.assert(
    fc.asyncProperty(hostileChunks, async (chunks) => await survives(context, chunks)),
    { numRuns: 300 },
  );
  t.is((await newClient(t, context).ask(request())).status, 401);
});

test('mutated messages: framing, reading back, and whole connections', async (t) => {
  for (const { property } of targets) await fc.assert(property as fc.IAsyncProperty<unknown>, { numRuns: 150 });
  t.is(targets.length, 3);
});

test('must fail: the check notices an error of the server', async (t) => {
  const { certificates } = await testDeployment();
  const unusable = { ...certificates.default, tls: { cert: 'none', key: 'none' } };
  const context = await testContext({ deployment: { certificates: { default: unusable } } });
  const handshake = request({ extra: [handshakeHeader('FgMBAAA=')] });
  await t.throwsAsync(survives(context, [serializeSip(handshake)]), { message: /TLS_CERTIFICATE_UNUSABLE/ });
  t.is(eventsOf(context.journal, 'front-end.response')[0]?.status, 500);
});
