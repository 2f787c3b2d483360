import test from 'ava';
import { staySignedIn } from '../../harness/phone/stay/stay.js';
import { installAndRestart } from '../../harness/phone/steps/update-install.js';
import { recorded } from './bench.js';
import { a } from './dns-server.js';
import { plain } from './plain-phone.js';
import { type ServiceOptions, updateService } from './update-service.js';

const HOUR = 3_600_000;
const url = 'http://store.contoso.test/RequestHandler/ucdevice.upx';

async function staying(t: Parameters<typeof plain>[0], service: ServiceOptions, hours: number, phone = {}) {
  const updates = await updateService(t, { model: 'CX600', ...service });
  const zone = { 'store.contoso.test A': [a('store.contoso.test', '10.0.0.70')] };
  const { context, journal } = await plain(t, { zone, extraDial: updates.dial, ...phone });
  context.memory.provisioned = { groups: [], updateUrl: url };
  const began = context.clock.elapsed();
  const end = await staySignedIn(context, began + hours * HOUR);
  return { context, journal, updates, end, hours: (context.clock.elapsed() - began) / HOUR };
}

test('a check every 24 hours; what it finds is installed, and the phone restarts', async (t) => {
  const { context, end, hours, updates } = await staying(t, { offer: () => '4.0.7577.4444' }, 30);
  t.is(end, 'restart');
  t.is(Math.floor(hours), 24);
  t.true(context.restart.wanted);
  t.like(context.memory.flash, { current: '4.0.7577.4444', backup: '4.0.7577.4420' });
  t.is(updates.requests.length, 3);
});

test('Lync Phone Edition takes what is older: a roll-back', async (t) => {
  const { context, journal } = await staying(t, { offer: () => '4.0.7577.4366' }, 25);
  t.is(context.memory.flash.current, '4.0.7577.4366');
  t.like(recorded(journal, 'phone.firmware'), [{ from: '4.0.7577.4420', to: '4.0.7577.4366' }]);
});

test('a phone whose user postpones keeps what it has, and its lock with it; 5.5 has another lock', async (t) => {
  const vvx = { model: 'VVX600', firmware: '5.4.0.10182', hello: undefined };
  const offer = { offer: () => '5.5.1.1', model: 'VVX600' };
  const { context, end, journal } = await staying(t, offer, 3.1, { ...vvx, updatePrompt: 'postpone' });
  t.is(end, 'time-over');
  t.is(context.memory.flash.current, '5.4.0.10182');
  t.is(recorded(journal, 'phone.update-postponed').length, 4, 'it asks again each quarter of an hour');
  context.memory.deviceLock = true;
  installAndRestart(context, '5.4.1.17597', 'update-service');
  t.true(context.memory.deviceLock);
  installAndRestart(context, '5.5.1.1', 'update-service');
  t.falsy(context.memory.deviceLock);
  t.like(recorded(journal, 'phone.lock-lost'), [{ from: '5.4.1.17597', to: '5.5.1.1' }]);
});

test('nothing is offered: asked each day, and the phone stays', async (t) => {
  const { end, updates } = await staying(t, {}, 50);
  t.is(end, 'time-over');
  t.is(updates.requests.length, 2);
});

test('a qualified phone asks every two hours, and installs after a quarter of an hour without use', async (t) => {
  const vvx = { model: 'VVX600', firmware: '5.4.0.10182', hello: undefined };
  const { end, hours } = await staying(t, { offer: () => '5.5.1.1', model: 'VVX600' }, 3, vvx);
  t.is(end, 'restart');
  t.is(Math.round(hours * 60), 135);
});
