import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { type KeptBinding, LeaseFile } from '../../../harness/servers/dhcp/index.js';
import { fullServer, serverAddress } from './full.js';

function file(t: ExecutionContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'mock-lync-leases-'));
  t.teardown(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, 'below', 'leases.jsonl');
}

const other = '00:04:f2:00:00:02';

test('leases outlive the process, with their ends; what was given back or declined too', (t) => {
  const kept = new LeaseFile(file(t));
  t.deepEqual(kept.load(), []);
  const keep = (binding: KeptBinding) => kept.append(binding);
  const one = fullServer({ lease: { seconds: 100 } }, { keep });
  one.lease();
  one.lease({ mac: other });
  one.ask('decline', { mac: other, requested: '10.10.10.101', server: serverAddress });

  const later = fullServer({ lease: { seconds: 100 } }, { kept: kept.load(), keep });
  later.clock.advance(50_000);
  t.is(later.ask('request', { requested: '10.10.10.100' }).type, 'ack', 'INIT-REBOOT: the lease is known');
  t.is(later.lease({ mac: other }).address, '10.10.10.102', 'the declined one is still kept from everybody');
  later.ask('release', { message: { ciaddr: '10.10.10.100' }, server: serverAddress });

  const third = fullServer({ lease: { seconds: 100 } }, { kept: kept.load() });
  t.is(third.ask('discover', { mac: '00:04:f2:00:00:03', requested: '10.10.10.100' }).address, '10.10.10.100');
});

test('the file is small again after each start, and nobody else reads it', (t) => {
  const path = file(t);
  const kept = new LeaseFile(path);
  kept.load();
  const { lease, ask } = fullServer({}, { keep: (binding) => kept.append(binding) });
  lease();
  for (let i = 0; i < 5; i++) ask('request', { message: { ciaddr: '10.10.10.100' } });
  t.is(readFileSync(path, 'utf8').split('\n').length, 7);
  t.is(kept.load().length, 1);
  t.is(readFileSync(path, 'utf8').split('\n').length, 2);
  t.is(statSync(path).mode & 0o777, 0o600);
});

test('lines a crash cut, and lines that are no leases, are left out', (t) => {
  const path = file(t);
  const kept = new LeaseFile(path);
  kept.load();
  const good = { address: '10.10.10.100', client: '00:04:f2:aa:bb:cc', mac: '00:04:f2:aa:bb:cc', state: 'leased' };
  const bad = ['{"address":"10.10.10.10', '[]', 'null', '{}', JSON.stringify({ ...good, until: 'never' })];
  appendFileSync(path, [...bad, JSON.stringify(good), JSON.stringify({ ...good, address: '::1' })].join('\n'));
  t.deepEqual(kept.load(), [good as KeptBinding]);
});
