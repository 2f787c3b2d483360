import test from 'ava';
import { explain43 } from '../../harness/cli/option43/explain.js';
import { ScenarioClock } from '../../harness/foundation/clock/index.js';
import { DhcpPair, DhcpServer, listenDhcp } from '../../harness/servers/dhcp/index.js';
import { networkContext, networkDate } from '../servers/network-context.js';
import { commandLine } from './terminal.js';

const contoso = ['--sip-server', 'pool01.contoso.com', '--web-server', 'lyncweb.contoso.com'];
const encode = async (...more: string[]) => (await commandLine('option43', 'encode', ...more)).stdout;

// Of the reference: the 86 bytes for lyncweb.contoso.com, and option 120 for pool01.contoso.com.
const option43 =
  '010c4d532d55432d436c69656e74020568747470730313' +
  '6c796e637765622e636f6e746f736f2e636f6d04033434330525' +
  '2f4365727450726f762f4365727450726f766973696f6e696e67536572766963652e737663';
const option120 = '0006706f6f6c303107636f6e746f736f03636f6d00';

test('as DHCPUtil prints it: the published example, line for line', async (t) => {
  const tail = '2F4365727450726F762F4365727450726F766973696F6E696E67536572766963652E737663';
  const host = '7365727665722E6671646E2E636F6D70616E792E636F6D';
  t.is(
    await encode('--sip-server', 'server.fqdn.company.com'),
    [
      'SIP Server FQDN : server.fqdn.company.com',
      'Certificate Provisioning Service URL : https://server.fqdn.company.com:443/CertProv/CertProvisioningService.svc',
      '',
      'Option 120:',
      '0006736572766572046671646E07636F6D70616E7903636F6D00',
      '',
      'Vendor Class Identifier: MS-UC-Client',
      'Option 43 (for vendor=MS-UC-Client):',
      '\tFull Option 43 value (Length: 180) :',
      `\t010C4D532D55432D436C69656E74020568747470730317${host}04033434330525${tail}`,
      '\tsub-option 1 <UC Identifier>: 4D532D55432D436C69656E74',
      '\tsub-option 2 <URL Scheme>: 6874747073',
      `\tsub-option 3 <Web Server FQDN>: ${host}`,
      '\tsub-option 4 <Port>: 343433',
      `\tsub-option 5 <Relative Path for Cert Prov>: ${tail}`,
      '',
    ].join('\n'),
  );
});

test('the other public vectors of option 43', async (t) => {
  for (const [name, start] of [
    ['sip.contoso.com', '030f7369702e636f6e746f736f2e636f6d0403343433'],
    ['epslync01.epsilonhq.local', '03196570736c796e6330312e657073696c6f6e68712e6c6f63616c0403343433'],
  ] as const) {
    t.true((await encode('--sip-server', name, '--format', 'hex')).includes(start), name);
  }
});

test('each format carries the same bytes', async (t) => {
  const format = (name: string) => encode(...contoso, '--format', name);
  t.is(await format('hex'), `43 ${option43}\n120 ${option120}\n`);
  const undotted = (await format('cisco')).replaceAll('.', '');
  t.is(undotted, `option 43 hex ${option43}\noption 120 hex ${option120}\n`);
  t.regex(await format('infoblox'), new RegExp(option43, 'i'));
  const windows = await format('windows');
  const values = [...windows.matchAll(/-OptionId (\d+) -VendorClass MSUCClient -Value (\S+)/g)];
  const blob = values.map(([, code, bytes = '']) => {
    const data = bytes.replace(/0x|,/g, '');
    return `0${code}${(data.length / 2).toString(16).padStart(2, '0')}${data.toLowerCase()}`;
  });
  t.is(blob.join(''), option43);
  t.notRegex(windows, /-Type String/);
  const kea = JSON.parse(await format('kea')) as { 'option-def': { code: number; type: string }[] };
  t.is(kea['option-def'].find(({ code }) => code === 4)?.type, 'string', 'a number would be sent as two bytes');
  t.regex(await format('isc'), /^authoritative;$/m);
  t.regex(await format('dnsmasq'), /^dhcp-option=vendor:MS-UC-Client,4,"443"$/m);
  const json = JSON.parse(await encode(...contoso, '--json')) as { option43: string; option120: string };
  t.deepEqual([json.option43, json.option120], [option43, option120]);
});

test('a value Cisco IOS would cut is written as option ext', async (t) => {
  const long = await encode('--sip-server', 'a-long-web-server-name.contoso.com', '--format', 'cisco');
  t.regex(long, /^! \d+ bytes: /);
  t.regex(long, /^option ext 43 hex /m);
});

test('decode explains each part, in any notation, with the option’s own header or without', async (t) => {
  for (const written of [option43, `0x${option43}`, `2b56${option43}`, option43.replace(/(....)(?=.)/g, '$1.')]) {
    const { code, stdout } = await commandLine('option43', 'decode', written);
    t.is(code, 0, stdout);
    t.regex(stdout, /^ {2}sub-option 3 <web server>, 19 bytes: lyncweb\.contoso\.com$/m);
    t.regex(stdout, /^ {2}certificate service: https:\/\/lyncweb\.contoso\.com:443\/CertProv/m);
  }
  const sip = await commandLine('option43', 'decode', `78 15 ${option120}`);
  t.deepEqual(
    [sip.code, sip.stdout],
    [0, 'Option 120, 21 bytes\n  SIP server pool01.contoso.com\n  nothing wrong with it\n'],
  );
  t.regex((await commandLine('option43', 'decode', '2b040a020064')).stdout, /voice VLAN: 100/);
});

