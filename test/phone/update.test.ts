import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { ImageFile } from '../../harness/cli/phone/image-file.js';
import type { PhoneOptions } from '../../harness/phone/index.js';
import { EmulatedPhone, readKept, writeKept } from '../../harness/phone/index.js';
import { at } from '../certs/chains.js';
import { phoneOptions, recorded, typedPassword } from './bench.js';
import { acknowledge, dhcpServer } from './dhcp-server.js';
import { a, dnsReply, dnsServer } from './dns-server.js';
import { until } from './until.js';
import { IMAGE_BYTES, type ServiceOptions, updateService } from './update-service.js';

const OCPE = '3.5.6907.35';
const CU5 = '4.0.7577.4066';
const CU11 = '4.0.7577.4420';

/** A network of DHCP, names and an update service, and no Lync: what a phone does before anybody signs in. */
async function plugged(t: ExecutionContext, service: ServiceOptions, more: Partial<PhoneOptions> = {}) {
  const updates = await updateService(t, service);
  const zone = {
    'ucupdates-r2.contoso.test A': [a('ucupdates-r2.contoso.test', '10.0.0.70')],
    // Not kept by the phone: each download asks anew, so that a name server that is gone is noticed.
    'store.contoso.test A': [{ ...a('store.contoso.test', '10.0.0.70'), ttl: 0 } as const],
  };
  const names = { silent: false };
  const dns = await dnsServer(t, zone, { udp: (query) => (names.silent ? [] : [dnsReply(query, zone)]) });
  const dhcp = await dhcpServer(t, (request) => [
    acknowledge(request, `06040a000035${'0f0c636f6e746f736f2e74657374'}`),
  ]);
  const { options, journal } = phoneOptions(t, {
    dial: { ...dns.dial, ...dhcp.dial, ...updates.dial },
    model: 'CX700',
    firmware: OCPE,
    typed: typedPassword,
    powerOnDate: at,
    waits: 'skip',
  });
  const phone = new EmulatedPhone({ ...options, ...more });
  t.teardown(() => phone.close());
  return { phone, journal, dns, names, updates, options };
}

test('found by name, fetched, checked and installed: the phone restarts as another one, and the old image stays', async (t) => {
  const asked: string[] = [];
  const anchors = (firmware: string) => {
    asked.push(firmware);
    return [];
  };
  const { phone, journal, updates } = await plugged(
    t,
    { offer: (installed) => (installed === OCPE ? CU5 : undefined) },
    { anchors },
  );
  const state = await phone.powerOn();
  t.is(state.firmware, CU5);
  t.is(state.backupFirmware, OCPE);
  t.deepEqual(updates.paths(), ['/RequestHandler/ucdevice.upx', `/files/${CU5}/CPE.nbt`, `/files/${CU5}/CPE.cat`]);
  t.deepEqual(asked, [OCPE, CU5], 'each firmware brings its own roots');
  t.regex(updates.requests[0]?.headers['user-agent'] ?? '', /3\.5\.6907\.35.*Communicator Phone Edition/);
  t.like(recorded(journal, 'phone.firmware'), [{ from: OCPE, to: CU5, authority: 'update-service' }]);
  t.like(recorded(journal, 'phone.update-offered'), [{ installed: OCPE, version: CU5, taken: true }]);
  const download = recorded(journal, 'phone.update-download');
  t.deepEqual(
    [download[0]?.state, download.at(-1)?.state, download.at(-1)?.bytes],
    ['started', 'complete', IMAGE_BYTES],
  );
  t.true(download.some((each) => each.state === 'under-way' && each.total === IMAGE_BYTES));
  const steps = recorded(journal, 'phone.step').filter((each) => each.step === 'lease' && each.state === 'done');
  t.is(steps.length, 2, 'it booted twice');
  const again = readKept(writeKept(phone.kept), 'phone.json');
  t.deepEqual(again.firmware, { current: CU5, backup: OCPE });
});

test('what a phone kept is what it boots, whatever it was made with', async (t) => {
  const { phone, options } = await plugged(t, {});
  const kept = { ...phone.kept, firmware: { current: CU5, backup: OCPE, staged: CU11 } };
  const other = new EmulatedPhone({ ...options, kept });
  t.like(other.state, { firmware: CU5, backupFirmware: OCPE });
  const state = await other.powerOn();
  await other.close();
  t.like(state, { firmware: CU11, backupFirmware: CU5 }, 'what waited is installed at the next occasion');
});

test('an image of CU6 or later, offered to a phone before Lync, is fetched and not installed', async (t) => {
  const { phone, journal, updates } = await plugged(t, { offer: () => CU11 });
  const state = await phone.powerOn();
  t.is(state.firmware, OCPE);
  t.is(state.backupFirmware, undefined);
  t.is(updates.requests.length, 3);
  t.like(recorded(journal, 'phone.update-refused'), [{ version: CU11, why: 'signature' }]);
});

