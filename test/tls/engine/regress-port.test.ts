import test, { type ExecutionContext } from 'ava';
import { ScenarioClock } from '../../../harness/foundation/clock/index.js';
import { acceptTls, defaultTlsSettings, memoryPair, type TlsObservation, tlsPort } from '../../../harness/tls/index.js';
import { encodeClientHello, encodeHandshake, encodeRecords } from '../../../harness/wire/tls/index.js';
import { START, serverCertificate } from '../support.js';

const rc4Hello = encodeClientHello({ version: 0x0301, random: Buffer.alloc(32, 3), suites: [5] });

/** What a phone gets that sends these bytes in these pieces and then only listens. */
async function answerTo(t: ExecutionContext, pieces: readonly Buffer[], room?: number) {
  const [phone, connection] = memoryPair(room);
  const clock = new ScenarioClock({ start: START, waits: 'real' });
  t.teardown(() => clock.stop());
  const seen: TlsObservation[] = [];
  const heard: Buffer[] = [];
  const closed = new Promise<void>((resolve) => {
    phone.on('data', (bytes: Buffer) => heard.push(bytes)).on('close', resolve);
    phone.on('error', (error) => t.fail(`the connection was reset: ${error.message}`));
  });
  const port = tlsPort({ certificate: await serverCertificate(), settings: defaultTlsSettings });
  const refused = t.throwsAsync(acceptTls(connection, { port, clock, observe: (each) => seen.push(each) }));
  for (const piece of pieces) phone.write(piece);
  await refused;
  await closed;
  return {
    last: Buffer.concat(heard).subarray(-7).toString('hex'),
    refusal: seen.find(({ type }) => type === 'refused'),
  };
}

test('a hello that cannot be read is refused with an alert, before any engine', async (t) => {
  const longSessionId = Buffer.concat([
    Buffer.from(rc4Hello.subarray(0, 34)),
    Buffer.from([33]),
    rc4Hello.subarray(35),
  ]);
  const cases = [
    [encodeRecords(22, 0x0301, encodeHandshake(1, longSessionId)), 'decode_error', '15030100020232'],
    [encodeRecords(22, 0x0301, encodeHandshake(2, rc4Hello)), 'unexpected_message', '1503010002020a'],
    [encodeRecords(23, 0x0301, Buffer.from('early')), 'unexpected_message', '1503010002020a'],
    [Buffer.from('160301ffff01', 'hex'), 'record_overflow', '15030100020216'],
    [Buffer.from('160301000401ffffff', 'hex'), 'illegal_parameter', '1503010002022f'],
  ] as const;
  for (const [hello, alert, bytes] of cases) {
    const { last, refusal } = await answerTo(t, [hello]);
    t.like(refusal, { by: 'server', how: 'alert', alert, reason: 'protocol-error', when: 'before-hello' });
    t.is(last, bytes);
  }
});

test('an alert that waits behind the flight still arrives', async (t) => {
  const hello = encodeRecords(22, 0x0301, encodeHandshake(1, rc4Hello));
  const empty = Buffer.from('1403010000', 'hex');
  // Together, the rest of the hello and what is refused reach the engine before its flight has left.
  const { last, refusal } = await answerTo(t, [
    hello.subarray(0, 40),
    hello.subarray(40, 45),
    hello.subarray(45),
    empty,
  ]);
  t.like(refusal, { how: 'alert', alert: 'unexpected_message', when: 'after-certificate' });
  t.is(last, '1503010002020a');
  t.is((await answerTo(t, [Buffer.concat([hello, empty])])).last, '1503010002020a');
  t.is((await answerTo(t, [Buffer.concat([hello, empty])], 64)).last, '1503010002020a', 'the flight does not fit');
});
