import test from 'ava';
import { neighbours } from '../../harness/lab/neighbours.js';

const table = `IP address       HW type     Flags       HW address            Mask     Device
10.77.0.20       0x1         0x2         00:04:F2:aa:bb:cc     *        eth0
10.77.0.21       0x1         0x0         00:00:00:00:00:00     *        eth0
10.77.0.22       0x1         0x0         00:04:f2:aa:bb:dd     *        eth0
nonsense
`;

test('the neighbour table gives who is there, and nobody who did not answer', (t) => {
  t.deepEqual([...neighbours(() => table)], [['10.77.0.20', '00:04:f2:aa:bb:cc']]);
});

test('without a table nobody is known', (t) => {
  const missing = () => {
    throw new Error('ENOENT');
  };
  t.is(neighbours(missing).size, 0);
});
