import { encodeClientHello, encodeSslv2ClientHello } from '../../../harness/wire/tls/index.js';
import type { Insertion } from './mutation.js';
import type { SeededBytes } from './seeded-bytes.js';
import { contentType, type Step } from './step.js';

/** More than any limit on things that say nothing. */
const FLOOD = 3000;

const { changeCipherSpec, alert, handshake, applicationData } = contentType;
const hello = { version: 0x0301, random: Buffer.alloc(32, 7), suites: [0x2f, 5, 10] };

function inserted(record: Step['record'], bytes: Buffer | (() => Buffer)): Step {
  return { name: 'inserted', record, body: () => (typeof bytes === 'function' ? bytes() : bytes) };
}

function message(type: number, body: Buffer): Step {
  const header = Buffer.from([type, 0, 0, 0]);
  header.writeUIntBE(body.length, 1, 3);
  // Not among the peer's own messages: its Finished does not cover it.
  return inserted(handshake, Buffer.concat([header, body]));
}

/** The steps that are put in. */
export function insertionSteps(what: Insertion, random: SeededBytes): Step[] {
  switch (what) {
    case 'warning':
      return [inserted(alert, Buffer.from([1, 90]))];
    case 'fatal':
      return [inserted(alert, Buffer.from([2, 48]))];
    case 'close':
      return [inserted(alert, Buffer.from([1, 0]))];
    case 'unknown-level':
      return [inserted(alert, Buffer.from([3, 40]))];
    case 'one-byte-alert':
      return [inserted(alert, Buffer.from([1]))];
    case 'three-byte-alert':
      return [inserted(alert, Buffer.from([2, 40, 0]))];
    case 'application-data':
      return [inserted(applicationData, Buffer.from('early'))];
    case 'empty-application-data':
      return [inserted(applicationData, Buffer.alloc(0))];
    case 'empty-handshake':
      return [inserted(handshake, Buffer.alloc(0))];
    case 'hello-request':
      return [message(0, Buffer.alloc(0))];
    case 'client-hello':
      return [message(1, encodeClientHello(hello))];
    case 'unknown-message':
      return [message(77, Buffer.from('what'))];
    case 'server-key-exchange':
      return [message(12, random.bytes(100))];
    case 'half-header':
      return [inserted(handshake, Buffer.from([11, 0]))];
    case 'change-cipher-spec':
      return [inserted(changeCipherSpec, Buffer.from([1]))];
    case 'sslv2-hello':
      return [inserted('raw', encodeSslv2ClientHello(hello))];
    case 'heartbeat':
      return [inserted(24, Buffer.from([1, 0xff, 0xff]))];
    case 'oversized-record':
      return [inserted('raw', Buffer.from([22, 3, 1, 0xff, 0xff, 0]))];
    case 'oversized-message':
      return [inserted(handshake, Buffer.from([11, 0xff, 0xff, 0xff, 0]))];
    case 'flood-of-empty-records':
      return Array.from({ length: FLOOD }, () => inserted(handshake, Buffer.alloc(0)));
    case 'flood-of-empty-data':
      return Array.from({ length: FLOOD }, () => inserted(applicationData, Buffer.alloc(0)));
    case 'flood-of-warnings':
      return Array.from({ length: FLOOD }, () => inserted(alert, Buffer.from([1, 90])));
    case 'junk':
      return [inserted('raw', random.bytes(40))];
  }
}
