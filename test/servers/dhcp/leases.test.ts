import test from 'ava';
import { readClient } from '../../../harness/servers/dhcp/client.js';
import { DECLINED_MS, OFFER_MS } from '../../../harness/servers/dhcp/leases.js';
import { requestState } from '../../../harness/servers/dhcp/messages/request.js';
import { decodeDhcp } from '../../../harness/wire/dhcp/index.js';
import { eventsOf } from '../deployment.js';
import { fullServer, serverAddress } from './full.js';
import { addressOption, hex, inform } from './messages.js';

const other = '00:04:f2:00:00:02';
const third = '00:04:f2:00:00:03';

test('DISCOVER to ACK: one address, lease times, mask and router, in the fixed order', (t) => {
  const { ask, context } = fullServer({ lease: { seconds: 3600 } });
  const asked = [1, 3, 6, 15, 42, 120, 51, 58, 59];
  const offer = ask('discover', { asked });
  t.is(offer.type, 'offer');
  t.is(offer.address, '10.10.10.100');
  t.is(offer.to, '255.255.255.255:68');
  t.deepEqual(offer.codes, [53, 54, 51, 58, 59, 1, 3, 6, 15, 42, 120]);
  t.deepEqual(offer.value(51), hex('00000e10'));
  t.deepEqual(offer.value(58), hex('00000708'));
  t.deepEqual(offer.value(59), hex('00000c4e'));
  t.deepEqual(offer.value(1), hex('ffffff00'));
  t.deepEqual(offer.value(3), hex('0a0a0a01'));
  const ack = ask('request', { asked, requested: '10.10.10.100', server: serverAddress });
  t.is(ack.type, 'ack');
  t.is(ack.address, '10.10.10.100');
  t.deepEqual(ack.codes, offer.codes);
  t.is(context.pool.devices.ofAddress('10.10.10.100'), '00:04:f2:aa:bb:cc');
  t.deepEqual(
    eventsOf(context.journal, 'dhcp.reply').map(({ message, address, withheld }) => ({ message, address, withheld })),
    [
      { message: 'DHCPOFFER', address: '10.10.10.100', withheld: [] },
      { message: 'DHCPACK', address: '10.10.10.100', withheld: [] },
    ],
  );
});

test('T1 and T2 are what the deployment says', (t) => {
  const { ask } = fullServer({ lease: { seconds: 100, renewal: 10, rebinding: 20 } });
  const offer = ask('discover');
  t.deepEqual([offer.value(51), offer.value(58), offer.value(59)], [hex('00000064'), hex('0000000a'), hex('00000014')]);
});

test('a client that asks for nothing gets what a lease needs', (t) => {
  t.deepEqual(fullServer().ask('discover', { asked: undefined }).codes, [53, 54, 51, 58, 59, 1, 3, 6, 15]);
});

test('the client keeps its address, and two clients never share one', (t) => {
  const { lease, ask } = fullServer();
  t.is(lease().address, '10.10.10.100');
  t.is(lease({ mac: other }).address, '10.10.10.101');
  t.is(ask('discover').address, '10.10.10.100');
  t.is(lease().address, '10.10.10.100');
});

test('a client identifier says whose lease it is, whatever the MAC', (t) => {
  const { lease } = fullServer();
  const more = [{ code: 61, data: hex('ff 01020304') }];
  t.is(lease({ more }).address, '10.10.10.100');
  t.is(lease({ more, mac: other }).address, '10.10.10.100');
  t.is(lease({ mac: other }).address, '10.10.10.101');
});

test('a client that wishes for a free address gets it, a taken one or one outside it does not', (t) => {
  const { ask, lease } = fullServer();
  t.is(ask('discover', { requested: '10.10.10.105' }).address, '10.10.10.105');
  lease({ mac: other, requested: '10.10.10.105' });
  t.is(ask('discover', { mac: third, requested: '10.10.10.105' }).address, '10.10.10.101');
  t.is(fullServer().ask('discover', { requested: '10.10.10.5' }).address, '10.10.10.100');
});

test('SELECTING: the offer of another server is no business of this one, and its own is free again', (t) => {
  const { ask, context } = fullServer();
  const offered = ask('discover').address;
  t.is(ask('request', { requested: '10.10.10.7', server: '10.10.10.6' }).type, 'silence');
  t.regex(eventsOf(context.journal, 'dhcp.ignored')[0]?.reason ?? '', /took the offer of 10\.10\.10\.6/);
  t.is(ask('discover', { mac: other, requested: offered ?? '' }).address, offered);
});

