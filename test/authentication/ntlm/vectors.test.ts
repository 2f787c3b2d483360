import test from 'ava';
import { fileTime } from '../../../harness/authentication/ntlm/file-time.js';
import {
  datagramSignature,
  hmacMd5,
  NtlmServer,
  ntlmAnswer,
  ntlmSigningKeys,
  passwordKey,
  sealKey,
  signKey,
} from '../../../harness/authentication/ntlm/index.js';
import { decodeNtlm, NtlmFlag, SIP_CHALLENGE_FLAGS } from '../../../harness/wire/ntlm/index.js';
import { NTLM, REQUEST_STRING, RESPONSE_STRING } from '../vectors.js';

const { credentials, exportedSessionKey } = NTLM;
const session = { exportedSessionKey, flags: 0x62988255 };
const plain = { exportedSessionKey, flags: (0x62988255 & ~NtlmFlag.EXTENDED_SESSION_SECURITY) >>> 0 };

test('the challenge of a real registrar, byte for byte', (t) => {
  const challenge = new NtlmServer({ serverChallenge: NTLM.serverChallenge }).challenge({
    netbiosDomain: 'CONTOSO',
    netbiosComputer: 'FE01',
    dnsDomain: 'contoso.test',
    dnsComputer: 'fe01.contoso.test',
    flags: SIP_CHALLENGE_FLAGS,
    time: new Date('2014-06-03T10:00:00Z'),
  });
  // The vector's time has parts of a millisecond, which a Date cannot hold: it stands before the 4 bytes of the end.
  const place = challenge.length - 12;
  NTLM.challenge.copy(challenge, place, place, place + 8);
  t.is(challenge.toString('base64'), NTLM.challenge.toString('base64'));
});

test('FILETIME counts 100 ns from 1601', (t) => {
  t.is(fileTime(new Date(0)).toString('hex'), '00803ed5deb19d01');
  t.is(fileTime(new Date('1601-01-01T00:00:00.001Z')).readBigUInt64LE(), 10_000n);
});

test('password key, proof, session keys', (t) => {
  t.is(passwordKey('alice', 'CONTOSO', credentials.password).toString('hex'), NTLM.passwordKey);
  const answer = ntlmAnswer(NTLM.challenge, credentials, { clientNonce: NTLM.clientNonce, exportedSessionKey });
  const message = decodeNtlm(answer.message);
  if (message.type !== 3) return t.fail();
  const proof = message.ntResponse.subarray(0, 16);
  t.is(proof.toString('hex'), NTLM.proof);
  t.is(hmacMd5(Buffer.from(NTLM.passwordKey, 'hex'), proof).toString('hex'), NTLM.sessionBaseKey);
  t.is(message.sessionKey.toString('hex'), NTLM.encryptedSessionKey);
  t.is(message.flags, session.flags);
  t.is(message.lmResponse.length, 24);
  t.is(signKey(exportedSessionKey, 'client').toString('hex'), 'a14c3d1e1b365279873f7dcf51aed29d');
  t.is(sealKey(exportedSessionKey, 'client', session.flags).toString('hex'), 'af22a2127a4b090cccdfa26c427969c7');
  t.is(signKey(exportedSessionKey, 'server').toString('hex'), 'dbfeaa5883b889757ff1d849f31d6d53');
  t.is(sealKey(exportedSessionKey, 'server', session.flags).toString('hex'), 'b9e4af6ccd5f5edeb067d13815036db5');
});

test('signatures of the worked example, with extended session security and without', (t) => {
  t.is(datagramSignature(session, 'client', REQUEST_STRING).toString('hex'), '010000003001deccf089c77364000000');
  t.is(datagramSignature(session, 'server', RESPONSE_STRING).toString('hex'), '01000000319e085b62afa5b764000000');
  t.is(datagramSignature(plain, 'server', RESPONSE_STRING).toString('hex'), '01000000000000007ba4db2953bee5d7');
});

test('each side verifies the other’s signature; only without extended security padding is free', (t) => {
  for (const each of [session, plain]) {
    const [client, server] = [ntlmSigningKeys(each, 'client'), ntlmSigningKeys(each, 'server')];
    const signature = client.sign(REQUEST_STRING);
    t.true(server.verify(REQUEST_STRING, signature));
    t.false(server.verify(`${REQUEST_STRING}x`, signature));
    t.false(server.verify(REQUEST_STRING, signature.slice(2)));
    for (const byte of Array(16).keys()) {
      const isPadding = byte >= 4 && byte < 8;
      t.is(server.verify(REQUEST_STRING, changedAt(signature, byte)), each === plain && isPadding, `byte ${byte}`);
    }
  }
  t.false(
    ntlmSigningKeys(session, 'server').verify(REQUEST_STRING, ntlmSigningKeys(session, 'server').sign(REQUEST_STRING)),
  );
});

test('sealing keys are weakened as the flags say', (t) => {
  const { KEY_128, KEY_56 } = NtlmFlag;
  const keys = [KEY_128, KEY_56, 0].map((flags) => sealKey(exportedSessionKey, 'client', flags).toString('hex'));
  t.is(new Set(keys).size, 3);
});

/** With the last bit of a byte the other way round. */
function changedAt(signature: string, byte: number): string {
  const bytes = Buffer.from(signature, 'hex');
  bytes[byte] = (bytes[byte] ?? 0) ^ 1;
  return bytes.toString('hex');
}
