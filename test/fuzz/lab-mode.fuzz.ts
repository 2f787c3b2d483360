import fc from 'fast-check';
import { boundSockets } from '../../harness/cli/doctor/holders.js';
import { followDevices, lastStep } from '../../harness/diagnosis/devices/index.js';
import { eventTypes, type JournalEvent } from '../../harness/journal/index.js';
import { neighbours } from '../../harness/lab/neighbours.js';
import { profileSchema, readProfile } from '../../harness/phone/index.js';
import { compareRuns, comparisonDocument } from '../../harness/reports/compare/index.js';
import { learnProfile } from '../../harness/scenario/lab/index.js';
import { equal, onlyHarnessErrors } from './promises.js';
import type { FuzzTarget } from './target.js';

const mac = fc.constantFrom('00:04:f2:00:00:01', '00:04:f2:00:00:02', '00:04:f2:00:00:03');
const address = fc.constantFrom('10.0.0.1', '10.0.0.2', '10.0.0.3');
const device = fc.oneof(
  mac,
  address.map((ip) => `ip:${ip}`),
);
const epid = fc.constantFrom('aa', 'bb');

/** Events by which devices are told apart, of a few devices that share everything they can. */
const identifying = fc
  .array(
    fc.oneof(
      fc.record({
        type: fc.constant('dhcp.request'),
        device: mac,
        address,
        asked: fc.array(fc.nat(255)),
        message: fc.constant('DHCPINFORM'),
      }),
      fc.record({
        type: fc.constant('front-end.register'),
        device,
        epid,
        step: fc.constant('signed'),
        user: fc.string(),
      }),
      fc.record({
        type: fc.constant('front-end.signed-in'),
        device,
        epid,
        certificate: fc.constantFrom('T', 'U'),
        user: fc.string(),
        scheme: fc.string(),
      }),
      fc.record({ type: fc.constant('device-update.check'), device, mac }),
    ),
    { maxLength: 40 },
  )
  .map((events) =>
    events.map((event, index) => ({ seq: index + 1, observer: 'harness', ...event }) as unknown as JournalEvent),
  );

/** Messages with any bytes in them. */
const raw = fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes).toString('base64'));
const messages = fc
  .array(
    fc.oneof(
      fc.record({
        type: fc.constant('web.request'),
        method: fc.string(),
        path: fc.string(),
        userAgent: fc.string(),
        raw,
      }),
      fc.record({
        type: fc.constant('front-end.request'),
        method: fc.constant('REGISTER'),
        userAgent: fc.string(),
        raw,
      }),
      fc.record({
        type: fc.constant('tls.client-hello'),
        service: fc.constantFrom('web', 'front-end'),
        format: fc.constantFrom('tls', 'sslv2'),
        versions: fc.array(fc.constantFrom('TLS 1.0', 'TLS 1.2', '0x7a7a')),
        suites: fc.array(fc.string()),
        extensions: fc.array(fc.string()),
        compression: fc.array(fc.string()),
        recordVersion: fc.string(),
        fingerprint: fc.string(),
        raw,
      }),
      fc.record({
        type: fc.constant('dhcp.request'),
        message: fc.constant('DHCPDISCOVER'),
        address,
        asked: fc.array(fc.nat(300)),
        vendorClass: fc.string(),
      }),
    ),
    { maxLength: 12 },
  )
  .map((events) =>
    events.map(
      (event, index) => ({ seq: index + 1, observer: 'harness', device: 'm', ...event }) as unknown as JournalEvent,
    ),
  );

const result = { outcome: 'signed-in', finding: 'none' };

export const targets: readonly FuzzTarget[] = [
  {
    name: 'lab: devices are told apart, two MACs never one, every name known at the end',
    property: fc.property(identifying, (events) => {
      const { cards, events: renamed } = followDevices(events);
      const known = new Set(cards.map((card) => card.device));
      for (const [index, { device: name }] of renamed.entries()) {
        if (name === undefined || !known.has(name)) throw new Error(`nobody is called ${name}`);
        const before = events[index]?.device ?? '';
        if (!before.startsWith('ip:')) equal(name, before);
      }
    }),
  },
  {
    name: 'lab: what is learnt of any messages is a profile that can be read again, without a line end in a header',
    property: fc.property(messages, (events) => {
      const card = {
        device: 'm',
        addresses: [],
        epids: [],
        userAgents: [],
        users: [],
        certificates: [],
        contradictions: [],
      };
      const profile = learnProfile(events, card, { scenario: 's', variant: 'v', at: new Date(0) });
      equal(JSON.stringify(readProfile(JSON.stringify(profile), 'file')), JSON.stringify(profile));
      const lines = [...(profile.http?.headers ?? []), ...(profile.sip?.register ?? [])];
      for (const line of lines) if (/[\r\n]/.test(line.join(''))) throw new Error('a header is two');
    }),
  },
  {
    name: 'lab: a run beside itself does not differ, and beside any other is a table of so many rows',
    property: fc.property(messages, messages, (one, other) => {
      equal(compareRuns({ events: one, result }, { events: one, result }).differences.length, 0);
      const comparison = compareRuns({ events: one, result }, { events: other, result });
      const names = { scenario: 's', variant: 'v', device: 'd', emulated: 'e' };
      const rows = comparisonDocument(names, comparison)
        .split('\n')
        .filter((line) => line.startsWith('| ') && !line.startsWith('| what'));
      equal(rows.length, comparison.differences.length);
    }),
  },
  {
    name: 'lab: any text as a profile, a neighbour table, a table of sockets; any events for a last step',
    property: fc.property(fc.string(), fc.constantFrom(...eventTypes), fc.json(), (text, type, json) => {
      onlyHarnessErrors(() => readProfile(text, 'file'));
      onlyHarnessErrors(() => readProfile(json, 'file'));
      profileSchema.safeParse(text);
      neighbours(() => text);
      boundSockets(text, '0A');
      if (type === 'dhcp.reply' || type === 'ldap.search' || !type.startsWith('phone.')) return;
      lastStep([{ seq: 1, type, observer: 'harness' } as unknown as JournalEvent]);
    }),
  },
];
