import { createHmac } from 'node:crypto';
import test from 'ava';
import fc from 'fast-check';
import { type HmacHash, HmacKey } from '../../../harness/foundation/primitives/hmac.js';

const hex = (text: string) => Buffer.from(text, 'hex');

test('the vectors of RFC 2202: short keys, long keys, long data', (t) => {
  const md5 = (key: Buffer, data: Buffer) => new HmacKey('md5', key).digest(data).toString('hex');
  const sha1 = (key: Buffer, data: Buffer) => new HmacKey('sha1', key).digest(data).toString('hex');
  t.is(md5(Buffer.alloc(16, 0x0b), Buffer.from('Hi There')), '9294727a3638bb1c13f48ef8158bfc9d');
  t.is(sha1(Buffer.alloc(20, 0x0b), Buffer.from('Hi There')), 'b617318655057264e28bc0b6fb378c8ef146be00');
  t.is(
    sha1(Buffer.from('Jefe'), Buffer.from('what do ya want for nothing?')),
    'effcdf6ae5eb2fa2d27416d5f184df9c259a7c79',
  );
  t.is(
    md5(Buffer.alloc(80, 0xaa), Buffer.from('Test Using Larger Than Block-Size Key - Hash Key First')),
    '6b1ab7fe4bd7bf8f0b62e6ce61b9d0cd',
  );
  t.is(sha1(hex('0102030405060708090a0b0c0d0e0f10111213141516171819'), Buffer.alloc(50, 0xcd)).length, 40);
});

test('the same digests as OpenSSL, message after message under one key', (t) => {
  fc.assert(
    fc.property(
      fc.constantFrom<HmacHash>('md5', 'sha1', 'sha256', 'sha384'),
      fc.uint8Array({ maxLength: 200 }),
      fc.array(fc.tuple(fc.uint8Array({ maxLength: 700 }), fc.option(fc.uint8Array({ maxLength: 700 }))), {
        maxLength: 4,
      }),
      (hash, keyBytes, messages) => {
        const key = new HmacKey(hash, Buffer.from(keyBytes));
        for (const [first, second] of messages) {
          const expected = createHmac(hash, keyBytes)
            .update(first)
            .update(second ?? Buffer.alloc(0))
            .digest();
          const digest = key.digest(Buffer.from(first), second ? Buffer.from(second) : undefined);
          if (!digest.equals(expected) || digest.length !== key.length) return false;
          const text = Buffer.from(first).toString('latin1');
          const ofText = createHmac(hash, keyBytes).update(text, 'utf8').digest('hex');
          if (key.hexOfText(text) !== ofText || key.digestText(text).toString('hex') !== ofText) return false;
        }
        return true;
      },
    ),
  );
  t.pass();
});
