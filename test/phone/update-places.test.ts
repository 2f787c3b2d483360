import type { AddressInfo } from 'node:net';
import { createServer as createSecureServer } from 'node:tls';
import test, { type ExecutionContext } from 'ava';
import { NtlmServer } from '../../harness/authentication/ntlm/index.js';
import { readProvisioned } from '../../harness/phone/after-sign-in/read-provisioned.js';
import type { StepContext } from '../../harness/phone/context.js';
import { updateCheck } from '../../harness/phone/steps/update-check.js';
import { checkForUpdate } from '../../harness/phone/update/check.js';
import { withOwnClient } from '../../harness/phone/update/own-client.js';
import { updatePlaces } from '../../harness/phone/update/where.js';
import { chainOf } from '../certs/chains.js';
import { type BenchOptions, bench, password, tcpServer, typedPassword, typedPin } from './bench.js';
import { signedIn } from './phone-with.js';
import { grant } from './plain-phone.js';
import { webServer } from './web-server.js';

const inBand = {
  groups: [],
  updateUrl: 'https://web.contoso.test:443/RequestHandler/ucdevice.upx',
  externalUpdateUrl: 'https://ext.contoso.test/RequestHandlerExt/ucdevice.upx',
};
const byName = (scheme: string) => ({
  url: `${scheme}://ucupdates-r2.contoso.test/RequestHandler/ucdevice.upx`,
  outside: false,
});
const internal = { url: inBand.updateUrl, outside: false };
const external = { url: inBand.externalUpdateUrl, outside: true };

function phone(t: ExecutionContext, options: BenchOptions) {
  return bench(t, { lease: { domain: 'contoso.test' }, ...options }).context;
}

test('where each generation asks at power-on, at sign-in and every day', (t) => {
  const lync = phone(t, {});
  t.deepEqual(updatePlaces(lync, 'power-on'), [byName('https')]);
  t.deepEqual(updatePlaces(lync, 'sign-in'), [byName('https')], 'a Front End without provisioning');
  lync.memory.provisioned = inBand;
  t.deepEqual(updatePlaces(lync, 'power-on'), [byName('https'), external]);
  t.deepEqual(updatePlaces(lync, 'sign-in'), [internal]);
  t.deepEqual(updatePlaces(lync, 'daily'), [internal]);
  lync.memory.provisioned = { groups: [] };
  t.deepEqual(updatePlaces(lync, 'sign-in'), [], 'the service is switched off');

  const tanjay = phone(t, { model: 'CX700', firmware: '3.5.6907.35' });
  tanjay.memory.provisioned = inBand;
  t.deepEqual(updatePlaces(tanjay, 'power-on'), [byName('http'), external]);
  t.deepEqual(updatePlaces(tanjay, 'sign-in'), [internal]);
  t.deepEqual(updatePlaces(tanjay, 'daily'), [byName('http')]);

  const first = phone(t, { model: 'CX700', firmware: '1.0.199.123' });
  first.memory.provisioned = inBand;
  t.deepEqual(updatePlaces(first, 'power-on'), []);
  t.false(updateCheck('power-on').due?.(first));
  t.deepEqual(updatePlaces(first, 'sign-in'), [internal]);
  t.deepEqual(updatePlaces(first, 'daily'), [internal]);

  const vvx = phone(t, { model: 'VVX600', firmware: '5.4.0.10182' });
  vvx.memory.provisioned = inBand;
  t.deepEqual(updatePlaces(vvx, 'power-on'), []);
  t.deepEqual(updatePlaces(vvx, 'sign-in'), [internal]);
  vvx.memory.provisioned = { ...inBand, deviceUpdate: false };
  t.deepEqual(updatePlaces(vvx, 'sign-in'), []);
  const old = phone(t, { model: 'VVX600', firmware: '5.3.0.12074' });
  old.memory.provisioned = inBand;
  t.deepEqual(updatePlaces(old, 'sign-in'), [], 'builds before 5.4.0.10182 do not update themselves');
});

test('a phone that goes on over http has port 80 behind each address inside', (t) => {
  const lync = phone(t, { updateOverHttp: true });
  const http = { ...byName('http'), fallback: true };
  t.deepEqual(updatePlaces(lync, 'power-on'), [byName('https'), http]);
  lync.memory.provisioned = inBand;
  t.deepEqual(updatePlaces(lync, 'power-on'), [byName('https'), http, external], 'outside nothing but https');
  const url = 'http://web.contoso.test/RequestHandler/ucdevice.upx';
  t.deepEqual(updatePlaces(lync, 'sign-in'), [internal, { url, outside: false, fallback: true }]);
  const tanjay = phone(t, { model: 'CX700', firmware: '3.5.6907.35', updateOverHttp: true });
  t.deepEqual(updatePlaces(tanjay, 'power-on'), [byName('http')]);
});

