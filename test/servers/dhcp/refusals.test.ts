import test from 'ava';
import { DhcpServer, type DhcpServerOptions } from '../../../harness/servers/dhcp/index.js';
import { eventsOf } from '../deployment.js';
import { networkContext } from '../network-context.js';
import { type InformChanges, inform, phoneAddress, phoneMac } from './messages.js';

function server(options: Partial<DhcpServerOptions> = {}) {
  const context = networkContext();
  const dhcp = new DhcpServer(context, {
    serverAddress: '10.10.10.5',
    answerTo: 'rfc',
    allow: () => true,
    ...options,
  });
  return { context, dhcp };
}

const from = { address: phoneAddress, port: 68 };

for (const [name, type] of Object.entries({ DISCOVER: 1, REQUEST: 3, DECLINE: 4, RELEASE: 7, unknown: 77 })) {
  test(`a ${name} message is not answered: this server leases nothing`, (t) => {
    const { context, dhcp } = server();
    const bytes = inform({ type });
    t.deepEqual(dhcp.handle(bytes, from), []);
    const [ignored, ...more] = context.journal.events;
    t.like(ignored, { type: 'dhcp.ignored', mac: phoneMac, device: phoneMac, raw: bytes.toString('base64') });
    t.deepEqual(more, []);
    t.regex(eventsOf(context.journal, 'dhcp.ignored')[0]?.reason ?? '', /only DHCPINFORM is answered/);
    t.is(context.pool.devices.ofAddress(phoneAddress), `ip:${phoneAddress}`);
  });
}

const others: Record<string, { changes: InformChanges; reason: RegExp }> = {
  "another server's reply": { changes: { message: { op: 2 } }, reason: /a reply of another server/ },
  'a BOOTP request': { changes: { message: { options: [] } }, reason: /no message type/ },
  'a client without an Ethernet address': {
    changes: { message: { htype: 32, chaddr: Buffer.alloc(0) } },
    reason: /Ethernet/,
  },
};
for (const [name, { changes, reason }] of Object.entries(others)) {
  test(`${name} is not answered`, (t) => {
    const { context, dhcp } = server();
    t.deepEqual(dhcp.handle(inform(changes), from), []);
    t.regex(eventsOf(context.journal, 'dhcp.ignored')[0]?.reason ?? '', reason);
  });
}

test('malformed bytes are not answered and the journal says where they broke', (t) => {
  const { context, dhcp } = server();
  const bytes = inform().subarray(0, 241);
  for (const each of [Buffer.alloc(0), bytes, Buffer.alloc(300, 0xff)]) t.deepEqual(dhcp.handle(each, from), []);
  const reasons = eventsOf(context.journal, 'dhcp.ignored').map(({ reason }) => reason);
  t.is(reasons.length, 3);
  t.regex(reasons[1] ?? '', /option 53 at byte 240/);
});

test('a client that is not on the list gets no answer and is not learnt', (t) => {
  const asked: string[] = [];
  const allow = (mac: string, ciaddr: string) => {
    asked.push(`${mac} ${ciaddr}`);
    return false;
  };
  const { context, dhcp } = server({ allow });
  t.deepEqual(dhcp.handle(inform(), from), []);
  t.deepEqual(asked, [`${phoneMac} ${phoneAddress}`]);
  t.deepEqual(
    context.journal.events.map(({ type }) => type),
    ['dhcp.ignored'],
  );
  t.is(context.pool.devices.ofAddress(phoneAddress), `ip:${phoneAddress}`);
});

test('the guard sees the address a client without ciaddr sends from, and never the address of a relay', (t) => {
  const seen: string[] = [];
  const { dhcp } = server({ allow: (_, ciaddr) => seen.push(ciaddr) > 0 });
  dhcp.handle(inform({ message: { ciaddr: '0.0.0.0' } }), from);
  dhcp.handle(inform({ message: { ciaddr: '0.0.0.0', giaddr: '10.10.20.1' } }), { address: '10.10.20.1', port: 67 });
  t.deepEqual(seen, [phoneAddress, '0.0.0.0']);
});

const destinations: Record<string, { changes: InformChanges; from?: { address: string; port: number }; to: string }> = {
  'to the address the client holds': { changes: {}, to: '10.10.20.51:68' },
  'there too when it asked for a broadcast': { changes: { message: { flags: 0x8000 } }, to: '10.10.20.51:68' },
  'through the relay': { changes: { message: { giaddr: '10.10.20.1' } }, to: '10.10.20.1:67' },
  'to where it came from, without ciaddr': {
    changes: { message: { ciaddr: '0.0.0.0' } },
    from: { address: '10.10.20.77', port: 4711 },
    to: '10.10.20.77:68',
  },
  'by broadcast when nobody has an address': {
    changes: { message: { ciaddr: '0.0.0.0' } },
    from: { address: '0.0.0.0', port: 68 },
    to: '255.255.255.255:68',
  },
};
for (const [name, each] of Object.entries(destinations)) {
  test(`an answer by RFC 2131 goes ${name}`, (t) => {
    const [reply] = server().dhcp.handle(inform(each.changes), each.from ?? from);
    t.is(`${reply?.to.address}:${reply?.to.port}`, each.to);
  });
}

test('an answer to the sender goes to its address and port, whatever the message says', (t) => {
  const { dhcp } = server({ answerTo: 'sender' });
  const sender = { address: '127.0.0.1', port: 40_001 };
  t.deepEqual(dhcp.handle(inform({ message: { giaddr: '10.10.20.1' } }), sender)[0]?.to, sender);
});