test('interrupted, it goes on by ranges where it was, later and later, and the whole is checked', async (t) => {
  const { phone, journal, updates } = await plugged(t, {
    offer: (installed) => (installed === OCPE ? CU5 : undefined),
    breaks: [200_000, 0, 100_000],
  });
  const state = await phone.powerOn();
  t.is(state.firmware, CU5);
  const images = updates.requests.filter(({ path }) => path.endsWith('.nbt'));
  t.is(images.length, 4);
  t.deepEqual(
    images.map(({ headers }) => headers.range),
    [undefined, 'bytes=200000-', 'bytes=200000-', 'bytes=300000-'],
  );
  t.deepEqual(
    images.map(({ headers }) => headers['if-range']),
    [undefined, '"1"', '"1"', '"1"'],
  );
  const at = journal.events.filter((event) => event.type === 'phone.update-download' && event.state !== 'under-way');
  const pauses = [2, 4, 6].map((nth) => Math.round(((at[nth]?.elapsed ?? 0) - (at[nth - 1]?.elapsed ?? 0)) / 1000));
  t.deepEqual(pauses, [5, 10, 20]);
});

test('a server that goes away before the catalogue, and a name server with it: nothing is fetched twice', async (t) => {
  let catalogues = 0;
  const { phone, names, journal, updates } = await plugged(t, {
    offer: (installed) => (installed === OCPE ? CU5 : undefined),
    instead: (path, outgoing) => {
      if (!path.endsWith('.cat') || catalogues++ > 0) return false;
      names.silent = true;
      outgoing.destroy();
      return true;
    },
  });
  journal.subscribe((event) => {
    if (event.type === 'phone.update-download' && /No DNS server/.test(event.problem ?? '')) names.silent = false;
  });
  t.is((await phone.powerOn()).firmware, CU5);
  const problems = recorded(journal, 'phone.update-download').flatMap(({ problem }) => problem ?? []);
  t.true(problems.some((problem) => /No DNS server answered/.test(problem)));
  t.is(catalogues, 2);
  t.is(updates.requests.filter(({ path }) => path.endsWith('.nbt')).length, 1);
});

test('who keeps the state of a phone hears of the tag of an image with its first bytes', async (t) => {
  const heard: unknown[] = [];
  const { phone, journal } = await plugged(t, { offer: (installed) => (installed === OCPE ? CU5 : undefined) });
  journal.subscribe((event) => {
    if (event.type === 'phone.update-download' && event.state === 'under-way') heard.push(phone.kept.firmware?.partial);
  });
  await phone.powerOn();
  t.like(heard[0], { version: CU5, etag: '"1"' });
  const [first] = recorded(journal, 'phone.update-download').filter(({ state }) => state === 'under-way');
  t.is(first?.bytes, 0, 'before a quarter of it has come');
});

test('a server that stays away: the phone gives up for now, and boots what it has', async (t) => {
  const { phone, journal } = await plugged(t, { offer: () => CU5, breaks: Array(20).fill(0) });
  const state = await phone.powerOn();
  t.is(state.firmware, OCPE);
  const tries = recorded(journal, 'phone.update-download').filter((each) => each.state === 'interrupted');
  t.is(tries.length, 11);
});

test('power lost in the middle: the old firmware boots, and the rest alone is fetched', async (t) => {
  let hold = true;
  const { phone, updates } = await plugged(t, {
    offer: (installed) => (installed === OCPE ? CU5 : undefined),
    breaks: [300_000],
    instead: (path, _, { headers }) => hold && path.endsWith('.nbt') && headers.range !== undefined,
  });
  const booting = t.throwsAsync(phone.powerOn(), { code: 'PHONE_SWITCHED_OFF' });
  await until(() => updates.requests.length === 3);
  await phone.close();
  await booting;
  t.is(phone.state.firmware, OCPE);
  hold = false;
  const state = await phone.powerOn();
  t.is(state.firmware, CU5);
  t.is(updates.requests.filter(({ path }) => path.endsWith('.nbt')).at(-1)?.headers.range, 'bytes=300000-');
});

test('what had come of an image is there in another process, with what was written of it', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'mock-lync-image-'));
  t.teardown(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'phone.json.image');
  const first = new ImageFile(file);
  const service = {
    offer: (installed: string) => (installed === OCPE ? CU5 : undefined),
    breaks: [300_000, ...Array<number>(10).fill(0)],
  };
  const { phone, options, updates } = await plugged(t, service, { imageSlot: first });
  t.is((await phone.powerOn()).firmware, OCPE);
  const kept = readKept(writeKept(phone.kept), 'phone.json');
  t.like(kept.firmware, { current: OCPE, partial: { version: CU5, etag: '"1"' } });
  await phone.close();
  first.close();
  t.is(statSync(file).mode & 0o777, 0o600);
  t.is(statSync(file).size, 300_000);
  const second = new ImageFile(file);
  t.teardown(() => second.close());
  const other = new EmulatedPhone({ ...options, kept, imageSlot: second });
  t.teardown(() => other.close());
  t.is((await other.powerOn()).firmware, CU5);
  t.is(updates.requests.filter(({ path }) => path.endsWith('.nbt')).at(-1)?.headers.range, 'bytes=300000-');
  t.is(statSync(file).size, 0);
});

