import test from 'ava';
import { Secret } from '../../../harness/foundation/secret.js';
import {
  envelope,
  parseEnvelope,
  readUsernameToken,
  WS_SECURITY,
  writeUsernameToken,
} from '../../../harness/wire/soap/index.js';

function read(headerXml: string) {
  const found = readUsernameToken(parseEnvelope(envelope('', headerXml)).header);
  return found && [found.username, found.password.reveal(), found.rule];
}

const token = (username: string, password: string) => read(writeUsernameToken(username, password));
const base64 = (text: string) => Buffer.from(text).toString('base64');

test('a PIN in plain text', (t) => {
  t.deepEqual(token('12065551219', '0712'), ['12065551219', '0712', 'raw']);
  t.deepEqual(token('+1 (206) 555-1219;ext=19', '12345678'), ['+1 (206) 555-1219;ext=19', '12345678', 'raw']);
});

test('a PIN in base64, in both fields or one', (t) => {
  t.deepEqual(read(writeUsernameToken('12065551219', '0712', 'base64')), ['12065551219', '0712', 'base64']);
  t.deepEqual(token('12065551219', base64('0712')), ['12065551219', '0712', 'base64']);
  t.deepEqual(token(base64('+12065551219'), '0712'), ['+12065551219', '0712', 'base64']);
});

test('a password, plain or in base64', (t) => {
  t.deepEqual(read(writeUsernameToken('CONTOSO\\alice', 'P@ssw0rd1', 'base64')), [
    'CONTOSO\\alice',
    'P@ssw0rd1',
    'base64',
  ]);
  t.deepEqual(token('CONTOSO\\alice', 'P@ss <&> w0rd'), ['CONTOSO\\alice', 'P@ss <&> w0rd', 'raw']);
});

test('text that only looks like base64 stays as it is', (t) => {
  t.deepEqual(token('alicebob', 'password'), ['alicebob', 'password', 'raw']);
});

test('without a UsernameToken, digits anywhere in Security: number, then PIN', (t) => {
  const security = (inside: string) => read(`<w:Security xmlns:w="${WS_SECURITY}">${inside}</w:Security>`);
  t.deepEqual(security('<x><n>+12065551219</n><s>text</s></x><p> 0712 </p>'), ['+12065551219', '0712', 'digits']);
  t.is(security('<n>12065551219</n><p>none</p>'), undefined);
  t.is(security(''), undefined);
  t.is(read('<other>1</other>'), undefined);
  t.is(readUsernameToken(undefined), undefined);
});

test('the password does not show itself', (t) => {
  const found = readUsernameToken(parseEnvelope(envelope('', writeUsernameToken('1', new Secret('0712')))).header);
  t.is(found?.password.reveal(), '0712');
  t.notRegex(JSON.stringify(found), /0712/);
});
