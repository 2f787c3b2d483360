import fc from 'fast-check';
import type { ServerContext } from '../../../harness/servers/context.js';
import { FrontEnd } from '../../../harness/servers/front-end/index.js';
import { memoryPair } from '../../../harness/tls/index.js';
import { SipFramer, serializeSip } from '../../../harness/wire/sip/index.js';
import { handshakeHeader } from './phone.js';
import { request } from './sip-client.js';

/**
 * Sends the bytes as one client's whole connection. Throws when the Front End met an error it had not foreseen, sent
 * something that is not SIP, accepted anything, or did not end the connection.
 */
export async function survives(context: ServerContext, chunks: readonly Buffer[]): Promise<void> {
  const before = context.journal.events.length;
  const [near, far] = memoryPair();
  const place = { address: '10.0.0.21', port: 1063 };
  new FrontEnd(context).handle(far, { id: 'front-end#1', peer: place, local: place });
  const framer = new SipFramer();
  const closed = new Promise<void>((resolve) => near.once('close', resolve));
  const received: Buffer[] = [];
  near.on('data', (bytes: Buffer) => received.push(bytes));
  // The Front End may hang up before everything is written.
  near.on('error', () => {});
  for (const chunk of chunks) near.write(chunk);
  near.end();
  await closed;
  for (const framed of framer.push(Buffer.concat(received))) {
    if (framed.kind !== 'message' || framed.message.kind !== 'response') throw new Error('it did not send a response');
    if (framed.message.status < 300) throw new Error(`it answered ${framed.message.status}`);
  }
  if (framer.pending > 0) throw new Error('it sent half a message');
  const failed = context.journal.events.slice(before).find(({ type }) => type === 'harness.error');
  if (failed) throw new Error(`unforeseen: ${JSON.stringify(failed)}`);
}

const awkward = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc
    .array(
      fc.constantFrom(
        'sip:',
        'alice@contoso.com',
        '<',
        '>',
        '"',
        ';',
        ',',
        '=',
        '*',
        ';epid=',
        ';tag=',
        ' ',
        '\\',
        '0',
        '9999999999',
        '+sip.instance="<urn:uuid:',
        'REGISTER',
        'TLS-DSK ',
        'realm=',
        ';expires=',
      ),
      { maxLength: 12 },
    )
    .map((parts) => parts.join('')),
);

const headerName = fc.constantFrom(
  'Via',
  'From',
  'To',
  'Call-ID',
  'CSeq',
  'Contact',
  'Expires',
  'Event',
  'Supported',
  'Authorization',
  'Content-Length',
  'Content-Type',
  'X',
);

/** A REGISTER with one header gone wrong, in a handshake or not. */
const wrongHeader = fc.record({ name: headerName, value: awkward, handshake: fc.boolean() }).map((wrong) => {
  const extra = wrong.handshake ? [handshakeHeader('FgMBAAA=')] : [];
  const text = serializeSip(request({ extra })).toString();
  const value = wrong.value.replace(/[\r\n]/g, ' ');
  const line = new RegExp(`^${wrong.name}: .*$`, 'm');
  return Buffer.from(
    line.test(text)
      ? text.replace(line, () => `${wrong.name}: ${value}`)
      : text.replace('\r\n\r\n', () => `\r\n${wrong.name}: ${value}\r\n\r\n`),
  );
});

/** A REGISTER with some bytes changed, left out or doubled. */
const wrongBytes = fc
  .record({ at: fc.nat(700), length: fc.nat(6), bytes: fc.uint8Array({ maxLength: 6 }) })
  .map(({ at, bytes, length }) => {
    const good = serializeSip(request());
    return Buffer.concat([good.subarray(0, at), bytes, good.subarray(at + length)]);
  });

const noise = fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes));

/** What a connection may carry that no client should send. */
export const hostileChunks: fc.Arbitrary<Buffer[]> = fc.array(
  fc.oneof({ arbitrary: wrongHeader, weight: 4 }, { arbitrary: wrongBytes, weight: 2 }, noise),
  { minLength: 1, maxLength: 5 },
);