// Every mistake of the field, as the reference lists them.
const mistakes: Record<string, { hex: string; option?: string; says: RegExp }> = {
  'a blob cut at 90 bytes': {
    hex: `${option43.slice(0, 46)}031c${Buffer.from('lync-web-services.contoso.co').toString('hex')}${option43.slice(88)}`.slice(
      0,
      180,
    ),
    says: /cut after 90 bytes, as older Cisco IOS/,
  },
  'a binary port': { hex: option43.replace('0403343433', '040201bb'), says: /binary number 443/ },
  'https as the path': {
    hex: `${option43.slice(0, -78)}05056874747073`,
    says: /holds "https", the value of sub-option 2/,
  },
  'text of the hex': { hex: Buffer.from(option43.slice(0, 120)).toString('hex'), says: /hex digits as text/ },
  'a NUL': { hex: option43.replace('0205687474707', '02066874747073007').replace('30030313', '0313'), says: /./ },
  'a wrong length': { hex: option43.replace('0313', '0312'), says: /./ },
  'another identifier': { hex: option43.replace('4d532d', '6d732d'), says: /differs from MS-UC-Client in capitals/ },
  'two servers': { hex: `${option43}0305612e622e63`, says: /repeats the one at byte/ },
  'Option 43 empty of sub-options': { hex: '00', option: '43', says: /missing/ },
  'Option 120 as addresses': { hex: '78050 10a0a0a14'.replace(' ', ''), says: /encoding 1: addresses/ },
  'Option 120 without its first byte': {
    hex: option120.slice(2),
    option: '120',
    says: /the encoding byte may be missing/,
  },
  'Option 120 with a NUL at its end': { hex: `${option120}00`, option: '120', says: /empty/ },
};
for (const [name, { hex, option, says }] of Object.entries(mistakes)) {
  test(`decode names the mistake: ${name}`, async (t) => {
    const more = option === undefined ? [] : ['--option', option];
    const { code, stdout } = await commandLine('option43', 'decode', hex, ...more);
    t.is(code, 1, stdout);
    t.regex(stdout, /^ {2}! /m);
    t.regex(stdout, says);
  });
}

test('what a stranger wrote reaches the terminal as printable text', (t) => {
  const hostile = Buffer.from('0102 1b5b 0203687474 0301 1b 05022f1b'.replace(/ /g, ''), 'hex');
  for (const line of explain43(hostile).lines) t.regex(line, /^[\x20-\x7e]*$/);
});

test('usage errors are told', async (t) => {
  for (const args of [
    ['encode'],
    ['encode', ...contoso, '--format', 'juniper'],
    ['decode', 'xyz'],
    ['decode', '00', '--option', '66'],
    ['probe'],
    ['probe', '--address', '127.0.0.1', '--listen', '0'],
    ['frobnicate'],
  ]) {
    t.is((await commandLine('option43', ...args)).code, 2, args.join(' '));
  }
});

test('probe explains each server’s answer and whose a phone takes', async (t) => {
  const clock = new ScenarioClock({ start: networkDate, waits: 'real' });
  const server = (serverAddress: string, webServer: string) =>
    new DhcpServer(networkContext({ clock, dhcp: { option43: true, option120: true, webServer } }), {
      serverAddress,
      answerTo: 'sender',
      allow: () => true,
    });
  const pair = new DhcpPair(server('10.10.10.6', 'old.contoso.com'), server('10.10.10.5', 'lyncweb.contoso.com'));
  const listener = await listenDhcp(
    pair,
    { service: 'dhcp', address: '127.0.0.1', port: 0 },
    { broadcast: false, clock },
  );
  t.teardown(async () => {
    await listener.close();
    clock.stop();
  });
  const to = ['--to', `127.0.0.1:${listener.port}`, '--listen', '0.3'];
  const { stdout } = await commandLine('option43', 'probe', '--address', '127.0.0.1', ...to);
  t.regex(stdout, /^Answer 1 of 10\.10\.10\.6$/m);
  t.regex(stdout, /^Answer 2 of 10\.10\.10\.5$/m);
  t.regex(stdout, /^2 servers answered; the first answer that carries a name wins\.$/m);
  t.regex(stdout, /^A phone takes the answer of 10\.10\.10\.6: https:\/\/old\.contoso\.com:443/m);
  const json = await commandLine('option43', 'probe', '--address', '127.0.0.1', ...to, '--class', 'MSFT 5.0', '--json');
  const { answers } = JSON.parse(json.stdout) as { answers: { option43?: string; warnings: string[] }[] };
  t.is(answers[0]?.option43, undefined);
  t.true(answers[0]?.warnings.includes('There is no Option 43, so no phone offers sign-in by PIN.'));
});

test('probe says when nobody answers', async (t) => {
  const { code, stdout } = await commandLine(
    ...(['option43', 'probe', '--address', '127.0.0.1', '--to', '127.0.0.1:9', '--listen', '0.1'] as const),
  );
  t.is(code, 1);
  t.regex(stdout, /^No DHCP server answered the INFORM\./);
});
