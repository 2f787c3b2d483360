import test from 'ava';
import { diagnose, type FindingId } from '../../harness/diagnosis/index.js';
import type { JournalEvent } from '../../harness/journal/index.js';
import { event } from '../events.js';

const ids = (...events: JournalEvent[]) => diagnose(events)[0]?.findings.map(({ id }) => id) ?? [];
const said = (...events: JournalEvent[]) => diagnose(events)[0]?.findings[0]?.sentence ?? '';

const answered = (seq: number, name: string, recordType: string, code: string, ...answers: string[]) =>
  event(seq, 'dns.answer', { name, recordType, code, answers });
const srv = (seq: number, ...answers: string[]) =>
  answered(seq, '_sipinternaltls._tcp.contoso.com', 'SRV', answers.length > 0 ? 'NOERROR' : 'NXDOMAIN', ...answers);
const address = (seq: number, name: string, ...answers: string[]) =>
  answered(seq, name, 'A', answers.length > 0 ? 'NOERROR' : 'NXDOMAIN', ...answers);
const reached = event(90, 'connection.opened', { peer: '10.0.0.9:1' }, { service: 'front-end' });

/** Each case is none as soon as something arrived at the Front End. */
const cases: Record<string, { finding: FindingId; events: JournalEvent[] }> = {
  'nothing names a Registrar': { finding: 'registrar-not-named', events: [srv(1), address(2, 'sip.contoso.com')] },
  'the record leads to another domain': {
    finding: 'srv-other-domain',
    events: [srv(1, '0 0 5061 pool.fabrikam.com')],
  },
  'a domain that only ends alike is another': {
    finding: 'srv-other-domain',
    events: [srv(1, '0 0 5061 sip.notcontoso.com')],
  },
  'the record names a port of nobody': {
    finding: 'srv-wrong-port',
    events: [srv(1, '0 0 5060 sip.contoso.com'), address(2, 'sip.contoso.com', '10.0.0.1')],
  },
  'the record leads to a name without an address': {
    finding: 'host-address-missing',
    events: [srv(1, '0 0 5061 sip.contoso.com'), address(2, 'SIP.contoso.com')],
  },
  'the name server answers with an error': {
    finding: 'dns-refuses',
    events: [answered(1, '_sipinternaltls._tcp.contoso.com', 'SRV', 'SERVFAIL')],
  },
  'the registrar’s address is known and nobody comes': {
    finding: 'registrar-unreachable',
    events: [srv(1, '0 0 5061 sip.contoso.com'), address(2, 'sip.contoso.com', '10.0.0.1')],
  },
};

for (const [name, { finding, events }] of Object.entries(cases)) {
  test(`${name}: ${finding}, until a connection arrives`, (t) => {
    t.is(ids(...events)[0], finding);
    t.deepEqual(ids(...events, reached), []);
  });
}

test('a phone that follows the record to another domain has no such rule', (t) => {
  t.false(
    ids(srv(1, '0 0 5061 pool.fabrikam.com'), address(2, 'pool.fabrikam.com', '10.0.0.1')).includes('srv-other-domain'),
  );
});

test('an error that is made good is none', (t) => {
  const failed = answered(1, 'sip.contoso.com', 'A', 'SERVFAIL');
  t.is(ids(failed)[0], 'dns-refuses');
  t.false(ids(failed, address(2, 'sip.contoso.com', '10.0.0.1')).includes('dns-refuses'));
});

test('a referral is told by the missing mark of authority', (t) => {
  const flags = (byte: number) => ({ raw: Buffer.from([0, 1, byte, 0]).toString('base64') });
  const details = { name: 'sip.contoso.com', recordType: 'A', code: 'NOERROR', answers: [] };
  t.is(ids(event(1, 'dns.answer', details, flags(0x80)))[0], 'dns-refuses');
  t.deepEqual(ids(event(1, 'dns.answer', details, flags(0x84))), []);
});

test('an answer that comes late, or never', (t) => {
  const details = { name: 'sip.contoso.com', recordType: 'A', transport: 'udp' } as const;
  const asked = event(1, 'dns.query', details, { elapsed: 0 });
  t.regex(said(asked), /sip\.contoso\.com was never answered; the phone asked once/);
  const answer = (elapsed: number) =>
    event(2, 'dns.answer', { name: 'sip.contoso.com', recordType: 'A', code: 'NXDOMAIN', answers: [] }, { elapsed });
  t.regex(said(asked, answer(10_000)), /after 10 seconds/);
  t.deepEqual(ids(asked, answer(900)), []);
});

