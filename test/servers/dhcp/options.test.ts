import test from 'ava';
import { DhcpServer, type DhcpServerOptions } from '../../../harness/servers/dhcp/index.js';
import { decodeDhcp, option } from '../../../harness/wire/dhcp/index.js';
import { eventsOf } from '../deployment.js';
import { type NetworkChanges, networkContext } from '../network-context.js';
import { hex, type InformChanges, inform, maximumSize, phoneAddress } from './messages.js';

function ask(changes: InformChanges, deployed: NetworkChanges = {}, options: Partial<DhcpServerOptions> = {}) {
  const context = networkContext(deployed);
  const dhcp = new DhcpServer(context, {
    serverAddress: '10.10.10.5',
    answerTo: 'rfc',
    allow: () => true,
    subnetMask: '255.255.255.0',
    router: '10.10.20.1',
    ...options,
  });
  const [answer] = dhcp.handle(inform(changes), { address: phoneAddress, port: 68 });
  if (!answer) throw new Error('no answer');
  const message = decodeDhcp(answer.bytes);
  const [reply] = eventsOf(context.journal, 'dhcp.reply');
  if (!reply) throw new Error('no event');
  const [request] = eventsOf(context.journal, 'dhcp.request');
  return { answer, message, reply, request, codes: message.options.map(({ code }) => code) };
}

const everything = [43, 120, 119, 42, 15, 6, 3, 1];

test('every option the server has comes in the fixed order, 120 and 43 last', (t) => {
  const { codes, reply, message } = ask({ asked: everything });
  t.deepEqual(codes, [53, 54, 1, 3, 6, 15, 42, 120, 43]);
  t.deepEqual(reply.withheld, [119]);
  t.deepEqual(option(message, 1), hex('ffffff00'));
  t.deepEqual(option(message, 3), hex('0a0a1401'));
  t.deepEqual(option(message, 6), hex('0a0a0a05'));
  t.is(option(message, 15)?.toString('latin1'), 'corp.contoso.com');
  t.deepEqual(option(message, 42), hex('0a0a0a05'));
});

test('what is asked for several times is withheld, and recorded as asked for, once', (t) => {
  for (const asked of [
    [43, 7, 43, 7, 8],
    [...Array(40).fill(43), 7, ...Array(40).fill(7), 8],
  ]) {
    const { codes, reply, request } = ask({ asked });
    t.deepEqual(codes, [53, 54, 43]);
    t.deepEqual(reply.withheld, [7, 8]);
    t.deepEqual(request?.asked, [43, 7, 8]);
  }
});

test('an option that was not asked for is not sent', (t) => {
  t.deepEqual(ask({ asked: [43] }).codes, [53, 54, 43]);
  t.deepEqual(ask({ asked: [120] }).codes, [53, 54, 120]);
  t.deepEqual(ask({ asked: undefined }).codes, [53, 54]);
});

test('mask and router the lab does not know are not sent', (t) => {
  const context = networkContext();
  const dhcp = new DhcpServer(context, { serverAddress: '10.10.10.5', answerTo: 'rfc', allow: () => true });
  const [answer] = dhcp.handle(inform({ asked: [1, 3, 6] }), { address: phoneAddress, port: 68 });
  t.deepEqual(
    decodeDhcp(answer?.bytes ?? Buffer.alloc(0)).options.map(({ code }) => code),
    [53, 54, 6],
  );
});

test('the class is compared without case, its exact bytes are in the journal', (t) => {
  const context = networkContext();
  const dhcp = new DhcpServer(context, { serverAddress: '10.10.10.5', answerTo: 'rfc', allow: () => true });
  dhcp.handle(inform({ vendorClass: 'ms-uc-client' }), { address: phoneAddress, port: 68 });
  t.is(eventsOf(context.journal, 'dhcp.request')[0]?.vendorClass, 'ms-uc-client');
  t.deepEqual(eventsOf(context.journal, 'dhcp.reply')[0]?.sent, [120, 43]);
});

