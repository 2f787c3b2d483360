import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { HarnessError } from '../../harness/foundation/errors/index.js';
import {
  formatCredentials,
  listValues,
  parseAddress,
  parseCredentials,
  parseCSeq,
  parseSip,
  parseVia,
  SipFramer,
  type SipMessage,
  serializeSip,
} from '../../harness/wire/sip/index.js';
import type { FuzzTarget } from './target.js';

function onlyHarnessErrors(work: () => unknown): void {
  try {
    work();
  } catch (error) {
    if (!(error instanceof HarnessError)) throw error;
  }
}

const token = fc
  .stringMatching(/^[A-Za-z0-9.!%*_+`'~-]{1,12}$/)
  .filter((each) => !/^l$|^content-(type|length)$/i.test(each));
const value = fc.string({ unit: 'grapheme', maxLength: 30 }).map((each) => each.replace(/[\r\n]/g, ' ').trim());
const headers = fc.array(fc.record({ name: token, value }, { noNullPrototype: true }), { maxLength: 8 });
const body = fc.uint8Array({ maxLength: 40 }).map((each) => Buffer.from(each));
const message: fc.Arbitrary<SipMessage> = fc.oneof(
  fc.record(
    {
      kind: fc.constant('request' as const),
      method: token,
      uri: fc.stringMatching(/^sip:[a-z0-9@.;=]{1,20}$/),
      headers,
      body,
    },
    { noNullPrototype: true },
  ),
  fc.record(
    {
      kind: fc.constant('response' as const),
      status: fc.integer({ min: 100, max: 699 }),
      reason: value,
      headers,
      body,
    },
    { noNullPrototype: true },
  ),
);

function withLength(each: SipMessage): SipMessage {
  return { ...each, headers: [...each.headers, { name: 'Content-Length', value: String(each.body.length) }] };
}

/** Text made of what the grammars look for. */
const grammar = fc
  .array(
    fc.oneof(
      fc.constantFrom(...'"<>;,=:\\/ \t*@[]', 'sip:a', 'tag', 'SIP/2.0/TLS', 'NTLM ', '1 '),
      fc.string({ maxLength: 3 }),
    ),
  )
  .map((parts) => parts.join(''));

export const targets: FuzzTarget[] = [
  {
    name: 'SIP messages read back as written',
    property: fc.property(message, (each) => {
      if (!isDeepStrictEqual(parseSip(serializeSip(each)), withLength(each))) throw new Error('reads back differently');
    }),
  },
  {
    name: 'SIP framing does not depend on where the stream is cut',
    property: fc.property(
      fc.array(fc.tuple(message, fc.constantFrom('', '\r\n', '\r\n\r\n', '\n')), { maxLength: 4 }),
      fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1 }),
      (parts, cuts) => {
        const stream = Buffer.concat(parts.flatMap(([each, gap]) => [Buffer.from(gap), serializeSip(each)]));
        const framer = new SipFramer();
        const framed = [];
        for (let at = 0, i = 0; at < stream.length; i++) {
          const size = cuts[i % cuts.length] ?? 1;
          framed.push(...framer.push(stream.subarray(at, at + size)));
          at += size;
        }
        const messages = framed.flatMap((each) => (each.kind === 'message' ? [each.message] : []));
        if (
          !isDeepStrictEqual(
            messages,
            parts.map(([each]) => withLength(each)),
          )
        )
          throw new Error('framed differently');
        if (!isDeepStrictEqual(new SipFramer().push(stream), framed)) throw new Error('cuts change the result');
        if (framer.pending !== 0) throw new Error('bytes are left');
      },
    ),
  },
  {
    name: 'SIP from arbitrary bytes',
    property: fc.property(fc.uint8Array(), grammar, (bytes, text) => {
      for (const each of [
        Buffer.from(bytes),
        Buffer.from(`${text}\r\n\r\n`),
        Buffer.from(`OPTIONS sip:a SIP/2.0\r\n${text}\r\n\r\n`),
      ]) {
        onlyHarnessErrors(() => parseSip(each));
        onlyHarnessErrors(() => new SipFramer().push(each));
      }
    }),
  },
  {
    name: 'SIP header values',
    property: fc.property(grammar, (text) => {
      listValues(text);
      for (const parse of [parseAddress, parseCSeq, parseCredentials, parseVia]) onlyHarnessErrors(() => parse(text));
    }),
  },
  {
    name: 'SIP credentials read back as written',
    property: fc.property(
      token,
      fc.dictionary(
        token,
        fc.string().map((each) => each.replace(/["\r\n]/g, '')),
        { maxKeys: 6 },
      ),
      (scheme, parameters) => {
        const unique = new Map(Object.entries(parameters).map(([name, each]) => [name.toLowerCase(), each]));
        const read = parseCredentials(
          formatCredentials(
            scheme,
            [...unique].map(([name, each]) => [name, each] as const),
          ),
        );
        if (read.scheme !== scheme || !isDeepStrictEqual(new Map(read.parameters), unique))
          throw new Error('reads back differently');
      },
    ),
  },
];
