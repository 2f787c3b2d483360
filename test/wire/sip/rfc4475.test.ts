import test from 'ava';
import { HarnessError } from '../../../harness/foundation/errors/index.js';
import { checkRequest, type FramedSip, header, SipFramer } from '../../../harness/wire/sip/index.js';
import { tortureMessages } from './rfc4475/index.js';

/** As a stream that ends behind the message. */
function framed(bytes: Buffer): FramedSip[] {
  const framer = new SipFramer();
  const pushed = framer.push(Buffer.from(bytes));
  const half = framer.end();
  return half ? [...pushed, half] : pushed;
}

function isGood(each: FramedSip): boolean {
  if (each.kind !== 'message') return false;
  if (each.message.kind === 'response') return true;
  try {
    checkRequest(each.message);
    return true;
  } catch (error) {
    if (error instanceof HarnessError) return false;
    throw error;
  }
}

for (const { bytes, expected, name, section, title } of tortureMessages) {
  const verdict = expected.refused ? 'refused' : 'read';
  test(`RFC 4475 ${section} ${name}, ${title}: ${verdict}`, (t) => {
    const found = framed(bytes);
    t.true(found.length > 0);
    if (expected.refused) t.false(found.every(isGood));
    else t.true(found.every(isGood));
  });

  test(`RFC 4475 ${section} ${name} byte by byte is the same`, (t) => {
    const framer = new SipFramer();
    const bytewise = [...bytes].flatMap((byte) => framer.push(Buffer.of(byte)));
    const half = framer.end();
    t.deepEqual(half ? [...bytewise, half] : bytewise, framed(bytes));
  });
}

test('3.1.1.11: the body ends where Content-Length says, whatever it looks like', (t) => {
  const found = tortureMessages.find(({ name }) => name === 'mpart01');
  const [message, ...more] = framed(found?.bytes ?? Buffer.alloc(0));
  t.is(more.length, 0);
  if (message?.kind !== 'message') return t.fail();
  t.true(message.message.body.includes('REGISTER sip:not-a-message'));
  t.true(message.message.body.includes(0));
});

test('3.1.1.7: every Via is found, however its name is written', (t) => {
  const found = tortureMessages.find(({ name }) => name === 'longreq');
  const [message] = framed(found?.bytes ?? Buffer.alloc(0));
  if (message?.kind !== 'message') return t.fail();
  const vias = message.message.headers.filter(({ name }) => /^v(ia)?$/i.test(name));
  t.is(vias.length, 34);
  t.is(header(message.message, 'Via'), 'SIP/2.0/TCP sip33.example.com');
});
