import test from 'ava';
import { diagnose } from '../../harness/diagnosis/index.js';
import type { EventDetails, JournalEvent } from '../../harness/journal/index.js';
import { event } from '../events.js';

const HOUR = 3_600_000;
const frontEnd = { service: 'front-end' } as const;
const at = <E extends JournalEvent>(elapsed: number, each: E): E => ({ ...each, elapsed });
const signedIn = (seq: number) =>
  event(seq, 'front-end.signed-in', { user: 'a@c.test', epid: 'e', scheme: 'NTLM', expires: 7200 }, frontEnd);
const boot = (seq: number, message = 'DHCPINFORM') =>
  event(seq, 'dhcp.request', { message, mac: '00:04:f2:aa:bb:cc', address: '10.0.0.1', asked: [] });
const check = (seq: number, model: string, version: string) =>
  event(seq, 'device-update.check', { vendor: 'Polycom', model, version });
const request = (seq: number, userAgent: string): JournalEvent => {
  const details: EventDetails['front-end.request'] = {
    ...{ method: 'REGISTER', uri: 'sip:c.test', from: 'a@c.test', callId: 'x', cseq: '1 REGISTER', userAgent },
  };
  return event(seq, 'front-end.request', details, frontEnd);
};
const ids = (...events: JournalEvent[]) => diagnose(events)[0]?.findings.map(({ id }) => id);

test('logs that fill the store, until a check is answered again', (t) => {
  const log = event(2, 'device-update.log', { name: 'x.clg', bytes: 5 });
  const refused = event(3, 'device-update.refused', { reason: 'store-full' });
  const [finding] = diagnose([signedIn(1), log, refused])[0]?.findings ?? [];
  t.is(finding?.id, 'update-store-full');
  t.regex(finding?.sentence ?? '', /5 bytes of logs/);
  t.deepEqual(ids(signedIn(1), log, refused, check(4, 'CX600', '4.0.7577.4420')), []);
  t.deepEqual(ids(signedIn(1), log), []);
});

test('a VVX that is too old to ask, once it should have asked', (t) => {
  const old = request(2, 'Polycom/5.3.0.12074 PolycomVVX-VVX_600-UA/5.3.0.12074');
  const newer = request(2, 'Polycom/5.4.0.10182 PolycomVVX-VVX_600-UA/5.4.0.10182');
  const later = at(3 * HOUR, request(3, ''));
  t.deepEqual(ids(signedIn(1), old, later), ['update-build-too-old']);
  t.deepEqual(ids(signedIn(1), old, at(HOUR, later)), [], 'an hour tells nothing');
  t.deepEqual(ids(signedIn(1), newer, later), []);
  t.deepEqual(ids(signedIn(1), request(2, 'CPE/4.0.7577.4420 OCPhone/4.0.7577.4420'), later), []);
  t.deepEqual(ids(signedIn(1), old, check(4, 'VVX600', '5.3.0.12074'), at(3 * HOUR, request(5, ''))), []);
});

test('a VVX that came to 5.5 from before', (t) => {
  const came = (model: string, from: string, to: string) =>
    ids(signedIn(1), check(2, model, from), check(3, model, to));
  t.deepEqual(came('VVX600', '5.4.0.10182', '5.5.1.11526'), ['update-lock-lost']);
  t.deepEqual(came('VVX600', '5.4.0.10182', '5.4.1.17597'), []);
  t.deepEqual(came('VVX600', '5.5.0.1', '5.5.1.11526'), []);
  t.deepEqual(came('VVX600', '5.4.0.10182', 'none'), []);
  t.deepEqual(came('CX600', '5.4.0.10182', '5.5.1.11526'), []);
});

test('a phone that boots anew after each sign-in', (t) => {
  const three = [1, 3, 5].flatMap((seq) => [signedIn(seq), boot(seq + 1)]);
  t.deepEqual(ids(...three), ['restart-loop']);
  t.deepEqual(ids(...three.slice(0, 4)), [], 'twice may be somebody at the plug');
  const [late] = three.splice(5, 1);
  t.deepEqual(ids(...three, ...(late ? [at(HOUR, late)] : [])), [], 'an hour later it did not crash at its sign-in');
  t.deepEqual(ids(...three, boot(6, 'DHCPREQUEST')), [], 'a lease is renewed');
  const leave = event(6, 'front-end.signed-out', { user: 'a@c.test', epid: 'e' }, frontEnd);
  t.deepEqual(ids(...three, leave, boot(7)), [], 'it took its leave, as for an update');
});
