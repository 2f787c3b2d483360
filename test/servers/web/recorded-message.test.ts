import test from 'ava';
import { Journal } from '../../../harness/journal/index.js';
import { recordedMessage } from '../../../harness/servers/web/recorded-message.js';

const head = 'HTTP/1.1 200\r\nX-Name: \u00e9\r\n\r\n';
const written = Buffer.from(head, 'latin1');

test('head and body stand behind each other, whatever the body is made of', (t) => {
  for (const body of ['', 'plain', 'several bytes: \u20ac, \u00e9', Buffer.from([0, 255, 128])]) {
    t.deepEqual(recordedMessage(head, body), Buffer.concat([written, Buffer.from(body)]));
  }
});

test('a message of any length is whole, and the journal keeps what the next one is written over', (t) => {
  const journal = new Journal({ time: { now: () => new Date(0), elapsed: () => 0 } });
  const { record } = journal.recorder('web');
  const bodies = ['a'.repeat(10), 'b'.repeat(100_000), '\u20ac'.repeat(64 * 1024), 'c'.repeat(9)];
  for (const body of bodies)
    record('web.response', { status: 200, path: '/' }, { raw: () => recordedMessage(head, body) });
  const kept = journal.events.map(({ raw = '' }) => Buffer.from(raw, 'base64').subarray(written.length).toString());
  t.deepEqual(
    kept.map((body, index) => body === bodies[index]),
    [true, true, true, true],
  );
});
