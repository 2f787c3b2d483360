import test from 'ava';
import { HarnessError } from '../../harness/foundation/errors/index.js';
import { dialled } from '../../harness/phone/network/dial.js';

const table = {
  'udp 255.255.255.255:67': '127.10.1.3:40001',
  'tcp 127.10.1.2:443': '127.10.1.2:40443',
  'tcp 10.0.0.1:80': 'somewhere',
  'tcp 10.0.0.1:81': '10.0.0.2:0',
};

test('a listed endpoint leads to the actual one', (t) => {
  t.deepEqual(dialled(table, 'udp', { address: '255.255.255.255', port: 67 }), { address: '127.10.1.3', port: 40001 });
  t.deepEqual(dialled(table, 'tcp', { address: '127.10.1.2', port: 443 }), { address: '127.10.1.2', port: 40443 });
});

test('what is not listed, for this transport, is dialled as it stands', (t) => {
  const standard = { address: '127.10.1.2', port: 443 };
  t.is(dialled(table, 'udp', standard), standard);
  t.is(dialled({}, 'tcp', standard), standard);
});

test('an entry that is no endpoint is refused', (t) => {
  for (const port of [80, 81]) {
    const error = t.throws(() => dialled(table, 'tcp', { address: '10.0.0.1', port }), { instanceOf: HarnessError });
    t.is(error?.code, 'PHONE_DIAL_INVALID');
  }
});
