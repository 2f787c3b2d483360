import test from 'ava';
import {
  type DhcpAsked,
  disturbDhcp,
  explainFault,
  FaultPlan,
  type FaultPoint,
  faultsAt,
} from '../../harness/faults/index.js';
import {
  type DhcpMessage,
  type DhcpOption,
  decodeDhcp,
  dhcpMessageType,
  encodeDhcp,
  option,
} from '../../harness/wire/dhcp/index.js';
import {
  certificateServiceUrl,
  decodeOption43,
  encodeOption43,
  encodeVoiceVlan,
} from '../../harness/wire/option43/index.js';
import { decodeOption120, encodeOption120 } from '../../harness/wire/option120/index.js';
import { hex } from '../servers/dhcp/messages.js';
import { complaints, parsed } from './parse.js';

const nothing = (): never => {
  throw new Error('no chain is wanted');
};

function armed(at: FaultPoint, ...specs: Record<string, unknown>[]) {
  const fired: string[] = [];
  const plan = new FaultPlan(
    specs.map((spec) => parsed({ at, ...spec })),
    { resources: { chain: nothing, published: nothing }, record: (one) => fired.push(one.do) },
  );
  return { faults: plan.for(at as 'dhcp.inform', {}), fired };
}

const path = '/CertProv/CertProvisioningService.svc';
const blob = encodeOption43({ urlScheme: 'https', webServer: 'lyncweb.contoso.com', port: '443', path });
const longBlob = encodeOption43({
  urlScheme: 'https',
  webServer: 'a-long-web-server-name.contoso.com',
  port: '443',
  path,
});
const type = (value: number): DhcpOption => ({ code: 53, data: Buffer.from([value]) });
const plain: readonly DhcpOption[] = [
  type(dhcpMessageType.ack),
  { code: 54, data: hex('0a0a0a05') },
  { code: 15, data: Buffer.from('contoso.com') },
  { code: 120, data: encodeOption120(['pool01.contoso.com']) },
  { code: 43, data: blob },
];
const reply = (options: readonly DhcpOption[] = plain): DhcpMessage => ({
  ...{ op: 2, htype: 1, hops: 0, xid: 7, secs: 0, flags: 0, ciaddr: '10.10.20.51', yiaddr: '0.0.0.0' },
  ...{
    siaddr: '0.0.0.0',
    giaddr: '0.0.0.0',
    chaddr: hex('0004f2aabbcc'),
    sname: Buffer.alloc(0),
    file: Buffer.alloc(0),
  },
  options,
});
const asked: DhcpAsked = {
  vendorClass: 'MS-UC-Client',
  asked: [43, 120],
  location: blob,
  voiceVlan: encodeVoiceVlan(100),
};

/** The answer as a client reads it after one fault, and whether the fault fired. */
function after(spec: Record<string, unknown>, options?: readonly DhcpOption[], at: FaultPoint = 'dhcp.inform') {
  const { faults, fired } = armed(at, spec);
  const disturbed = disturbDhcp(reply(options), () => asked, faults);
  const message = decodeDhcp(disturbed.bytes);
  const value = (code: number) => option(message, code);
  const vendor = decodeOption43(value(43) ?? Buffer.alloc(0));
  return { ...disturbed, fired, read: message, value, vendor, url: certificateServiceUrl(vendor.location) };
}