const spoilt: readonly (readonly [string, ServiceOptions, string])[] = [
  ['other bytes', { catalogue: { sha256: 'ab'.repeat(32) } }, 'hash'],
  ['another size', { catalogue: { size: IMAGE_BYTES - 1 } }, 'size'],
  ['the catalogue of another file', { catalogue: { file: 'OTHER.nbt' } }, 'file'],
  ['another version inside', { image: { version: '4.0.7577.4065' } }, 'version'],
  ['an image of another model', { image: { model: 'CX600' } }, 'model'],
  ['signed one way, vouched for another', { image: { signature: 'lync' }, catalogue: { kind: 'ocs' } }, 'signature'],
  [
    'no catalogue at all',
    { instead: (path, out) => path.endsWith('.cat') && Boolean(out.end('<html>Sign in</html>')) },
    'unreadable',
  ],
  [
    'another range than was asked for',
    {
      breaks: [200_000],
      instead: (path, out, { headers }) =>
        path.endsWith('.nbt') &&
        headers.range !== undefined &&
        Boolean(out.writeHead(206, { 'Content-Range': 'bytes 100-700000/700001' }).end('x')),
    },
    'unreadable',
  ],
  [
    'an image without end',
    {
      instead: (path, out) =>
        path.endsWith('.nbt') && Boolean(out.writeHead(200, { 'Content-Length': 300 * 1024 * 1024 }).write('x')),
    },
    'unreadable',
  ],
];
for (const [words, service, why] of spoilt) {
  test(`not installed: ${words}`, async (t) => {
    const { phone, journal } = await plugged(t, { offer: () => CU5, ...service });
    const state = await phone.powerOn();
    t.is(state.firmware, OCPE);
    t.deepEqual(recorded(journal, 'phone.firmware'), []);
    t.like(recorded(journal, 'phone.update-refused'), [{ version: CU5, why }]);
  });
}

const unavailable: readonly (readonly [string, ServiceOptions, string])[] = [
  ['empty addresses', { addresses: '<BaseURL></BaseURL><ExternalBaseURL/>' }, 'PHONE_UPDATE_NO_ADDRESS'],
  [
    '404 for the image',
    { instead: (path, out) => path.endsWith('.nbt') && Boolean(out.writeHead(404).end()) },
    'PHONE_HTTP_REFUSED',
  ],
  [
    '404 for the catalogue',
    { instead: (path, out) => path.endsWith('.cat') && Boolean(out.writeHead(404).end()) },
    'PHONE_HTTP_REFUSED',
  ],
  [
    '401 inside',
    { instead: (path, out) => path.endsWith('.nbt') && Boolean(out.writeHead(401).end()) },
    'PHONE_UPDATE_DENIED',
  ],
];
for (const [words, service, code] of unavailable) {
  test(`not to be had: ${words}`, async (t) => {
    const { phone, journal } = await plugged(t, { offer: () => CU5, ...service });
    const state = await phone.powerOn();
    t.is(state.firmware, OCPE);
    t.true(recorded(journal, 'phone.step').some((each) => each.step === 'update-download' && each.code === code));
  });
}

test('a phone before Lync takes newer images only, and 1.0.199.123 asks nobody', async (t) => {
  const older = await plugged(t, { offer: () => '1.0.522.101' });
  t.is((await older.phone.powerOn()).firmware, OCPE);
  t.like(recorded(older.journal, 'phone.update-offered'), [{ taken: false }]);
  t.is(older.updates.requests.length, 1);
  const first = await plugged(t, { offer: () => CU5 }, { firmware: '1.0.199.123' });
  await first.phone.powerOn();
  t.is(first.updates.requests.length, 0);
  t.false(first.dns.asked.some((name) => name.includes('ucupdates')));
});

test('two authorities: the phone stops after so many restarts, and says so', async (t) => {
  const { phone, journal } = await plugged(
    t,
    { offer: (installed) => (installed === '3.5.6907.187' ? '3.5.6907.210' : undefined) },
    { provisioningServer: { firmware: '3.5.6907.187' } },
  );
  const state = await phone.powerOn();
  const flips = recorded(journal, 'phone.firmware');
  t.is(flips.length, 6);
  t.deepEqual([...new Set(flips.map(({ to }) => to))], ['3.5.6907.187', '3.5.6907.210']);
  t.true(recorded(journal, 'phone.step').some(({ code }) => code === 'PHONE_UPDATE_LOOP'));
  t.is(state.firmware, '3.5.6907.210');
});
