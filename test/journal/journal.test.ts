import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import test from 'ava';
import { ScenarioClock } from '../../harness/foundation/clock/index.js';
import {
  captureInto,
  Journal,
  overwriteCredentials,
  overwriteValues,
  readJournal,
  writeJournal,
} from '../../harness/journal/index.js';

function journal(): Journal {
  return new Journal({ time: new ScenarioClock({ start: new Date('2014-11-15T09:00:00Z'), waits: 'real' }) });
}

function folder(t: { teardown(fn: () => void): void }): string {
  const path = mkdtempSync(join(tmpdir(), 'mock-lync-test-'));
  t.teardown(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

test('events are numbered, dated by the scenario and survive a file', (t) => {
  const file = join(folder(t), 'deep', 'run.jsonl');
  const log = journal();
  const dns = log.recorder('dns');
  dns.record(
    'dns.query',
    { name: 'sip.contoso.com', recordType: 'A', transport: 'udp' },
    { device: '00:04:f2:00:00:01' },
  );
  const writer = writeJournal(log, file);
  dns.record('dns.ignored', { reason: 'malformed' }, { raw: Buffer.from([1, 2, 3]) });
  writer.close();
  dns.record('dns.ignored', { reason: 'after closing' });
  t.deepEqual(
    log.events.map(({ seq }) => seq),
    [1, 2, 3],
  );
  t.regex(log.events[0]?.time ?? '', /^2014-11-15T09:00:0/);
  t.is(log.events[1]?.raw, 'AQID');
  t.deepEqual(readJournal(file), log.events.slice(0, 2));
  t.is(statSync(file).mode & 0o777, 0o600);
});

test('the bytes of an event are those of the moment, however many and however large', (t) => {
  const log = journal();
  const web = log.recorder('web');
  const block = 256 * 1024;
  const shared = Buffer.alloc(3);
  const sizes = [3, 0, block - 100, 200, 2 * block, 5, block - 4, block - 3];
  const expected = sizes.map((size, i) => Buffer.alloc(size, i + 1));
  for (const [i, bytes] of expected.entries()) {
    web.record('front-end.invalid', { problem: 'without bytes' });
    if (i === 0) shared.set(bytes);
    web.record('front-end.invalid', { problem: 'with' }, { raw: i === 0 ? shared : () => bytes });
    shared.fill(0xff);
  }
  const kept = log.events.filter((event) => 'raw' in event);
  t.deepEqual(
    kept.map(({ raw }) => raw),
    expected.map((bytes) => bytes.toString('base64')),
  );
  t.is(log.events.filter(({ raw }) => raw === undefined).length, sizes.length);
  const [first] = kept;
  t.deepEqual(first && { ...first, seq: 2 }, JSON.parse(JSON.stringify(first)), 'a copy has them, and so has a line');
  t.deepEqual(first && structuredClone(first), first);
});

test('events of one moment have the same date, later ones a later', (t) => {
  let at = Date.parse('2014-11-15T09:00:00Z');
  const log = new Journal({ time: { now: () => new Date(at), elapsed: () => 0 } });
  const dns = log.recorder('dns');
  for (const step of [0, 0, 1, 86_400_000]) {
    at += step;
    dns.record('dns.ignored', { reason: 'malformed' });
  }
  const minute = '2014-11-15T09:00:00';
  t.deepEqual(
    log.events.map(({ time }) => time),
    [`${minute}.000Z`, `${minute}.000Z`, `${minute}.001Z`, '2014-11-16T09:00:00.001Z'],
  );
});

test('every event has the date of its own moment, and the phone’s has the phone’s', (t) => {
  let ms = Date.parse('2014-11-15T09:00:00.000Z');
  const time = { now: () => new Date(ms), elapsed: () => 0 };
  const log = new Journal({ time });
  const ntp = log.recorder('ntp');
  const phone = log.recorder('phone', 'phone', { now: () => new Date(0), elapsed: () => 0 });
  const record = () => {
    for (const recorder of [ntp, phone]) recorder.record('ntp.ignored', { reason: 'x' });
  };
  record();
  record();
  ms += 1;
  record();
  ms -= 1;
  record();
  const dates = (observer: string) =>
    log.events.filter((event) => event.observer === observer).map((event) => event.time);
  t.deepEqual(
    dates('harness').map((date) => date.slice(-5)),
    ['.000Z', '.000Z', '.001Z', '.000Z'],
  );
  t.deepEqual(dates('phone'), Array(4).fill('1970-01-01T00:00:00.000Z'));
});

test('a line cut off by a crash loses nothing before it', (t) => {
  const file = join(folder(t), 'run.jsonl');
  const log = journal();
  const writer = writeJournal(log, file);
  log.recorder('ntp').record('ntp.request', { version: 3, mode: 3 });
  writer.close();
  appendFileSync(file, '{"seq":2,"type":"ntp.re');
  t.deepEqual(readJournal(file), log.events.slice());
});

test('a missing journal is an error with its name', (t) => {
  t.throws(() => readJournal('/nowhere/run.jsonl'), { code: 'FILE_UNREADABLE', message: /\/nowhere\/run\.jsonl/ });
});

test('a listener hears until it leaves', (t) => {
  const log = journal();
  const heard: string[] = [];
  const leave = log.subscribe(({ type }) => heard.push(type));
  log.recorder('ntp').record('ntp.ignored', { reason: 'x' });
  leave();
  log.recorder('ntp').record('ntp.ignored', { reason: 'y' });
  t.deepEqual(heard, ['ntp.ignored']);
});

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

test('an event keeps no message alive that one of its texts was cut out of', (t) => {
  const log = journal();
  collect();
  const before = process.memoryUsage().heapUsed;
  for (let nth = 0; nth < 300; nth++) {
    const message = `${'x'.repeat(100_000)} the problem of message ${nth} ${'y'.repeat(100_000)}`;
    log.recorder('ntp').record('ntp.ignored', { reason: message.slice(100_001, 100_028) });
    // Longer than what is remembered of other texts.
    log.recorder('ntp').record('ntp.ignored', { reason: message.slice(99_000, 100_028) });
  }
  collect();
  t.is(log.events.length, 600);
  const grown = process.memoryUsage().heapUsed - before;
  t.true(grown < 20_000_000, `${grown} bytes, of 60 MB of messages`);
});

test('captures are kept whole, by a harmless name, for the owner alone', (t) => {
  const path = folder(t);
  const name = captureInto(path)('POST /../../etc/passwd', Buffer.from('body'));
  t.deepEqual(readdirSync(path), [name]);
  t.is(readFileSync(join(path, name), 'utf8'), 'body');
  t.is(statSync(join(path, name)).mode & 0o777, 0o600);
});

test('credential values are overwritten at equal length and nothing else is', (t) => {
  const text = [
    'POST /WebTicket/WebTicketService.svc/pin HTTP/1.1',
    'Authorization: NTLM TlRMTVNTUAADAAAA',
    'X-MS-WebTicket: opaque=abcdef',
    '',
    '<wsse:Username>1001</wsse:Username><wsse:Password Type="x#PasswordText">13579</wsse:Password>',
    '<BinarySecret>c2VjcmV0</BinarySecret>',
  ].join('\r\n');
  const result = overwriteCredentials(Buffer.from(text)).toString();
  t.is(result.length, text.length);
  for (const secret of ['13579', 'c2VjcmV0', 'TlRMTVNTUAADAAAA', 'abcdef']) t.false(result.includes(secret), secret);
  for (const kept of ['<wsse:Username>1001<', 'Authorization: NTLM ', 'PasswordText">*****<'])
    t.true(result.includes(kept), kept);
});

const alone: readonly (readonly [string, string])[] = [
  ['Authorization: Basic ', 'dXNlcjpwYXNz'],
  ['proxy-authorization: Negotiate ', 'TlRMTVNTUAADAAAA'],
  ['x-ms-webticket: ', 'opaque=abcdef'],
  ['Cookie: ', 'session=4711'],
  ['SET-COOKIE: ', 'session=4711'],
  ['Authorization: NTLM qop="auth", gssapi-data="', 'TlRMTVNTUAADAAAA"'],
  ['<wsse:Password>', '13579<'],
  ['<PASSWORD>', '13579<'],
  ['<t:BinarySecret a="b">', 'c2VjcmV0<'],
  ['<wsse:Nonce>', 'bm9uY2U=<'],
];

for (const [before, secret] of alone) {
  test(`a credential is overwritten where no other is: ${before.trim()}`, (t) => {
    const hidden = secret.replace(/[^<"]/g, '*');
    for (const rest of ['\r\n', `\r\nX-Long: ${'x'.repeat(500)}\r\n`]) {
      // Twice, for what is remembered of one message must not matter to the next.
      for (let nth = 0; nth < 2; nth++) {
        t.is(overwriteCredentials(Buffer.from(`${before}${secret}${rest}`)).toString(), `${before}${hidden}${rest}`);
      }
    }
  });
}

test('every kind of credential in one message is overwritten', (t) => {
  const text = `${alone.map(([before, secret]) => before + secret).join('\r\n')}\r\n`;
  const hidden = `${alone.map(([before, secret]) => before + secret.replace(/[^<"]/g, '*')).join('\r\n')}\r\n`;
  t.is(overwriteCredentials(Buffer.from(text)).toString(), hidden);
});

test('a SIP signature is no secret and stays readable', (t) => {
  const line =
    'Authorization: TLS-DSK qop="auth", opaque="7A11C0D3", crand="0000a1b2", cnum="1", response="437dd594"\r\n';
  t.is(overwriteCredentials(Buffer.from(line)).toString(), line);
});

test('known values are overwritten plain and in base64', (t) => {
  const raw = Buffer.from(`pin=13579 and ${Buffer.from('13579').toString('base64')} but not 1357`);
  const result = overwriteValues(raw, ['13579', '']).toString();
  t.is(result, 'pin=***** and ******** but not 1357');
});
