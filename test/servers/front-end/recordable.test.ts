import test from 'ava';
import { overwriteCredentials } from '../../../harness/journal/index.js';
import { recordable } from '../../../harness/servers/front-end/connection/recordable.js';
import { isHeader, parseSip, type SipHeader, serializeSip } from '../../../harness/wire/sip/index.js';
import { request } from './sip-client.js';

/** What is recorded of a REGISTER with these headers and body. */
function recorded(extra: readonly SipHeader[], body = ''): string {
  const asked = request({ extra });
  const headers = asked.headers.filter(({ name }) => !isHeader(name, 'Content-Length'));
  const raw = serializeSip({ ...asked, headers, body: Buffer.from(body) });
  const kept = recordable(raw, parseSip(raw)).toString();
  // The short cut changes nothing but the time it takes.
  if (kept !== overwriteCredentials(raw).toString()) throw new Error(`recorded otherwise: ${kept}`);
  return kept;
}

const authorization = (value: string): SipHeader => ({ name: 'Authorization', value });

test('a signature is recorded as it is', (t) => {
  t.regex(recorded([authorization('TLS-DSK qop="auth", opaque="A", cnum="2", response="0a0b"')]), /response="0a0b"/);
});

test('the NTLM response of a handshake is overwritten, at its length', (t) => {
  const text = recorded([authorization('NTLM qop="auth", opaque="A", gssapi-data="TlRMTVNTUAADsecretsecret"')]);
  t.regex(text, /gssapi-data="\*{24}"/);
});

test('credentials of schemes that are no signature are overwritten', (t) => {
  t.notRegex(recorded([authorization('Basic YWxpY2U6c2VjcmV0')]), /YWxp/);
  t.notRegex(recorded([{ name: 'Proxy-Authorization', value: 'Bearer secret' }]), /secret/);
  t.notRegex(recorded([{ name: 'Cookie', value: 'session=secret' }]), /secret/);
  t.notRegex(recorded([{ name: 'X-MS-WebTicket', value: 'opaque=secret' }]), /secret/);
});

test('a password in a body or in a header is overwritten', (t) => {
  t.notRegex(recorded([], '<a><Password>secret</Password></a>'), /secret/);
  t.notRegex(recorded([{ name: 'Subject', value: '<o:Password>secret</o:Password>' }]), /secret/);
});

test('bytes that nobody read as a message are looked through', (t) => {
  t.notRegex(recordable(Buffer.from('x\r\nAuthorization: Basic secret\r\n'), undefined).toString(), /secret/);
});
