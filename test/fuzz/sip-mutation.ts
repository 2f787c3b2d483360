import fc from 'fast-check';
import { serializeSip } from '../../harness/wire/sip/index.js';
import { request } from '../servers/front-end/sip-client.js';
import { tortureMessages } from '../wire/sip/rfc4475/index.js';

/** Requests a signed-in client sends, which go deep where authentication is off. */
const ordinary: readonly Buffer[] = [
  request(),
  request({ cseq: 2, extra: [{ name: 'Expires', value: '0' }] }),
  request({ method: 'OPTIONS' }),
  request({ method: 'MESSAGE' }),
  request({ method: 'INVITE' }),
  request({ method: 'ACK' }),
  ...['vnd-microsoft-provisioning-v2', 'vnd-microsoft-roaming-contacts', 'vnd-microsoft-roaming-self', 'presence'].map(
    (value) => request({ method: 'SUBSCRIBE', extra: [{ name: 'Event', value }] }),
  ),
  request({ method: 'SERVICE', extra: [{ name: 'Content-Type', value: 'application/SOAP+xml' }] }),
].map((message) => serializeSip(message));

const corpus: readonly Buffer[] = [...ordinary, ...tortureMessages.map(({ bytes }) => bytes)];

/** What grammars trip over. */
const morsels: readonly string[] = [
  ...[
    '\r\n',
    '\n',
    '\r',
    '\r\n\r\n',
    '\r\n ',
    '\t',
    ' ',
    '\0',
    '\u00ff',
    ':',
    ';',
    ',',
    '"',
    '\\',
    '<',
    '>',
    '=',
    '?',
    '%',
    '@',
  ],
  ...['-1', '0', '4294967296', '99999999999999999999', '1e9', '0x10'],
  ...[
    'SIP/2.0',
    'SIP/7.0 ',
    'ACK ',
    'REGISTER ',
    'Content-Length: 7\r\n',
    'l: 0\r\n',
    'Content-Type: a/b\r\n',
    'Via: ',
    'v:',
  ],
  ...['From: <sip:a@b>;tag=1\r\n', ';epid=01', '+sip.instance="<urn:uuid:0>"', 'Expires: -3\r\n', 'CSeq: 1 X\r\n'],
];

/** One change, at a place given as a part of the message's length. */
interface Change {
  readonly at: number;
  readonly kind: 'replace' | 'insert' | 'delete' | 'double' | 'flip' | 'drop-line' | 'swap-lines' | 'truncate';
  readonly length: number;
  readonly morsel: string;
}

const change: fc.Arbitrary<Change> = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  kind: fc.constantFrom('replace', 'insert', 'delete', 'double', 'flip', 'drop-line', 'swap-lines', 'truncate'),
  length: fc.oneof(fc.nat(8), fc.nat(300)),
  morsel: fc.oneof(fc.constantFrom(...morsels), fc.string({ maxLength: 6 })),
});

function apply(bytes: Buffer, { at, kind, length, morsel }: Change): Buffer {
  const place = Math.floor(at * bytes.length);
  const [before, here, after] = [
    bytes.subarray(0, place),
    bytes.subarray(place, place + length),
    bytes.subarray(place + length),
  ];
  switch (kind) {
    case 'replace':
      return Buffer.concat([before, Buffer.from(morsel), after]);
    case 'insert':
      return Buffer.concat([before, Buffer.from(morsel), here, after]);
    case 'delete':
      return Buffer.concat([before, after]);
    case 'double':
      return Buffer.concat([before, here, here, after]);
    case 'flip':
      return Buffer.concat([before, Buffer.from(here.map((byte) => byte ^ (1 << (length % 8)))), after]);
    case 'truncate':
      return Buffer.from(before);
    default:
      return ofLines(bytes, kind, at);
  }
}

function ofLines(bytes: Buffer, kind: 'drop-line' | 'swap-lines', at: number): Buffer {
  const lines = bytes.toString('latin1').split('\r\n');
  const place = Math.floor(at * (lines.length - 1));
  const [line = '', next = ''] = lines.slice(place);
  if (kind === 'drop-line') lines.splice(place, 1);
  else lines.splice(place, 2, next, line);
  return Buffer.from(lines.join('\r\n'), 'latin1');
}

/** A message with a few changes; now and then none, so that what follows a broken one is tried too. */
export const mutatedMessage: fc.Arbitrary<Buffer> = fc
  .tuple(fc.constantFrom(...corpus), fc.array(change, { maxLength: 4 }))
  .map(([message, changes]) => changes.reduce(apply, message));

/** A stream of such messages with line ends between. */
export const mutatedStream: fc.Arbitrary<Buffer> = fc
  .array(fc.tuple(mutatedMessage, fc.constantFrom('', '\r\n', '\r\n\r\n', '\n')), { minLength: 1, maxLength: 4 })
  .map((parts) => Buffer.concat(parts.flatMap(([message, gap]) => [message, Buffer.from(gap)])));

/** The stream in pieces of these lengths, again and again. */
export function cut(stream: Buffer, lengths: readonly number[]): Buffer[] {
  const pieces: Buffer[] = [];
  for (let at = 0, i = 0; at < stream.length; i++) {
    const length = Math.max(1, lengths[i % lengths.length] ?? 1);
    // Copies, as a socket gives them: the framer may keep them.
    pieces.push(Buffer.from(stream.subarray(at, at + length)));
    at += length;
  }
  return pieces;
}