test('http is gone on to where https is not trusted, and nowhere else', async (t) => {
  const { tls } = await chainOf('enterprise-root');
  const secure = createSecureServer({ ...tls, minVersion: 'TLSv1', ciphers: 'AES128-SHA:@SECLEVEL=0' });
  secure.on('tlsClientError', () => {});
  t.teardown(() => secure.close());
  await new Promise<void>((resolve) => secure.listen(0, '127.0.0.1', resolve));
  const { port } = secure.address() as AddressInfo;
  const { requests, url } = await webServer(t, () => ({ body: '<Response><Downloads>0</Downloads></Response>' }));
  const places = [
    { url: `https://127.0.0.1:${port}/`, outside: false },
    { url, outside: false, fallback: true },
  ];
  const { place } = await checkForUpdate(phone(t, {}), places);
  t.is(place.url, url);
  t.is(requests.length, 1);
  const [untrusted] = places;
  if (untrusted) await t.throwsAsync(checkForUpdate(phone(t, {}), [untrusted]), { code: 'PHONE_SERVER_UNTRUSTED' });
  const nameless = [{ url: 'http://no..name/', outside: false }, ...places.slice(1)];
  const resolving = phone(t, { lease: { dnsServers: ['10.0.0.53'] } });
  await t.throwsAsync(checkForUpdate(resolving, nameless), { code: 'PHONE_NAME_NOT_FOUND' });
  t.is(requests.length, 1);
});

test('EnableDeviceUpdate, wherever it stands', (t) => {
  const list = (inside: string) =>
    Buffer.from(`<provisionGroupList><provisionGroup name="X">${inside}</provisionGroup></provisionGroupList>`);
  t.is(readProvisioned(list('<EnableDeviceUpdate>False</EnableDeviceUpdate>')).deviceUpdate, false);
  t.is(
    readProvisioned(list('<instance><property name="enableDeviceUpdate">true</property></instance>')).deviceUpdate,
    true,
  );
  t.is(readProvisioned(list('<property name="enableDeviceUpdate">perhaps</property>')).deviceUpdate, undefined);
});

/** An update service that knows nobody without NTLM; the legs it saw. */
async function guarded(t: ExecutionContext) {
  const legs: number[] = [];
  const port = await tcpServer(t, (socket) => {
    const ntlm = new NtlmServer();
    const say = (status: string, body: string, header = '') =>
      socket.write(`HTTP/1.1 ${status}\r\nContent-Length: ${body.length}\r\n${header}\r\n${body}`);
    socket.on('data', (bytes) => {
      const token = Buffer.from(/^Authorization: NTLM (\S+)/im.exec(bytes.toString('latin1'))?.[1] ?? '', 'base64');
      const leg = token.length === 0 ? 0 : token.readUInt32LE(8);
      legs.push(leg);
      const names = { netbiosDomain: 'C', netbiosComputer: 'W', dnsDomain: 'c.test', dnsComputer: 'w.c.test' };
      if (leg === 0) say('401 Unauthorized', '', 'WWW-Authenticate: NTLM\r\n');
      else if (leg === 1) {
        say('401 Unauthorized', '', `WWW-Authenticate: NTLM ${ntlm.challenge(names).toString('base64')}\r\n`);
      } else {
        const { ok } = ntlm.authenticate(token, () => password);
        say(ok ? '200 OK' : '401 Unauthorized', '<Response><Downloads>0</Downloads></Response>');
      }
    });
  });
  return { legs, url: `http://127.0.0.1:${port}/RequestHandlerExt/ucdevice.upx` };
}

test('outside, the password answers; a phone that was signed in by PIN has none, and is turned away', async (t) => {
  const { legs, url } = await guarded(t);
  const places = [{ url, outside: true }];
  const { offer } = await checkForUpdate(phone(t, { typed: typedPassword }), places);
  t.is(offer, undefined);
  t.deepEqual(legs, [0, 1, 3]);
  await t.throwsAsync(checkForUpdate(phone(t, { typed: typedPin }), places), { code: 'PHONE_UPDATE_DENIED' });
  t.deepEqual(legs, [0, 1, 3, 0]);
});

test('inside, no password is given away', async (t) => {
  const { legs, url } = await guarded(t);
  const asking = checkForUpdate(phone(t, { typed: typedPassword }), [{ url, outside: false }]);
  await t.throwsAsync(asking, { code: 'PHONE_UPDATE_DENIED' });
  t.deepEqual(legs, [0]);
});

test('RemoteUser in the 200 makes it the external address', async (t) => {
  const remote = { name: 'ms-user-logon-data', value: 'RemoteUser' };
  const outside = await signedIn(t, { registrar: { answer: grant(7200, remote) } });
  outside.context.memory.provisioned = inBand;
  t.deepEqual(updatePlaces(outside.context, 'sign-in'), [external]);
  t.deepEqual(updatePlaces(outside.context, 'daily'), [external]);
});

test('updates go over connections of their own, which end with them', async (t) => {
  const { requests, server, url } = await webServer(t, () => ({}));
  const context = phone(t, {});
  const ask = (from: StepContext) => from.web.send({ method: 'GET', url, what: 'a test' });
  await ask(context);
  await withOwnClient(context, ask);
  await ask(context);
  const [first, own, again] = requests.map(({ connection }) => connection);
  t.is(again, first);
  t.not(own, first);
  const open = () => new Promise<number>((resolve) => server.getConnections((_, count) => resolve(count)));
  while ((await open()) > 1) await new Promise((resolve) => setTimeout(resolve, 2));
  t.pass();
});