for (const vendorClass of ['MSFT 5.0', 'MS-UC-Client2', 'CPE-OCPHONE', undefined]) {
  test(`class ${vendorClass} gets standard options, Option 120 among them, and never Option 43`, (t) => {
    const { codes, reply } = ask({ vendorClass, asked: everything });
    t.deepEqual(codes, [53, 54, 1, 3, 6, 15, 42, 120]);
    t.deepEqual(reply.withheld, [43, 119]);
    t.is(reply.certificateService, undefined);
  });
}

test('a deployment without Option 43 withholds it, and says so', (t) => {
  const { codes, reply } = ask({}, { dhcp: { option43: false, option120: true } });
  t.deepEqual(codes, [53, 54, 120]);
  t.deepEqual(reply.withheld, [43]);
  t.is(reply.certificateService, undefined);
  t.deepEqual(reply.sipServers, ['pool01.contoso.com']);
});

test('a deployment without Option 120 withholds it, and says so', (t) => {
  const { codes, reply } = ask({}, { dhcp: { option43: true, option120: false } });
  t.deepEqual(codes, [53, 54, 43]);
  t.deepEqual(reply.withheld, [120]);
  t.is(reply.sipServers, undefined);
});

test('lease times are never part of the answer to an INFORM, even when asked for', (t) => {
  const { codes, message } = ask({ asked: [51, 58, 59, 43] });
  t.deepEqual(codes, [53, 54, 43]);
  t.is(message.yiaddr, '0.0.0.0');
  t.is(message.ciaddr, phoneAddress);
  t.is(message.xid, 0x1a2b3c4d);
});

test('a relay’s information comes back as the last option, and the client identifier does not', (t) => {
  const clientIdentifier = { code: 61, data: hex('01 0004f2aabbcc') };
  const relay = { code: 82, data: hex('01 04 67693031') };
  const more = [relay, clientIdentifier];
  t.deepEqual(ask({ asked: [43], more, message: { giaddr: '10.10.20.1' } }).codes, [53, 54, 43, 82]);
  t.deepEqual(ask({ asked: [43], more }).codes, [53, 54, 43], 'without a relay there is no relay information');
});

// A web server name this long makes options 43 (321 bytes) and 120 together more than an ordinary datagram holds.
const longName = `${'w'.repeat(60)}.${'x'.repeat(60)}.${'y'.repeat(60)}.${'z'.repeat(57)}.contoso.com`;
const longHosts = [
  { name: 'front-end', fqdn: 'pool01.contoso.com', address: '10.10.10.20' },
  { name: 'web', fqdn: longName, address: '10.10.10.21' },
  { name: 'dc', fqdn: 'dc01.contoso.com', address: '10.10.10.5' },
];

test('what does not fit the ordinary 576 bytes is left out', (t) => {
  const { codes, reply, answer } = ask({}, { hosts: longHosts });
  t.deepEqual(codes, [53, 54, 120]);
  t.deepEqual(reply.withheld, [43]);
  t.true(answer.bytes.length <= 548);
});

test('a client that takes more gets it, a long value in pieces', (t) => {
  const { codes, reply, message } = ask({ more: [maximumSize(1400)] }, { hosts: longHosts });
  t.deepEqual(codes, [53, 54, 120, 43, 43]);
  t.deepEqual(reply.withheld, []);
  t.is(option(message, 43)?.length, 67 + longName.length);
});

test('a maximum size that is too small or too large to be true is not believed', (t) => {
  t.deepEqual(ask({ more: [maximumSize(64)] }).codes, [53, 54, 120, 43]);
  t.true(ask({ more: [maximumSize(65_535)] }, { hosts: longHosts }).answer.bytes.length <= 1472);
  t.deepEqual(ask({ more: [{ code: 57, data: hex('05') }] }, { hosts: longHosts }).codes, [53, 54, 120]);
});

test('relay information longer than any real one is not sent back', (t) => {
  const more = [{ code: 82, data: Buffer.alloc(700, 7) }];
  t.deepEqual(ask({ more, message: { giaddr: '10.10.20.1' } }).codes, [53, 54, 120, 43]);
});
