import test from 'ava';
import fc from 'fast-check';
import { serializeSip } from '../../../harness/wire/sip/index.js';
import { SHORT_TORTUOUS_INVITE, WIDE_RANGE_OF_CHARACTERS } from '../../wire/sip/tortuous.js';
import { eventsOf, testContext, testDeployment } from '../deployment.js';
import { hostileChunks, survives } from './hostile.js';
import { handshakeHeader } from './phone.js';
import { newClient, request } from './sip-client.js';

test('messages in the spirit of RFC 4475 are answered or refused, never more', async (t) => {
  const context = await testContext();
  await t.notThrowsAsync(survives(context, [SHORT_TORTUOUS_INVITE, WIDE_RANGE_OF_CHARACTERS]));
  const statuses = eventsOf(context.journal, 'front-end.response').map(({ status }) => status);
  t.deepEqual(statuses, [401, 401]);
});

test('hostile connections end without an unforeseen error, and the next client is served', async (t) => {
  const context = await testContext();
  await fc.assert(
    fc.asyncProperty(hostileChunks, async (chunks) => await survives(context, chunks)),
    { numRuns: 300 },
  );
  t.is((await newClient(t, context).ask(request())).status, 401);
});

test('must fail: the check notices an error of the server', async (t) => {
  const { certificates } = await testDeployment();
  const unusable = { ...certificates.default, tls: { cert: 'none', key: 'none' } };
  const context = await testContext({ deployment: { certificates: { default: unusable } } });
  const handshake = request({ extra: [handshakeHeader('FgMBAAA=')] });
  await t.throwsAsync(survives(context, [serializeSip(handshake)]), { message: /TLS_CERTIFICATE_UNUSABLE/ });
  t.is(eventsOf(context.journal, 'front-end.response')[0]?.status, 500);
});