test('SELECTING: what was not offered is refused by broadcast', (t) => {
  const { ask } = fullServer();
  ask('discover');
  const nak = ask('request', { requested: '10.10.10.108', server: serverAddress });
  t.is(nak.type, 'nak');
  t.is(nak.to, '255.255.255.255:68');
  t.is(nak.address, '0.0.0.0');
  t.deepEqual(nak.codes, [53, 54, 56]);
  t.is(ask('request', { mac: other, requested: '10.10.10.101', server: serverAddress }).type, 'nak');
});

test('INIT-REBOOT: the own address is confirmed; of another network or of nobody it is refused', (t) => {
  const { ask, lease } = fullServer();
  lease();
  t.is(ask('request', { requested: '10.10.10.100' }).type, 'ack');
  t.is(ask('request', { requested: '192.168.1.7' }).type, 'nak');
  t.is(ask('request', { requested: '10.10.10.101' }).type, 'nak');
  t.is(ask('request', { mac: other, requested: '10.10.10.104' }).type, 'nak');
});

test('INIT-REBOOT: a server that is not alone leaves an unknown client to the other one', (t) => {
  const { ask } = fullServer({ authoritative: false });
  t.is(ask('request', { requested: '10.10.10.104' }).type, 'silence');
  t.is(ask('request', { requested: '192.168.1.7' }).type, 'silence');
});

test('RENEWING and REBINDING: answered to the address the client has, and the lease lasts on', (t) => {
  const { ask, lease, clock, server } = fullServer({ lease: { seconds: 100 } });
  lease();
  clock.advance(60_000);
  const ack = ask('request', { message: { ciaddr: '10.10.10.100' } });
  t.is(ack.type, 'ack');
  t.is(ack.to, '10.10.10.100:68');
  t.is(ack.address, '10.10.10.100');
  t.is(ack.message?.ciaddr, '10.10.10.100');
  clock.advance(60_000);
  const [binding] = [server.leases.at(0x0a0a0a64)];
  t.true(binding && server.leases.isActive(binding));
  t.is(ask('request', { mac: other, message: { ciaddr: '10.10.10.100' } }).type, 'nak');
});

test('a lease this process never made is taken over when its client renews it', (t) => {
  const { ask, lease } = fullServer();
  t.is(ask('request', { message: { ciaddr: '10.10.10.103' } }).type, 'ack');
  t.is(lease().address, '10.10.10.103');
  t.is(ask('request', { mac: other, message: { ciaddr: '10.10.10.200' } }).type, 'nak');
});

test('the four states of a REQUEST are told apart', (t) => {
  const state = (changes: Parameters<typeof inform>[0]) => {
    const bytes = inform({ ...changes, type: 3 });
    return requestState(readClient(decodeDhcp(bytes), 3, bytes, { address: '0.0.0.0', port: 68 }));
  };
  const nowhere = { ciaddr: '0.0.0.0' };
  t.is(state({ message: nowhere, more: [addressOption(54, serverAddress)] }), 'selecting');
  t.is(state({ message: nowhere, more: [addressOption(50, '10.10.10.100')] }), 'init-reboot');
  t.is(state({ message: { ciaddr: '10.10.10.100' } }), 'renewing-or-rebinding');
});

test('an address given back goes to the same client again, and to others when no fresh one is left', (t) => {
  const { ask, lease, context } = fullServer();
  lease();
  t.is(ask('release', { message: { ciaddr: '10.10.10.100' }, server: serverAddress }).type, 'silence');
  t.like(eventsOf(context.journal, 'dhcp.lease')[0], { address: '10.10.10.100', state: 'released' });
  t.is(ask('discover', { mac: other }).address, '10.10.10.101');
  t.is(lease().address, '10.10.10.100');
});

test('nobody gives back or declines what another client holds', (t) => {
  const { ask, lease, server, context } = fullServer();
  lease();
  ask('release', { mac: other, message: { ciaddr: '10.10.10.100' } });
  ask('decline', { mac: other, requested: '10.10.10.100' });
  ask('release', { message: { ciaddr: '10.10.10.100' }, server: '10.10.10.6' });
  t.is(server.leases.at(0x0a0a0a64)?.state, 'leased');
  t.is(eventsOf(context.journal, 'dhcp.lease').length, 0);
});

