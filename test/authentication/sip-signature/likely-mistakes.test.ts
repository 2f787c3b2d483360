import test from 'ava';
import {
  fieldsOfMessage,
  likelyMistakes,
  type SignatureFields,
  signatureString,
} from '../../../harness/authentication/sip-signature/index.js';
import { REALM, REQUEST_STRING, register, registered, TARGET } from '../vectors.js';

const credentials = { scheme: 'NTLM', rand: '0000a1b2', num: '1', realm: REALM, targetname: TARGET };

const full: SignatureFields = {
  ...fieldsOfMessage(registered(), credentials),
  fromUri: 'sip:alice@contoso.test;x=1',
  identitySip: 'sip:alice@contoso.test',
  identityTel: 'tel:+12065551001',
};

test('each mistake gives a string of its own, none the right one', (t) => {
  const right = signatureString(full, 4);
  const made = likelyMistakes(full, 4);
  t.false(made.some(({ text }) => text === right));
  t.deepEqual(
    made.map(({ mistake }) => mistake),
    [
      'with the fields of version 2',
      'without Expires',
      'without the identities',
      'without the tag of To',
      'without the tag of From',
      'with an empty status in a request',
      'without the status of a response',
      'with URIs stripped of their parameters',
      'with "sip/" before the targetname',
      'with the random number in upper case',
    ],
  );
  t.is(new Set(made.map(({ text }) => text)).size, made.length);
});

test('a request with few fields leaves few mistakes to make', (t) => {
  const fields = fieldsOfMessage(register(), credentials);
  const made = likelyMistakes(fields, 4);
  t.deepEqual(
    made.map(({ mistake }) => mistake),
    [
      'with the fields of version 2',
      'without the tag of From',
      'with an empty status in a request',
      'with "sip/" before the targetname',
      'with the random number in upper case',
    ],
  );
  t.is(made.find(({ mistake }) => mistake.includes('status'))?.text, `${REQUEST_STRING}<>`);
  t.is(made[0]?.text, signatureString(fields, 2));
});
