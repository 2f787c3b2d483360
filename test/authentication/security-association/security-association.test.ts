import test from 'ava';
import {
  REPLAY_WINDOW,
  SecurityAssociation,
  type SecurityAssociationOptions,
} from '../../../harness/authentication/security-association/index.js';
import { dskKeys } from '../../../harness/authentication/tls-dsk/index.js';
import { header, parseCredentials, parseSip, type SipMessage, serializeSip } from '../../../harness/wire/sip/index.js';
import { REALM, register, registered, TARGET } from '../vectors.js';

const material = Buffer.alloc(128, 1);
material.fill(2, 96);

function association(side: 'client' | 'server', change: Partial<SecurityAssociationOptions> = {}) {
  return new SecurityAssociation({
    side,
    scheme: 'TLS-DSK',
    realm: REALM,
    targetname: TARGET,
    opaque: '7A11C0D3',
    version: 4,
    keys: dskKeys(material, 'sha1', side),
    ...change,
  });
}

/** As it arrives: written and read again. */
const overTheWire = (message: SipMessage) => parseSip(serializeSip(message));

test('what one side signs the other accepts, in both directions, numbers counting from 1', (t) => {
  const [client, server] = [association('client'), association('server')];
  for (const number of [1, 2, 3]) {
    t.deepEqual(server.check(overTheWire(client.signed(register()))), { ok: true, number });
    t.deepEqual(client.check(overTheWire(server.signed(registered()))), { ok: true, number });
  }
});

test('parameters stand in the order of real messages; the client names the version only while it signs in', (t) => {
  const fixed = { random: () => '0000a1b2' };
  const client = association('client', fixed);
  const first = header(client.signed(register()), 'Authorization') ?? '';
  t.regex(
    first,
    /^TLS-DSK qop="auth", opaque="7A11C0D3", realm="SIP Communications Service", targetname="fe01.contoso.test", version=4, crand="0000a1b2", cnum="1", response="[0-9a-f]{40}"$/,
  );
  t.regex(
    header(client.signed(register()), 'Authorization') ?? '',
    /targetname="fe01.contoso.test", crand="0000a1b2", cnum="2", response=/,
  );
  t.regex(
    header(
      association('client', { ...fixed, scheme: 'NTLM' }).signed(register(), { gssapiData: Buffer.from('NTLMSSP') }),
      'Authorization',
    ) ?? '',
    /targetname="fe01.contoso.test", gssapi-data="TlRMTVNTUA==", version=4, crand=/,
  );
  t.regex(
    header(association('server', { random: () => '3C59E07F' }).signed(registered()), 'Authentication-Info') ?? '',
    /^TLS-DSK qop="auth", opaque="7A11C0D3", srand="3C59E07F", snum="1", rspauth="[0-9a-f]{40}", targetname="fe01.contoso.test", realm="SIP Communications Service", version=4$/,
  );
  t.notRegex(header(association('client', { version: 3 }).signed(register()), 'Authorization') ?? '', /version/);
});

test('the header stands behind Via, and replaces one that was there', (t) => {
  const signed = association('client').signed(register('Authorization: NTLM qop="auth"\r\n'));
  t.deepEqual(
    signed.headers.map(({ name }) => name),
    ['Via', 'Authorization', 'From', 'To', 'Call-ID', 'CSeq', 'Content-Length'],
  );
});

