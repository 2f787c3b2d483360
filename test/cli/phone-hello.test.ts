import test from 'ava';
import { commandLine } from './terminal.js';

const typed = ['--number', '4711', '--pin', '730259'];

test('--hello takes the shapes there are, and names them when it is given another', async (t) => {
  for (const shape of ['rc4', 'toString', '']) {
    const { code, stderr } = await commandLine('phone', ...typed, '--hello', shape);
    t.is(code, 2, shape);
    t.regex(stderr, /rc4-3des, rc4-3des-aes, sslv2/);
  }
  t.regex((await commandLine('phone', '--help')).stdout, /--hello SHAPE .*rc4-3des, rc4-3des-aes or sslv2/);
});
