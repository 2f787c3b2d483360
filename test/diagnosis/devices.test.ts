import test from 'ava';
import { followDevices, lastStep, MAX_VALUES, userAgentFacts } from '../../harness/diagnosis/devices/index.js';
import { diagnose } from '../../harness/diagnosis/index.js';
import { event } from '../events.js';

const mac = '00:04:f2:00:00:01';
const ip = 'ip:10.0.0.20';

const inform = (seq: number, device: string, address: string) =>
  event(seq, 'dhcp.request', { message: 'DHCPINFORM', mac: device, address, asked: [43] }, { device });
const time = (seq: number, device: string) => event(seq, 'ntp.request', { version: 3, mode: 3 }, { device });
const signedIn = (seq: number, device: string, epid: string, certificate?: string) =>
  event(
    seq,
    'front-end.signed-in',
    { user: 'a@b', epid, scheme: 'NTLM', expires: 1, ...(certificate !== undefined && { certificate }) },
    { device },
  );
const register = (seq: number, device: string, epid: string) =>
  event(seq, 'front-end.register', { user: 'a@b', epid, step: 'unauthenticated' }, { device });

const names = (events: Parameters<typeof followDevices>[0]) => followDevices(events).events.map(({ device }) => device);

test('an address is the phone whose DHCP shows it later', (t) => {
  t.deepEqual(names([time(1, ip), inform(2, mac, '10.0.0.20')]), [mac, mac]);
  t.deepEqual(names([time(1, 'ip:10.0.0.9'), inform(2, mac, '10.0.0.20')]), ['ip:10.0.0.9', mac]);
});

test('the machine’s neighbour table does the same', (t) => {
  const neighbour = event(2, 'device.neighbour', { mac, address: '10.0.0.20' }, { device: mac });
  t.deepEqual(names([time(1, ip), neighbour]), [mac, mac]);
});

test('the same epid, or the same user certificate, at another address is the same phone', (t) => {
  t.deepEqual(names([register(1, ip, 'aa'), register(2, 'ip:10.0.0.21', 'aa')]), [ip, ip]);
  t.deepEqual(names([register(1, ip, 'aa'), register(2, 'ip:10.0.0.21', 'bb')]), [ip, 'ip:10.0.0.21']);
  t.deepEqual(names([signedIn(1, mac, 'aa', 'T'), signedIn(2, ip, 'bb', 'T')]), [mac, mac]);
});

test('two MACs are never one phone', (t) => {
  const other = '00:04:f2:00:00:02';
  t.deepEqual(names([register(1, mac, 'aa'), register(2, other, 'aa')]), [mac, other]);
  t.deepEqual(names([time(1, ip), inform(2, mac, '10.0.0.20'), inform(3, other, '10.0.0.20')]), [mac, mac, other]);
});

test('an update check names the MAC of a phone that is known by its address alone', (t) => {
  const check = event(2, 'device-update.check', { mac, model: 'CX600', version: '4.0.7577.4420' }, { device: ip });
  const { cards, events } = followDevices([time(1, ip), check]);
  t.deepEqual(
    events.map(({ device }) => device),
    [mac, mac],
  );
  t.like(cards[0], {
    device: mac,
    mac,
    model: 'CX600',
    firmware: '4.0.7577.4420',
    said: 'update-check',
    addresses: ['10.0.0.20'],
  });
});

test('the operator’s word on model and firmware counts, and a contradiction is told', (t) => {
  const stated = event(1, 'device.stated', { mac, model: 'CX600', firmware: '4.0.7577.4366' }, { device: mac });
  const agent = 'CPE/4.0.7577.4420 OCPhone/4.0.7577.4420 (Microsoft Lync Phone Edition)';
  const request = event(2, 'web.request', { method: 'GET', path: '/', userAgent: agent }, { device: mac });
  const [card] = followDevices([stated, request]).cards;
  t.like(card, { model: 'CX600', firmware: '4.0.7577.4366', said: 'operator', userAgents: [agent] });
  t.deepEqual(card?.contradictions, [
    'The operator said that its firmware is 4.0.7577.4366; the phone itself says 4.0.7577.4420.',
  ]);
  t.deepEqual(diagnose([stated]), [], 'what is said of a phone is no sign of it');
});

test('a User-Agent gives what it has', (t) => {
  t.deepEqual(userAgentFacts('CPE/4.0.7577.4420 OCPhone/4.0.7577.4420 (Microsoft Lync Phone Edition)'), {
    firmware: '4.0.7577.4420',
  });
  t.deepEqual(userAgentFacts('PolycomVVX-VVX_600-UA/5.3.0.12074'), { model: 'VVX600', firmware: '5.3.0.12074' });
  t.deepEqual(userAgentFacts('curl/7.88.1'), {});
  t.deepEqual(userAgentFacts('Something (6725IP)'), { model: '6725ip' });
});

test('a flood of values forgets the oldest', (t) => {
  const events = Array.from({ length: MAX_VALUES + 5 }, (_, index) => register(index + 1, mac, `e${index}`));
  const [card] = followDevices(events).cards;
  t.is(card?.epids.length, MAX_VALUES);
  t.is(card?.epids.at(-1), `e${MAX_VALUES + 4}`);
});

test('the last step is what the phone did last, with what to check; nothing without a word of it', (t) => {
  t.is(lastStep([]).step, 'none');
  t.is(lastStep([inform(1, mac, 'a'), time(2, mac)]).step, 'address');
  const { check, sentence, step } = lastStep([inform(1, mac, 'a'), signedIn(2, mac, 'aa')]);
  t.is(step, 'signed-in');
  t.regex(sentence, /signed in as a@b with NTLM/);
  t.true(check.length > 0);
  const phone = event(3, 'phone.screen', { text: 'x' }, { device: mac, observer: 'phone' });
  t.is(lastStep([inform(1, mac, 'a'), phone]).step, 'address');
});
