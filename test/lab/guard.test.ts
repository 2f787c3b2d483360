import test from 'ava';
import { dhcpPermission, guardAddresses } from '../../harness/lab/guard.js';

const nobody = { allow: [], yesLab: false };

test('loopback needs no permission', (t) => {
  t.notThrows(() => guardAddresses(['127.0.0.1', '127.64.0.11'], nobody));
});

test('an address off loopback needs a named phone or an isolated segment', (t) => {
  t.throws(() => guardAddresses(['127.0.0.1', '192.0.2.5'], nobody), { code: 'LAB_GUARD', message: /192\.0\.2\.5/ });
  t.throws(() => guardAddresses(['0.0.0.0'], nobody), { code: 'LAB_GUARD' });
  t.notThrows(() => guardAddresses(['192.0.2.5'], { allow: ['00:04:f2:aa:bb:cc'], yesLab: false }));
  t.notThrows(() => guardAddresses(['192.0.2.5'], { allow: [], yesLab: true }));
});

test('DHCP off loopback answers only named clients of its own subnet', (t) => {
  // No interface holds the address, so its subnet is the address alone.
  const may = dhcpPermission('192.0.2.5', { allow: ['00-04-F2'], yesLab: false });
  t.true(may('00:04:f2:aa:bb:cc', '192.0.2.5'));
  t.false(may('00:15:65:aa:bb:cc', '192.0.2.5'));
  t.false(may('00:04:f2:aa:bb:cc', '192.0.2.6'));
  t.true(dhcpPermission('192.0.2.5', { allow: [], yesLab: true })('00:15:65:aa:bb:cc', '198.51.100.1'));
  t.true(dhcpPermission('127.0.0.1', nobody)('00:15:65:aa:bb:cc', '127.0.0.9'));
  t.false(dhcpPermission('127.0.0.1', nobody)('00:15:65:aa:bb:cc', '192.0.2.9'));
});
