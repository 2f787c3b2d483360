import test from 'ava';
import {
  datagramSignature,
  NtlmServer,
  ntlmAnswer,
  ntlmSigningKeys,
} from '../../../harness/authentication/ntlm/index.js';
import { SecurityAssociation } from '../../../harness/authentication/security-association/index.js';
import { fieldsOfMessage, signatureString } from '../../../harness/authentication/sip-signature/index.js';
import { Secret } from '../../../harness/foundation/secret.js';
import { decodeNtlm, encodeChallenge, SIP_CHALLENGE_FLAGS } from '../../../harness/wire/ntlm/index.js';
import { REALM, sip } from '../vectors.js';

// Communicator 2007 R2 and Office Communications Server 2007 R2, as published in the tests of pidgin-sipe.

const targetname = 'cosmo-ocs-r2.cosmo.local';
const credentials = {
  ...{ user: 'User', domain: 'COSMO', workstation: 'COSMO-OCS-R2' },
  password: new Secret('Pa$$word'),
};
const serverChallenge = Buffer.from('dd1baaf4e7e218d1', 'hex');
const challenge = Buffer.from(
  'TlRMTVNTUAACAAAAAAAAADgAAADzgpji3Ruq9OfiGNEAAAAAAAAAAJYAlgA4AAAABQLODgAAAA8CAAoAQwBPAFMATQBPAAEAGABDAE8AUwBNAE8A' +
    'LQBPAEMAUwAtAFIAMgAEABYAYwBvAHMAbQBvAC4AbABvAGMAYQBsAAMAMABjAG8AcwBtAG8ALQBvAGMAcwAtAHIAMgAuAGMAbwBzAG0AbwAuAGwA' +
    'bwBjAGEAbAAFABYAYwBvAHMAbQBvAC4AbABvAGMAYQBsAAAAAAA=',
  'base64',
);
const authenticate = Buffer.from(
  'TlRMTVNTUAADAAAAGAAYAHIAAADGAMYAigAAAAoACgBIAAAACAAIAFIAAAAYABgAWgAAABAAEABQAQAAVYKYYgUCzg4AAAAPQwBPAFMATQBPAFUA' +
    'cwBlAHIAQwBPAFMATQBPAC0ATwBDAFMALQBSADIAoeku/k4Hi/fFwASazGFmwtauh1yw/apBjcDIAK527KYG0rn769BHMQEBAAAAAAAAWVGaFye5' +
    'ygHWrodcsP2qQQAAAAACAAoAQwBPAFMATQBPAAEAGABDAE8AUwBNAE8ALQBPAEMAUwAtAFIAMgAEABYAYwBvAHMAbQBvAC4AbABvAGMAYQBsAAMA' +
    'MABjAG8AcwBtAG8ALQBvAGMAcwAtAHIAMgAuAGMAbwBzAG0AbwAuAGwAbwBjAGEAbAAFABYAYwBvAHMAbQBvAC4AbABvAGMAYQBsAAAAAAAAAAAA' +
    'MctznhyoCkmFkeiueXEV5A==',
  'base64',
);

const fromTo = 'From: <sip:user@cosmo.local>;tag=3e49177a52;epid=c8ca638a15\r\nTo: <sip:user@cosmo.local>';
const rest = 'Call-ID: 4037df9284354df39065195bd57a4b14\r\nCSeq: 3 REGISTER';

const request = sip(
  `REGISTER sip:cosmo.local SIP/2.0\r\nVia: SIP/2.0/TLS 192.168.172.6:12723\r\n${fromTo}\r\n${rest}\r\n` +
    'Proxy-Authorization: NTLM qop="auth", realm="SIP Communications Service", opaque="2BDBAC9D", ' +
    `targetname="${targetname}", version=4, gssapi-data="${authenticate.toString('base64')}", crand="13317733", ` +
    'cnum="1", response="0100000029618e9651b65a7764000000"\r\nContent-Length: 0\r\n\r\n',
);

const response = sip(
  'SIP/2.0 200 OK\r\nAuthentication-Info: NTLM rspauth="01000000E615438A917661BE64000000", srand="9616454F", ' +
    `snum="1", opaque="2BDBAC9D", qop="auth", targetname="${targetname}", realm="SIP Communications Service"\r\n` +
    `${fromTo};tag=5E61CCD925D17E043D9A74835A88F664\r\n${rest}\r\n` +
    'Via: SIP/2.0/TLS 192.168.172.6:12723;ms-received-port=12723;ms-received-cid=2600\r\n' +
    'Expires: 7200\r\nContent-Length: 0\r\n\r\n',
);

/** What the server knows after it judged the client's answer to its challenge. */
function judged() {
  const server = new NtlmServer({ serverChallenge });
  server.challenge({
    ...{ netbiosDomain: 'COSMO', netbiosComputer: 'COSMO-OCS-R2', dnsDomain: 'cosmo.local', dnsComputer: targetname },
    flags: SIP_CHALLENGE_FLAGS,
  });
  const result = server.authenticate(authenticate, () => credentials.password);
  if (!result.ok) throw new Error(result.problem);
  return result;
}