const certificate = {
  subject: 'CN=sip.contoso.com',
  issuer: 'CN=Contoso CA',
  thumbprint: 'X',
  notBefore: '2014-01-01T00:00:00.000Z',
  notAfter: '2016-01-01T00:00:00.000Z',
  selfSigned: false,
};
const lookedUp = answered(1, '_ntp._udp.contoso.com', 'SRV', 'NOERROR', '0 0 123 dc01.contoso.com');
const asked = event(2, 'ntp.request', { version: 3, mode: 3 });
const told = (date: string, stratum = 2, leap = 0, more: object = {}) =>
  event(3, 'ntp.reply', { date, stratum, leap, ...more });
const shown = event(
  5,
  'tls.server-flight',
  { version: 'TLS 1.0', suite: 'X', chain: [certificate], engine: 'tls10', resumed: false },
  { service: 'front-end', connection: 'front-end#1', time: '2014-11-15T09:00:00.000Z' },
);
const refused = event(
  6,
  'tls.refused',
  { by: 'phone', how: 'alert', alert: 'bad_certificate', when: 'after-certificate', afterMs: 1 },
  { service: 'front-end', connection: 'front-end#1' },
);

test('a date on which the certificate is not valid, and one on which it is', (t) => {
  t.is(ids(asked, told('2005-01-01T00:00:00.000Z'), shown, refused)[0], 'clock-wrong');
  t.regex(said(asked, told('2005-01-01T00:00:00.000Z'), shown, refused), /not yet valid/);
  t.regex(said(asked, told('2037-01-01T00:00:00.000Z'), shown, refused), /no longer valid/);
  t.not(ids(asked, told('2014-11-15T09:00:00.000Z'), shown, refused)[0], 'clock-wrong');
});

test('a certificate that is not valid on the server’s own date is no matter of the clock', (t) => {
  const expired = { ...shown, time: '2020-01-01T00:00:00.000Z' } as JournalEvent;
  t.not(ids(asked, told('2037-01-01T00:00:00.000Z'), expired, refused)[0], 'clock-wrong');
});

test('a kiss, and a clock that is not synchronised; a server with the time makes them good', (t) => {
  const kiss = told('1900-01-01T00:00:00.000Z', 0, 3, { kiss: 'RATE' });
  t.regex(said(asked, kiss, shown, refused), /kiss of death, RATE/);
  t.regex(said(asked, told('2014-11-15T09:00:00.000Z', 2, 3), shown, refused), /not synchronised/);
  t.regex(said(asked, told('2014-11-15T09:00:00.000Z', 16), shown, refused), /not synchronised/);
  const good = { ...told('2014-11-15T09:00:00.000Z'), seq: 4 } as JournalEvent;
  t.not(ids(asked, kiss, good, shown, refused)[0], 'time-refused');
});

test('no time at all, as far as the phone got', (t) => {
  t.regex(said(lookedUp, asked, shown, refused), /the time server does not answer/);
  t.regex(said(lookedUp, shown, refused), /DNS names a time server, and no question arrived there/);
  const unnamed = answered(1, '_ntp._udp.contoso.com', 'SRV', 'NXDOMAIN');
  t.regex(said(unnamed, shown, refused), /DNS names no time server/);
  t.not(ids(shown, refused)[0], 'time-unreachable', 'a phone that never asked may have a clock');
  t.not(ids(lookedUp, asked, told('2014-11-15T09:00:00.000Z'), shown, refused)[0], 'time-unreachable');
});

test('an answer to another question is no answer', (t) => {
  const packet = (first: number, originate: bigint, transmit: bigint) => {
    const bytes = Buffer.alloc(48);
    bytes[0] = first;
    bytes.writeBigUInt64BE(originate, 24);
    bytes.writeBigUInt64BE(transmit, 40);
    return { raw: bytes.toString('base64') };
  };
  const request = { ...asked, ...packet(0x1b, 0n, 7n) } as JournalEvent;
  const reply = (...parts: Parameters<typeof packet>) =>
    ({ ...told('2014-11-15T09:00:00.000Z'), ...packet(...parts) }) as JournalEvent;
  const first = (event: JournalEvent) => ids(request, event, shown, refused)[0];
  t.is(first(reply(0x1c, 8n, 9n)), 'time-unreachable', 'another timestamp');
  t.is(first(reply(0x1d, 7n, 9n)), 'time-unreachable', 'another mode');
  t.is(first(reply(0x1c, 7n, 0n)), 'time-unreachable', 'no time');
  t.not(first(reply(0x1c, 7n, 9n)), 'time-unreachable');
});

test('a phone that signed in and finds no update server, until the record is there', (t) => {
  const signedIn = event(1, 'front-end.signed-in', { user: 'alice@contoso.com', scheme: 'TLS-DSK' } as never);
  const missing = address(2, 'ucupdates-r2.corp.contoso.com');
  t.deepEqual(ids(signedIn, missing), ['update-host-missing']);
  t.deepEqual(ids(signedIn, missing, address(3, 'ucupdates-r2.contoso.com', '10.0.0.2')), []);
});
