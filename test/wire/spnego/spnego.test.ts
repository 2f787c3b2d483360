import test from 'ava';
import { HarnessError } from '../../../harness/foundation/errors/index.js';
import {
  decodeSpnego,
  encodeSpnegoInit,
  encodeSpnegoResponse,
  MAX_SPNEGO_BYTES,
} from '../../../harness/wire/spnego/index.js';

test('an initial token as Windows writes it: NTLM alone, with its message', (t) => {
  // 1.3.6.1.5.5.2, one mechanism 1.3.6.1.4.1.311.2.2.10, mechToken of four bytes; put together by hand from RFC 4178.
  const bytes = Buffer.from('602206062b0601050502a0183016a00e300c060a2b06010401823702020aa2040402abcd', 'hex');
  t.deepEqual(decodeSpnego(bytes), {
    ...{ kind: 'init', mechanisms: ['NTLM'], token: Buffer.from('abcd', 'hex') },
    mechanismList: Buffer.from('300c060a2b06010401823702020a', 'hex'),
  });
  t.deepEqual(encodeSpnegoInit(['NTLM'], Buffer.from('abcd', 'hex')), bytes);
});

test('a response as a server writes it', (t) => {
  const bytes = encodeSpnegoResponse('accept-incomplete', Buffer.alloc(300, 7));
  t.is(bytes.subarray(0, 4).toString('hex'), 'a182014b');
  t.deepEqual(decodeSpnego(bytes), { kind: 'response', state: 'accept-incomplete', token: Buffer.alloc(300, 7) });
  t.deepEqual(decodeSpnego(encodeSpnegoResponse('reject')), { kind: 'response', state: 'reject', token: undefined });
});

test('a signature over the list of mechanisms goes beside the token', (t) => {
  const mic = Buffer.alloc(16, 9);
  const bytes = encodeSpnegoResponse('accept-completed', undefined, mic);
  t.deepEqual(decodeSpnego(bytes), { kind: 'response', state: 'accept-completed', token: undefined, mic });
});

test('what is no token is refused with its place', (t) => {
  for (const hex of ['', '60', '6080', '3000', '600406062b06', 'a103040101', '60850000000001']) {
    const error = t.throws(() => decodeSpnego(Buffer.from(hex, 'hex')), { instanceOf: HarnessError }, hex);
    t.is(error?.code, 'WIRE_INVALID');
  }
  t.throws(() => decodeSpnego(Buffer.alloc(MAX_SPNEGO_BYTES + 1)), { instanceOf: HarnessError });
});