function association(side: 'client' | 'server') {
  const keys = ntlmSigningKeys(judged(), side);
  const named = { scheme: 'NTLM', realm: REALM, targetname, opaque: '2BDBAC9D', version: 4 } as const;
  return new SecurityAssociation({ ...named, side, keys });
}

test('the real challenge is read, and written again byte for byte', (t) => {
  const read = decodeNtlm(challenge);
  if (read.type !== 2) return t.fail();
  t.is(read.flags, SIP_CHALLENGE_FLAGS);
  t.deepEqual(encodeChallenge(read), challenge);
});

test('the password proves itself, and its key exchange gives the session key', (t) => {
  t.like(judged(), { ok: true, user: 'User', domain: 'COSMO', workstation: 'COSMO-OCS-R2', flags: 0x62988255 });
  const wrong = new NtlmServer({ serverChallenge });
  wrong.challenge({ netbiosDomain: '', netbiosComputer: '', dnsDomain: '', dnsComputer: '' });
  t.false(wrong.authenticate(authenticate, () => new Secret('Pa$$word1')).ok);
});

test('the server accepts the client’s REGISTER; the client the server’s 200', (t) => {
  t.deepEqual(association('server').check(request), { ok: true, number: 1 });
  t.deepEqual(association('client').check(response), { ok: true, number: 1 });
});

test('both sides make the published signatures of the published strings', (t) => {
  const session = judged();
  const named = { scheme: 'NTLM', num: '1', realm: REALM, targetname };
  const asked = signatureString(fieldsOfMessage(request, { ...named, rand: '13317733' }), 4);
  t.is(
    asked,
    `<NTLM><13317733><1><${REALM}><${targetname}><4037df9284354df39065195bd57a4b14><3><REGISTER>` +
      '<sip:user@cosmo.local><3e49177a52><sip:user@cosmo.local><><><><>',
  );
  t.is(datagramSignature(session, 'client', asked).toString('hex'), '0100000029618e9651b65a7764000000');
  const answered = signatureString(fieldsOfMessage(response, { ...named, rand: '9616454F' }), 4);
  t.is(
    answered,
    `<NTLM><9616454F><1><${REALM}><${targetname}><4037df9284354df39065195bd57a4b14><3><REGISTER>` +
      '<sip:user@cosmo.local><3e49177a52><sip:user@cosmo.local><5E61CCD925D17E043D9A74835A88F664><><><7200><200>',
  );
  t.is(datagramSignature(session, 'server', answered).toString('hex'), '01000000e615438a917661be64000000');
});

test('the client’s answer to that challenge is the published one, but for its version and order', (t) => {
  const published = decodeNtlm(authenticate);
  if (published.type !== 3) return t.fail();
  const clientNonce = Buffer.from('d6ae875cb0fdaa41', 'hex');
  const { exportedSessionKey } = judged();
  const time = published.ntResponse.subarray(24, 32);
  // The published FILETIME has parts of a millisecond, which a Date cannot hold.
  const date = new Date(Number((time.readBigUInt64LE() - 116_444_736_000_000_000n) / 10_000n));
  const made = decodeNtlm(ntlmAnswer(challenge, credentials, { clientNonce, exportedSessionKey, time: date }).message);
  if (made.type !== 3) return t.fail();
  t.is(made.flags, published.flags);
  t.deepEqual(made.lmResponse, published.lmResponse);
  t.is(made.user, published.user);
  t.is(made.domain, published.domain);
  t.is(made.workstation, published.workstation);
  t.is(made.ntResponse.length, published.ntResponse.length);
  t.deepEqual(made.ntResponse.subarray(32), published.ntResponse.subarray(32));
});

test('a signature string with an identity, of an answer to an INVITE (published in the same place)', (t) => {
  const ringing = sip(
    'SIP/2.0 180 Ringing\r\nVia: SIP/2.0/tls 192.168.44.10:50230\r\n' +
      'FROM: "Sender"<sip:sender@company.com>;tag=2420628112;epid=54392f1bbf01\r\n' +
      'TO: "recipient"<sip:recipient@company.com>;tag=7aee15546a;epid=3102EB8BD1\r\nCSEQ: 1 INVITE\r\n' +
      'CALL-ID: 41CEg82ECa0AC8i3DD7mE673t9CF4b19DAxF780x\r\n' +
      'P-ASSERTED-IDENTITY: "recipient"<SIP:recipient@company.com>\r\nCONTENT-LENGTH: 0\r\n\r\n',
  );
  const server = 'LOC-COMPANYT-FE03.COMPANY.COM';
  const named = { scheme: 'NTLM', rand: '1B6D47A1', num: '11', realm: REALM, targetname: server };
  t.is(
    signatureString(fieldsOfMessage(ringing, named), 4),
    `<NTLM><1B6D47A1><11><${REALM}><${server}><41CEg82ECa0AC8i3DD7mE673t9CF4b19DAxF780x><1><INVITE>` +
      '<sip:sender@company.com><2420628112><sip:recipient@company.com><7aee15546a><SIP:recipient@company.com><><><180>',
  );
});
