import test from 'ava';
import { ntlmSessionSecurity } from '../../../harness/authentication/ntlm/index.js';
import { ntlmFlags } from '../../../harness/wire/ntlm/index.js';

/** MS-NLMP 4.2.4: the key is 0x55 sixteen times, the flags those of 4.2.1. */
const session = { exportedSessionKey: Buffer.alloc(16, 0x55), flags: 0xe28a8233 };
const plaintext = Buffer.from('Plaintext', 'utf16le');
const wrapped = Buffer.from('010000007fb38ec5c55d49760000000054e50165bf1936dc996020c1811b0f06fb5f', 'hex');

test('a message is sealed and signed as MS-NLMP 4.2.4.4 has it', (t) => {
  const client = ntlmSessionSecurity(session, 'client');
  t.true(client?.sealed);
  t.deepEqual(client?.wrap(plaintext), wrapped);
});

test('the other side reads it, once, and nothing that was changed', (t) => {
  const server = ntlmSessionSecurity(session, 'server');
  t.deepEqual(server?.unwrap(wrapped), plaintext);
  t.is(server?.unwrap(wrapped), undefined, 'its number is past');
  const changed = Buffer.from(wrapped);
  changed[20] = (changed[20] ?? 0) ^ 1;
  t.is(ntlmSessionSecurity(session, 'server')?.unwrap(changed), undefined);
  t.is(ntlmSessionSecurity(session, 'server')?.unwrap(wrapped.subarray(0, 15)), undefined);
});

test('numbers and key streams go on, and restart gives the streams from their beginning', (t) => {
  const client = ntlmSessionSecurity(session, 'client');
  const server = ntlmSessionSecurity(session, 'server');
  if (!client || !server) return t.fail();
  for (const text of ['one', 'two', 'three']) {
    t.is(server.unwrap(client.wrap(Buffer.from(text)))?.toString(), text);
    t.is(client.unwrap(server.wrap(Buffer.from(text)))?.toString(), text);
  }
  t.true(server.verify(plaintext, client.sign(plaintext)));
  client.restart();
  t.is(server.unwrap(client.wrap(Buffer.from('four'))), undefined, 'only one of them began anew');
});

test('without signing and sealing there is none', (t) => {
  const flags = ntlmFlags('NTLM', 'EXTENDED_SESSION_SECURITY', 'KEY_128');
  t.is(ntlmSessionSecurity({ ...session, flags }, 'server'), undefined);
  const signed = ntlmSessionSecurity({ ...session, flags: (flags | ntlmFlags('SIGN')) >>> 0 }, 'client');
  t.false(signed?.sealed);
  t.deepEqual(signed?.wrap(plaintext).subarray(16), plaintext);
});

const signOnly = { ...session, flags: (session.flags & ~ntlmFlags('SEAL')) >>> 0 };

test('where signing alone was agreed on, texts stay readable and are checked', (t) => {
  const client = ntlmSessionSecurity(signOnly, 'client');
  const server = ntlmSessionSecurity(signOnly, 'server');
  if (!client || !server) return t.fail();
  for (const text of ['one', 'two', 'three']) {
    const sent = client.wrap(Buffer.from(text));
    t.is(sent.subarray(16).toString(), text);
    t.is(server.unwrap(sent)?.toString(), text);
    t.is(client.unwrap(server.wrap(Buffer.from(text)))?.toString(), text);
  }
  t.false(server.sealed);
  const changed = client.wrap(Buffer.from('four'));
  changed[16] = (changed[16] ?? 0) ^ 1;
  t.is(server.unwrap(changed), undefined);
});

test('a client that seals though it agreed to sign is read, and answered in kind', (t) => {
  const client = ntlmSessionSecurity(session, 'client');
  const server = ntlmSessionSecurity(signOnly, 'server');
  if (!client || !server) return t.fail();
  t.deepEqual(server.unwrap(client.wrap(plaintext)), plaintext);
  t.true(server.sealed);
  t.deepEqual(client.unwrap(server.wrap(plaintext)), plaintext);
  t.deepEqual(server.unwrap(client.wrap(plaintext)), plaintext);
  const signer = ntlmSessionSecurity(signOnly, 'client');
  const decided = ntlmSessionSecurity(signOnly, 'server');
  if (!signer || !decided) return t.fail();
  t.truthy(decided.unwrap(signer.wrap(plaintext)));
  const sealing = ntlmSessionSecurity(session, 'client');
  sealing?.wrap(plaintext);
  t.is(decided.unwrap(sealing?.wrap(plaintext) ?? plaintext), undefined, 'the first message decides');
});
