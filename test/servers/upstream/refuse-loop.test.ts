import test from 'ava';
import { refuseLoop } from '../../../harness/servers/sockets/upstream/index.js';

const own = [
  { name: 'web', address: '127.64.0.10', port: 40_443 },
  { name: 'web', address: '127.64.0.10', port: 443 },
  { name: 'web-http', address: '0.0.0.0', port: 80 },
];

function target(address: string, port: number) {
  return { web: { host: 'real.contoso.com', address, port } };
}

for (const [what, address, port] of [
  ['where it listens', '127.64.0.10', 40_443],
  ['where phones are told that it listens', '127.64.0.10', 443],
  ['of any address, where it listens on all', '192.0.2.1', 80],
  ['any address, at a port of its own', '0.0.0.0', 443],
] as const) {
  test(`a server behind ${what} is the harness itself`, (t) => {
    t.throws(() => refuseLoop(target(address, port), own), { code: 'UPSTREAM_IS_SELF' });
  });
}

test('another address or port is another server', (t) => {
  t.notThrows(() => refuseLoop(target('127.64.0.11', 443), own));
  t.notThrows(() => refuseLoop(target('127.64.0.10', 444), own));
});
