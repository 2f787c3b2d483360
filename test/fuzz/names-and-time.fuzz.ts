import { type Answer, decode } from 'dns-packet';
import fc from 'fast-check';
import {
  type DnsRecord,
  defaultNameServiceSettings,
  defaultTimeServiceSettings,
} from '../../harness/deployment/index.js';
import { diagnose } from '../../harness/diagnosis/index.js';
import { answerTo, dnsQuestion } from '../../harness/phone/network/dns-question.js';
import { sntpAnswer, sntpRequest } from '../../harness/phone/network/sntp.js';
import { DnsServer } from '../../harness/servers/dns/index.js';
import { NtpServer } from '../../harness/servers/ntp/index.js';
import { decodeNtp } from '../../harness/wire/ntp/index.js';
import { armedContext } from '../servers/armed-context.js';
import { networkContext } from '../servers/network-context.js';
import type { FuzzTarget } from './target.js';

const from = { address: '10.10.20.51' };
const label = fc.constantFrom('a', 'b', 'sip', '_tcp', 'contoso', 'com', 'x'.repeat(63));
const name = fc
  .array(label, { minLength: 1, maxLength: 4 })
  .map((labels) => labels.join('.'))
  .filter((text) => text.length <= 253);
const number = fc.nat(0xffff);
const record: fc.Arbitrary<DnsRecord> = fc.oneof(
  fc.ipV4().map((address) => ({ type: 'A' as const, address })),
  fc.constantFrom('2001:db8::1', '::', 'fe80::1:2:3:4').map((address) => ({ type: 'AAAA' as const, address })),
  name.map((target) => ({ type: 'CNAME' as const, target })),
  name.map((target) => ({ type: 'NS' as const, target })),
  fc
    .tuple(number, number, number, name)
    .map(([priority, weight, port, target]) => ({ type: 'SRV' as const, priority, weight, port, target })),
);
const owned = fc.record({ name, record });
const faults = fc.array(
  fc.constantFrom(
    ...[
      { do: 'status', code: 'SERVFAIL' },
      { do: 'no-data' },
      { do: 'lame' },
      { do: 'truncate' },
      { do: 'alias-loop' },
    ],
    ...[{ do: 'wrong-id' }, { do: 'garbage' }, { do: 'drop' }, { do: 'address', address: '192.0.2.1' }],
    ...[
      { do: 'srv-port', port: 0 },
      { do: 'srv-target', target: 'x.test' },
    ],
  ),
  { maxLength: 4 },
);
const question = dnsQuestion('sip.contoso.com', 'SRV');
const request = sntpRequest(new Date('2014-11-15T09:00:00Z'));

/** What is kept of a record when it is read back. */
function dataOf(answer: Answer): unknown {
  return 'data' in answer ? answer.data : undefined;
}

export const targets: FuzzTarget[] = [
  {
    name: 'records of any zone come back as they were written, and a circle of aliases ends',
    property: fc.property(fc.array(owned, { maxLength: 12 }), (records) => {
      const dns = new DnsServer(networkContext({ dns: { ...defaultNameServiceSettings, records } }));
      for (const { name: owner, record: one } of records) {
        const { packet } = dnsQuestion(owner, one.type === 'SRV' ? 'SRV' : 'A');
        const response = dns.handle(packet, 'tcp', from);
        if (!response) throw new Error('no response');
        const { answers = [] } = decode(response);
        if (one.type === 'A' && !answers.some((each) => each.type === 'A' && dataOf(each) === one.address)) {
          throw new Error('the address is missing');
        }
        if (one.type === 'SRV') {
          const { type: _type, ...data } = one;
          const wanted = JSON.stringify(Object.entries(data).sort());
          const found = answers.some(
            (each) => each.type === 'SRV' && JSON.stringify(Object.entries(each.data).sort()) === wanted,
          );
          if (!found) throw new Error('the service is missing');
        }
      }
    }),
  },
  {
    name: 'whatever the faults of a name server do, the phone reads it or takes it for nothing',
    property: fc.property(faults, fc.constantFrom('udp' as const, 'tcp' as const), (chosen, transport) => {
      const { context } = armedContext(chosen.map((fault) => ({ at: pointOf(fault.do), ...fault })));
      const response = new DnsServer(context).handle(question.packet, transport, from);
      if (!response) return;
      const read = answerTo(question, response);
      const spoilt = chosen.some((fault) => fault.do === 'wrong-id' || fault.do === 'garbage');
      if (!spoilt && read === undefined) throw new Error('an answer that is well formed was thrown away');
    }),
  },
  {
    name: 'a query with bytes changed is answered with a response of its id or not at all',
    property: fc.property(fc.array(fc.tuple(fc.nat(60), fc.nat(255)), { maxLength: 8 }), (changes) => {
      const query = Buffer.from(question.packet);
      for (const [at, value] of changes) if (at < query.length) query[at] = value;
      const response = new DnsServer(networkContext()).handle(query, 'udp', from);
      if (response && response.readUInt16BE(0) !== query.readUInt16BE(0)) throw new Error('another id');
    }),
  },
  {
    name: 'a time server whose clock does what it likes tells a time that can be read',
    property: fc.property(
      fc.record({
        offsetMs: fc.integer({ min: -4e12, max: 4e12 }),
        driftPpm: fc.integer({ min: -500_000, max: 500_000 }),
        frozen: fc.boolean(),
        date: fc.date({ noInvalidDate: true, min: new Date(0), max: new Date(4e12) }),
      }),
      (settings) => {
        const ntp = new NtpServer(networkContext({ time: { ...defaultTimeServiceSettings, ...settings } }));
        const answer = ntp.handle(request.packet, from);
        if (!answer || sntpAnswer(request, answer) === undefined) throw new Error('no answer to the request');
      },
    ),
  },
  {
    name: 'an answer of the time server with bytes changed is a date, unusable, or nothing',
    property: fc.property(fc.array(fc.tuple(fc.nat(47), fc.nat(255)), { maxLength: 4 }), (changes) => {
      const answer = new NtpServer(networkContext()).handle(request.packet, from) ?? Buffer.alloc(0);
      for (const [at, value] of changes) answer[at] = value;
      const read = sntpAnswer(request, answer);
      if (read === undefined) return;
      const { stratum, leap, originate } = decodeNtp(answer);
      if (originate !== request.transmit) throw new Error('taken for another question');
      if ('date' in read && (stratum === 0 || stratum > 15 || leap === 3)) throw new Error('a time nobody vouches for');
    }),
  },
  {
    name: 'names and times of any device give findings, and nothing worse',
    property: fc.property(
      fc.array(fc.record({ name, text: fc.string(), code: fc.constantFrom('NOERROR', 'NXDOMAIN', 'SERVFAIL') })),
      (answers) => {
        const { journal } = networkContext();
        const head = { device: 'm' };
        for (const { name: asked, text, code } of answers) {
          const service = `_sipinternaltls._tcp.${asked}`;
          journal
            .recorder('dns')
            .record('dns.answer', { name: service, recordType: 'SRV', code, answers: [text] }, head);
          journal.recorder('ntp').record('ntp.reply', { date: text, stratum: text.length, leap: 0 }, head);
        }
        diagnose(journal.events);
      },
    ),
  },
];

function pointOf(fault: string): string {
  if (fault.startsWith('srv-')) return 'dns.srv';
  return 'dns.any';
}
