import test from 'ava';
import { ScenarioClock } from '../../../harness/foundation/clock/index.js';
import { NtpServer } from '../../../harness/servers/ntp/index.js';
import { decodeNtp, type NtpPacket } from '../../../harness/wire/ntp/index.js';
import { armedContext } from '../armed-context.js';
import { eventsOf } from '../deployment.js';
import { networkDate } from '../network-context.js';

const from = { address: '10.10.20.51' };
const STAMP = 0xd6c1904012345678n;
const request = Buffer.alloc(48);
request[0] = 0x23;
request.writeBigUInt64BE(STAMP, 40);

function answered(fault: Record<string, unknown>) {
  const { context, fired } = armedContext([{ at: 'ntp.answer', ...fault }]);
  const bytes = new NtpServer(context).handle(request, from);
  const packet: Partial<NtpPacket> = bytes ? decodeNtp(bytes) : {};
  return { packet, context, fired };
}

for (const code of ['DENY', 'RSTR', 'RATE', 'STEP', 'INIT', 'ACST', 'CRYP']) {
  test(`a kiss of death, ${code}: stratum 0, the code as reference, and no time to take`, (t) => {
    const { packet, context, fired } = answered({ do: 'kiss-of-death', code });
    t.like(packet, { version: 4, mode: 4, stratum: 0, leap: 3, originate: STAMP, transmit: STAMP, receive: STAMP });
    t.is(packet.referenceId?.toString('latin1'), code);
    t.like(eventsOf(context.journal, 'ntp.reply')[0], { stratum: 0, leap: 3, kiss: code });
    t.is(fired().length, 1);
  });
}

test('a clock that is not synchronised says so by leap, by stratum, or both', (t) => {
  t.like(answered({ do: 'unsynchronised', shown: 'leap' }).packet, { leap: 3, stratum: 2 });
  t.like(answered({ do: 'unsynchronised', shown: 'stratum' }).packet, { leap: 0, stratum: 16 });
  t.like(answered({ do: 'unsynchronised' }).packet, { leap: 3, stratum: 16 });
});

test('another timestamp, another mode, no time', (t) => {
  const originate = answered({ do: 'wrong-originate' }).packet;
  t.not(originate.originate, STAMP);
  t.is(originate.mode, 4);
  t.like(answered({ do: 'wrong-mode' }).packet, { mode: 5, originate: STAMP });
  t.like(answered({ do: 'wrong-mode', mode: 1 }).packet, { mode: 1 });
  t.like(answered({ do: 'no-time' }).packet, { transmit: 0n, originate: STAMP });
});

test('silence is heard and not answered', (t) => {
  const { packet, context, fired } = answered({ do: 'drop' });
  t.deepEqual(packet, {});
  t.is(eventsOf(context.journal, 'ntp.request').length, 1);
  t.is(eventsOf(context.journal, 'ntp.reply').length, 0);
  t.is(fired().length, 1);
});

test('a late answer tells the time at which the question came, and a flood is not kept', (t) => {
  const clock = new ScenarioClock({ start: networkDate, waits: 'real' });
  t.teardown(() => clock.stop());
  const { context } = armedContext([{ at: 'ntp.answer', do: 'delay', seconds: 60 }], { clock });
  const ntp = new NtpServer(context);
  const sent: Buffer[] = [];
  for (let count = 0; count < 1_100; count++) ntp.serve(request, from, (answer) => sent.push(answer));
  clock.advance(30_000);
  t.is(sent.length, 0);
  clock.advance(60_000);
  t.is(sent.length, 1_000);
  const seconds = Number(decodeNtp(sent[0] ?? Buffer.alloc(48)).transmit >> 32n);
  t.true(Math.abs(seconds - 0xd6c19040) <= 20);
});