test('a declined address is kept from everybody for a while', (t) => {
  const { ask, lease, clock } = fullServer({
    scopes: [{ network: '10.10.10.0', prefix: 24, from: '10.10.10.100', to: '10.10.10.101' }],
  });
  lease();
  ask('decline', { requested: '10.10.10.100', server: serverAddress });
  t.is(lease().address, '10.10.10.101');
  t.is(ask('discover', { mac: other }).type, 'silence');
  clock.advance(DECLINED_MS + 1);
  t.is(ask('discover', { mac: other }).address, '10.10.10.100');
});

test('an offer nobody takes up goes to the next client when all are gone, a lease never', (t) => {
  const { ask, lease } = fullServer();
  const macs = (from: number) =>
    Array.from({ length: 5 }, (_, i) => `00:15:65:00:00:${String(from + i).padStart(2, '0')}`);
  const leased = macs(10).map((mac) => lease({ mac }).address);
  for (const mac of macs(20)) ask('discover', { mac });
  const late = ask('discover', { mac: other });
  t.is(late.type, 'offer');
  t.false(leased.includes(late.address));
  t.deepEqual(
    macs(10).map((mac) => lease({ mac }).address),
    leased,
  );
});

test('a lease at its end goes to the next client, not before', (t) => {
  const { ask, lease, clock } = fullServer({
    lease: { seconds: 100 },
    scopes: [{ network: '10.10.10.0', prefix: 24, from: '10.10.10.100', to: '10.10.10.100' }],
  });
  lease();
  clock.advance(99_000);
  t.is(ask('discover', { mac: other }).type, 'silence');
  clock.advance(2_000);
  t.is(lease({ mac: other }).address, '10.10.10.100');
  t.is(ask('request', { message: { ciaddr: '10.10.10.100' } }).type, 'nak');
});

test('an offer is kept for its client as long as there are others', (t) => {
  const { ask, clock } = fullServer();
  t.is(ask('discover').address, '10.10.10.100');
  t.is(ask('discover', { mac: other }).address, '10.10.10.101');
  clock.advance(OFFER_MS + 1);
  t.is(ask('discover', { mac: third, requested: '10.10.10.100' }).address, '10.10.10.100');
});

test('addresses of the lab’s own hosts are never leased', (t) => {
  const { lease } = fullServer({
    scopes: [{ network: '10.10.10.0', prefix: 24, from: '10.10.10.20', to: '10.10.10.22' }],
  });
  t.is(lease().address, '10.10.10.22', '.20 is the Front End, .21 the web server');
});

test('a client behind a relay gets an address of its own subnet, through the relay, with option 82 echoed', (t) => {
  const { ask } = fullServer();
  const relayed = { message: { giaddr: '10.10.20.1', hops: 1 }, more: [{ code: 82, data: hex('01 04 67693031') }] };
  const offer = ask('discover', { ...relayed, asked: [3] });
  t.is(offer.address, '10.10.20.100');
  t.is(offer.to, '10.10.20.1:67');
  t.deepEqual(offer.codes, [53, 54, 51, 58, 59, 3, 82]);
  t.deepEqual(offer.value(3), hex('0a0a1401'));
  t.is(offer.message?.giaddr, '10.10.20.1');
  const nak = ask('request', { ...relayed, requested: '10.10.20.105', server: serverAddress });
  t.is(nak.type, 'nak');
  t.is(nak.to, '10.10.20.1:67');
  t.is((nak.message?.flags ?? 0) & 0x8000, 0x8000, 'the relay must broadcast a refusal');
  t.is(ask('discover', { message: { giaddr: '10.99.0.1' } }).type, 'silence');
});

test('the broadcast flag comes back as it was sent', (t) => {
  const { ask } = fullServer();
  t.is(ask('discover', { message: { flags: 0x8000 } }).message?.flags, 0x8000);
  t.is(ask('discover', { message: { flags: 0 } }).message?.flags, 0);
});

test('an address somebody wished for is passed over when its turn comes', (t) => {
  const { lease } = fullServer();
  t.is(lease({ mac: other, requested: '10.10.10.100' }).address, '10.10.10.100');
  t.is(lease({ mac: third, requested: '10.10.10.102' }).address, '10.10.10.102');
  t.is(lease().address, '10.10.10.101');
  t.is(lease({ mac: '00:04:f2:00:00:04' }).address, '10.10.10.103');
});

test('a refusal says why', (t) => {
  const { ask, context, lease } = fullServer();
  lease();
  t.is(ask('request', { requested: '192.168.1.7' }).value(56)?.toString(), '192.168.1.7 is of another network');
  t.is(eventsOf(context.journal, 'dhcp.reply').at(-1)?.row, '192.168.1.7 is of another network');
});