const wrong: Record<string, { spec: Record<string, unknown>; problem: RegExp; options?: readonly DhcpOption[] }> = {
  'cut after 90 bytes': {
    spec: { do: 'cut-option-43' },
    problem: /Sub-option 5 .* announces 37 bytes .* cut after 90 bytes, as older Cisco IOS/,
    options: plain.map((each) => (each.code === 43 ? { code: 43, data: longBlob } : each)),
  },
  'a binary port': { spec: { do: 'binary-port' }, problem: /is the binary number 443 \(01 bb\)/ },
  'https as the path': { spec: { do: 'https-path' }, problem: /holds "https", the value of sub-option 2/ },
  'hex as text in values': {
    spec: { do: 'text-instead-of-bytes' },
    problem: /is the hex digits of "MS-UC-Client" as text/,
  },
  'hex as text': {
    spec: { do: 'text-instead-of-bytes', of: 'option' },
    problem: /From byte 0 on the value is the hex digits as text/,
  },
  'a NUL at the end': { spec: { do: 'trailing-nul' }, problem: /holds a NUL at byte/ },
  'a length too large': { spec: { do: 'wrong-length' }, problem: /./ },
  'a length too small': { spec: { do: 'wrong-length', subOption: 5, by: -1 }, problem: /./ },
  'a second server': { spec: { do: 'duplicate' }, problem: /repeats the one at byte/ },
  'another class': { spec: { do: 'wrong-identifier' }, problem: /differs from MS-UC-Client in capitals/ },
  'its own header': { spec: { do: 'header-in-value' }, problem: /starts at byte 0 with the option's own code/ },
};
for (const [name, { options, problem, spec }] of Object.entries(wrong)) {
  test(`Option 43 with ${name} goes out so, and is named`, (t) => {
    const { fired, vendor } = after(spec, options);
    t.deepEqual(fired, [spec.do]);
    t.regex(vendor.problems.join('\n'), problem);
  });
}

for (const spec of [
  { do: 'reorder' },
  { do: 'extra-end' },
  { do: 'split-option-43' },
  { do: 'overload' },
  { do: 'missing-end' },
]) {
  test(`${spec.do} changes the bytes and no value`, (t) => {
    const { bytes, fired, url, vendor } = after(spec);
    t.deepEqual(fired, [spec.do]);
    t.notDeepEqual(bytes, encodeDhcp(reply()));
    t.is(url, `https://lyncweb.contoso.com:443${path}`);
    t.deepEqual(vendor.problems, []);
  });
}

test('what each of them looks like on the wire', (t) => {
  t.deepEqual(
    after({ do: 'reorder' }).vendor.subOptions.map(({ code }) => code),
    [5, 4, 3, 2, 1],
  );
  t.is(after({ do: 'extra-end' }).value(43)?.at(-1), 0xff);
  t.deepEqual(
    after({ do: 'split-option-43', after: 30 })
      .read.options.filter(({ code }) => code === 43)
      .map(({ data }) => data.length),
    [30, 56],
  );
  const overloaded = after({ do: 'overload' });
  t.deepEqual([overloaded.value(52), overloaded.read.file[0]], [hex('01'), 43]);
  const unended = after({ do: 'missing-end' }).bytes;
  t.is(unended.at(-1), 'c'.charCodeAt(0), 'the last byte is that of "svc"');
});

test('Option 120 in each wrong form', (t) => {
  t.deepEqual(decodeOption120(after({ do: 'option-120-form' }).value(120) ?? Buffer.alloc(0)), {
    encoding: 'addresses',
    addresses: ['10.10.10.20'],
  });
  t.throws(() =>
    decodeOption120(after({ do: 'option-120-form', form: 'without-encoding' }).value(120) ?? Buffer.alloc(0)),
  );
  t.is(after({ do: 'option-120-form', form: 'text' }).value(120)?.toString(), 'pool01.contoso.com');
  t.throws(() => decodeOption120(after({ do: 'trailing-nul', in: 'option-120' }).value(120) ?? Buffer.alloc(0)));
  t.is(after({ do: 'trailing-nul', in: 'option-15' }).value(15)?.toString('latin1'), 'contoso.com\0');
});

test('a stale host in 43, in 120, in both', (t) => {
  const both = after({ do: 'stale-host' });
  t.is(both.url, `https://oldpool.contoso.com:443${path}`);
  t.deepEqual(both.value(120), encodeOption120(['oldpool.contoso.com']));
  t.deepEqual(after({ do: 'stale-host', in: 'option-43' }).value(120), encodeOption120(['pool01.contoso.com']));
  t.deepEqual(after({ do: 'stale-host', in: 'option-120' }).value(43), blob);
});

test('the class ignored, either way, in front of a relay’s option', (t) => {
  t.deepEqual(after({ do: 'class-ignored', sends: 'voice-vlan' }).value(43), hex('0a 02 0064'));
  const without = [...plain.filter(({ code }) => code !== 43), { code: 82, data: hex('0101ff') }];
  const added = after({ do: 'class-ignored' }, without);
  t.deepEqual(added.value(43), blob);
  t.is(added.read.options.at(-1)?.code, 82);
  t.deepEqual(after({ do: 'class-echoed' }).value(60)?.toString(), 'MS-UC-Client');
});

test('an option left out, another transaction, a lease where none belongs, a refusal', (t) => {
  t.is(after({ do: 'omit-option', code: 43 }).value(43), undefined);
  t.is(after({ do: 'wrong-transaction' }).read.xid, 0xfffffff8);
  const leased = after({ do: 'lease-in-inform' });
  t.deepEqual([leased.read.yiaddr, leased.value(51)], ['10.10.20.51', hex('00000e10')]);
  const refused = after({ do: 'refuse' }, plain, 'dhcp.request');
  t.deepEqual(
    refused.read.options.map(({ code }) => code),
    [53, 54],
  );
  t.deepEqual(refused.value(53), hex('06'));
  t.regex(complaints({ at: 'dhcp.inform', do: 'refuse' }).join(), /a fault at dhcp\.inform is one of/);
});

test('what has nothing to change does not fire', (t) => {
  const without = plain.filter(({ code }) => code !== 43 && code !== 120);
  for (const { do: word } of faultsAt('dhcp.inform')) {
    const always = [
      'class-ignored',
      'class-echoed',
      'missing-end',
      'wrong-transaction',
      'lease-in-inform',
      'drop',
      'delay',
      'repeat',
    ];
    if (always.includes(word)) continue;
    const { fired } = after({ do: word, ...(word === 'omit-option' && { code: 43 }) }, without);
    t.deepEqual(fired, [], word);
  }
  t.deepEqual(after({ do: 'cut-option-43' }).fired, [], 'its 86 bytes are no more than 90');
});

test('what the server must do itself', (t) => {
  t.deepEqual(after({ do: 'drop' }).deliveries, [{ do: 'drop' }]);
  t.deepEqual(after({ do: 'delay', seconds: 3 }).deliveries, [{ do: 'delay', ms: 3000 }]);
  t.deepEqual(after({ do: 'repeat', times: 3 }).deliveries, [{ do: 'repeat', times: 3 }]);
});

test('each fault says in one sentence what it does', (t) => {
  for (const at of ['dhcp.discover', 'dhcp.request', 'dhcp.inform'] as const) {
    for (const kind of faultsAt(at)) {
      const sentence = explainFault(parsed({ at, do: kind.do, ...kind.example }));
      t.regex(sentence, /^At the DHCP server’s .*, on every answer: [A-Z].*\.$/);
    }
  }
  t.is(
    explainFault(parsed({ at: 'dhcp.inform', do: 'cut-option-43', when: { nth: 2 } })),
    'At the DHCP server’s answer to an INFORM, on the second answer of each device: Option 43 is cut after 90 bytes.',
  );
});
