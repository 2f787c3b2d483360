import { randomBytes } from 'node:crypto';
import test from 'ava';
import { openPremaster } from '../../../harness/tls/engine/rsa/premaster.js';
import { recordType } from '../../../harness/wire/tls/index.js';
import { serverIdentity } from './handshake-support.js';
import { PuppetClient } from './puppets.js';

const MODULUS = 256;

/** A padded block as RFC 2246 7.4.7.1 wants it: 00 02, nonzero padding, 00, the premaster secret. */
function goodBlock(version = 0x0301): Buffer {
  const block = Buffer.alloc(MODULUS, 0xa5);
  block.writeUInt16BE(2, 0);
  block[MODULUS - 49] = 0;
  randomBytes(48).copy(block, MODULUS - 48);
  block.writeUInt16BE(version, MODULUS - 48);
  return block;
}

function changed(at: number, value: number): Buffer {
  const block = goodBlock();
  block[at] = value;
  return block;
}

/** What an attacker sends to learn whether a ciphertext of somebody else is well padded (Bleichenbacher 1998, Klima 2003, ROBOT). */
const badBlocks: Readonly<Record<string, () => Buffer>> = {
  'the first byte is 1': () => changed(0, 1),
  'block type 1': () => changed(1, 1),
  'block type 0': () => changed(1, 0),
  'block type 3': () => changed(1, 3),
  'a zero in the first eight bytes of padding': () => changed(5, 0),
  'a zero at the start of the padding': () => changed(2, 0),
  'a zero late in the padding, so that the secret is too long': () => changed(MODULUS - 50, 0),
  'a zero in the middle of the padding': () => changed(100, 0),
  'no zero at all': () => {
    const block = goodBlock();
    for (let at = 2; at < MODULUS; at++) if (block[at] === 0) block[at] = 0x5a;
    return block;
  },
  'no zero before the secret': () => changed(MODULUS - 49, 0x7f),
  'the zero one byte late, so that the secret is too short': () => {
    const block = changed(MODULUS - 49, 0x7f);
    block[MODULUS - 48] = 0;
    return block;
  },
  'the version 3.0': () => goodBlock(0x0300),
  'the version 3.2': () => goodBlock(0x0302),
  'the version 2.0': () => goodBlock(0x0002),
  'the version 4.1': () => goodBlock(0x0401),
  'nothing but zeros': () => Buffer.alloc(MODULUS),
  'the number 1': () => Buffer.concat([Buffer.alloc(MODULUS - 1), Buffer.from([1])]),
};

/** Everything an outsider sees of a connection that got so far, step by step. */
function observe(client: PuppetClient, exchange: () => void): unknown[] {
  client.hello();
  const seen: unknown[] = [];
  const look = () => seen.push([client.heard.length, ...client.told.events]);
  exchange();
  look();
  client.changeCipher();
  look();
  client.finished();
  look();
  seen.push(...client.heard.slice(1), client.told.error?.message, client.alert);
  return seen;
}

for (const suite of [0x000a, 0x0005]) {
  test(`whatever is wrong with the premaster secret, suite ${suite} fails at Finished in the same way`, async (t) => {
    const { identity } = await serverIdentity();
    const fresh = () => {
      const client = new PuppetClient({ identity });
      client.suite = suite;
      return client;
    };
    // The measure: a well-made exchange whose client goes on with another secret.
    const other = fresh();
    const measure = observe(other, () => other.exchangeBlock(goodBlock(), randomBytes(48)));
    t.is(other.alert, 'bad_record_mac');
    t.deepEqual(other.heard.at(-1), { type: recordType.alert, fragment: Buffer.from([2, 20]) });
    for (const [name, block] of Object.entries(badBlocks)) {
      const client = fresh();
      const seen = observe(client, () => client.exchangeBlock(block()));
      t.deepEqual(seen, measure, name);
    }
    for (const ciphertext of [Buffer.alloc(MODULUS, 0xff), Buffer.alloc(MODULUS), randomBytes(MODULUS)]) {
      const client = fresh();
      const seen = observe(client, () => client.exchange(goodBlock().subarray(-48), ciphertext));
      t.deepEqual(seen, measure, ciphertext.toString('hex', 0, 4));
    }
    const good = fresh();
    observe(good, () => good.exchangeBlock(goodBlock()));
    t.deepEqual(good.told.events, ['established']);
  });
}

test('the version in the premaster secret is that of the hello, or the one agreed on', async (t) => {
  const { identity } = await serverIdentity();
  const outcomes: Record<string, string | undefined> = {};
  for (const version of [0x0300, 0x0301, 0x0302, 0x0303]) {
    const client = new PuppetClient({ identity });
    client.hello({ version: 0x0303 });
    client.exchangeBlock(goodBlock(version));
    client.changeCipher();
    client.finished();
    outcomes[version.toString(16)] = client.told.events[0];
  }
  const refused = 'failed TLS_ALERT_SENT bad_record_mac';
  t.deepEqual(outcomes, { '300': refused, '301': 'established', '302': refused, '303': 'established' });
});

test('what replaces a bad premaster secret is new each time and nothing of the block', async (t) => {
  const { identity } = await serverIdentity();
  const client = new PuppetClient({ identity });
  const open = (block: Buffer) => openPremaster(identity.privateKey, client.encrypt(block), [0x0301, 0x0301]);
  const good = goodBlock();
  t.deepEqual(open(good), good.subarray(-48));
  for (const [name, make] of Object.entries(badBlocks)) {
    const block = make();
    const [first, second] = [open(block), open(block)];
    t.is(first.length, 48, name);
    t.notDeepEqual(first, second, name);
    t.false(block.includes(first.subarray(0, 16)), name);
  }
});