test('each changed field is noticed, and the expected string comes back', (t) => {
  const changes: [string, (text: string) => string][] = [
    ['From URI', (text) => text.replace('From: <sip:alice@', 'From: <sip:bob@')],
    ['From tag', (text) => text.replace('tag=6b0e52f7a9', 'tag=6b0e52f7a8')],
    ['To URI', (text) => text.replace('To: <sip:alice@', 'To: <sip:bob@')],
    ['Call-ID', (text) => text.replace('Call-ID: c', 'Call-ID: d')],
    ['CSeq', (text) => text.replace('CSeq: 3', 'CSeq: 4')],
    ['Expires', (text) => text.replace('Content-Length', 'Expires: 0\r\nContent-Length')],
    ['number', (text) => text.replace('cnum="1"', 'cnum="2"')],
    ['crand', (text) => text.replace(/crand="./, 'crand="x')],
    ['signature', (text) => text.replace(/response="[^"]*"/, `response="${'00'.repeat(20)}"`)],
    ['short signature', (text) => text.replace(/response="[^"]*"/, 'response="00"')],
    ['no hex', (text) => text.replace(/response="[^"]*"/, 'response="zz"')],
  ];
  for (const [name, change] of changes) {
    const text = serializeSip(association('client').signed(register())).toString();
    t.not(change(text), text, name);
    const check = association('server').check(parseSip(Buffer.from(change(text))));
    t.like(check, { ok: false, problem: 'bad-signature' }, name);
    if (name === 'CSeq') t.regex((check as { expectedString?: string }).expectedString ?? '', /<4><REGISTER>/);
  }
});

test('a message without signature, of another association, scheme or server', (t) => {
  const server = association('server');
  t.deepEqual(server.check(register()), { ok: false, problem: 'missing' });
  t.deepEqual(server.check(register('Authorization: nonsense\r\n')), { ok: false, problem: 'missing' });
  t.deepEqual(server.check(register('Authorization: NTLM qop="auth", gssapi-data="", version=4\r\n')), {
    ok: false,
    problem: 'missing',
  });
  for (const other of [
    { opaque: 'FFFFFFFF' },
    { scheme: 'NTLM' },
    { targetname: 'fe02.contoso.test' },
    { realm: 'sip communications service' },
  ] as const) {
    t.deepEqual(server.check(association('client', other).signed(register())), {
      ok: false,
      problem: 'wrong-association',
    });
  }
  t.deepEqual(server.check(association('server').signed(registered())), { ok: false, problem: 'missing' });
});

test('Proxy-Authorization of 2007 clients counts; the header of the right association is found among others', (t) => {
  const { value } = association('client').signed(register()).headers[1] ?? { value: '' };
  const foreign = 'Authorization: NTLM qop="auth", opaque="1", realm="x", targetname="y", cnum="1", response="00"\r\n';
  t.deepEqual(association('server').check(register(`${foreign}Proxy-Authorization: ${value}\r\n`)), {
    ok: true,
    number: 1,
  });
});

test('a message is taken once; late ones within the window, not before it', (t) => {
  const client = association('client');
  const messages = Array.from({ length: REPLAY_WINDOW + 2 }, () => client.signed(register()));
  const server = association('server');
  const at = (number: number) => server.check(messages[number - 1] ?? register());
  t.deepEqual(at(1), { ok: true, number: 1 });
  t.like(at(1), { ok: false, problem: 'replayed' });
  t.deepEqual(at(REPLAY_WINDOW + 2), { ok: true, number: REPLAY_WINDOW + 2 });
  t.like(at(2), { ok: false, problem: 'replayed' }, 'too old to know');
  t.deepEqual(at(3), { ok: true, number: 3 }, 'the oldest that is known');
  t.like(at(3), { ok: false, problem: 'replayed' });
});

test('a forged number does not use the number up', (t) => {
  const server = association('server');
  const genuine = association('client').signed(register());
  const forged = parseSip(Buffer.from(serializeSip(genuine).toString().replace('CSeq: 3', 'CSeq: 9')));
  t.like(server.check(forged), { problem: 'bad-signature' });
  t.deepEqual(server.check(genuine), { ok: true, number: 1 });
});

test('random values differ and are 8 hex digits', (t) => {
  const client = association('client');
  const rands = [1, 2].map(() =>
    parseCredentials(header(client.signed(register()), 'Authorization') ?? '').parameters.get('crand'),
  );
  t.regex(rands[0] ?? '', /^[0-9A-F]{8}$/);
  t.not(rands[0], rands[1]);
});
