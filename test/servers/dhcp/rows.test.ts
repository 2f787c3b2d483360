import test from 'ava';
import { eventsOf } from '../deployment.js';
import { type Ask, fullServer, serverAddress } from './full.js';
import { addressOption, hex, inform, maximumSize, phoneAddress } from './messages.js';

const location = (value: Buffer | undefined) => value?.includes('CertProvisioningService.svc') ?? false;

const widths = { word: '0a 02 0064', dword: '0a 04 00000064', text: '0a 03 313030' } as const;
for (const [form, bytes] of Object.entries(widths)) {
  test(`class CPE-OCPHONE is told of the voice VLAN as a ${form}`, (t) => {
    const voiceVlan = { id: 100, form: form as keyof typeof widths };
    const { ask, context } = fullServer({ voiceVlan });
    for (const vendorClass of ['CPE-OCPHONE', 'CPE-OCPhone']) {
      t.deepEqual(ask('discover', { vendorClass, asked: [1, 3, 43] }).value(43), hex(bytes));
    }
    const [reply] = eventsOf(context.journal, 'dhcp.reply');
    t.like(reply, { voiceVlan: 100, row: 'CPE-OCPHONE, told of VLAN 100' });
    t.is(reply?.problems, undefined);
  });
}

test('the VLAN phase, address given back, then in the VLAN: a lease without 43', (t) => {
  const { ask, lease } = fullServer({ voiceVlan: { id: 20, form: 'word' } });
  const phone: Ask = { vendorClass: 'CPE-OCPHONE', asked: [1, 3, 43] };
  t.deepEqual(lease(phone).value(43), hex('0a 02 0014'));
  ask('release', { message: { ciaddr: '10.10.10.100' }, server: serverAddress });
  const tagged = lease({ ...phone, message: { giaddr: '10.10.20.1' } });
  t.is(tagged.address, '10.10.20.100');
  t.is(tagged.value(43), undefined);
});

test('a voice VLAN nobody wants is not sent', (t) => {
  t.is(
    fullServer()
      .ask('discover', { vendorClass: 'CPE-OCPHONE', asked: [43] })
      .value(43),
    undefined,
  );
});

test('a lease of class MS-UC-Client brings 43 and 120 like an INFORM', (t) => {
  const offer = fullServer().ask('discover', { vendorClass: 'ms-uc-client', asked: [43, 120] });
  t.true(location(offer.value(43)));
  t.deepEqual(offer.codes.slice(-2), [120, 43]);
});

for (const vendorClass of ['yealink', '\0\0\x36\x3d\x05', undefined]) {
  test(`class ${JSON.stringify(vendorClass)} gets 43 only where classes are unknown, 120 always`, (t) => {
    const asked = [43, 120, 66, 160];
    const provisioning = { 66: 'http://prov.contoso.com', 160: 'http://fw.contoso.com' };
    const plain = fullServer({ provisioning }).ask('discover', { vendorClass, asked });
    t.deepEqual(plain.codes.slice(5), [66, 160, 120]);
    t.is(plain.value(66)?.toString(), 'http://prov.contoso.com');
    const classless = fullServer({ classless: true });
    t.true(location(classless.ask('discover', { vendorClass, asked }).value(43)));
    t.true(location(classless.ask('inform', { vendorClass, asked, message: { ciaddr: phoneAddress } }).value(43)));
  });
}

test('without classes the VLAN phase is sent the location too, unless there is a VLAN', (t) => {
  const phone: Ask = { vendorClass: 'CPE-OCPHONE', asked: [43] };
  t.true(location(fullServer({ classless: true }).ask('discover', phone).value(43)));
});

test('options 2, 4, 119 as deployed', (t) => {
  const { ask } = fullServer({
    timeOffset: -18_000,
    timeServer: true,
    searchList: ['contoso.com', 'corp.contoso.com'],
  });
  const offer = ask('discover', { asked: [2, 4, 119] });
  t.deepEqual(offer.value(2), hex('ffffb9b0'));
  t.deepEqual(offer.value(4), hex('0a0a0a05'));
  t.deepEqual(offer.value(119), hex('07636f6e746f736f03636f6d00 04636f727007636f6e746f736f03636f6d00'));
});

test('registrar mode: INFORM of MS-UC-Client asking for 120 or 43, nothing else', (t) => {
  const { ask, context } = fullServer({ mode: 'registrar' });
  const at: Ask = { message: { ciaddr: phoneAddress }, vendorClass: 'MS-UC-Client' };
  t.deepEqual(ask('inform', { ...at, asked: [1, 6, 43, 120] }).codes, [53, 54, 120, 43]);
  t.deepEqual(ask('inform', { ...at, asked: [120] }).codes, [53, 54, 120]);
  t.is(ask('inform', { ...at, asked: [1, 6] }).type, 'silence');
  t.is(ask('inform', { ...at, asked: [120], vendorClass: 'MSFT 5.0' }).type, 'silence');
  t.is(ask('discover', { vendorClass: 'MS-UC-Client', asked: [120] }).type, 'silence');
  t.is(eventsOf(context.journal, 'dhcp.ignored').length, 3);
  const only120 = fullServer({ mode: 'registrar', registrarOption43: false });
  t.deepEqual(only120.ask('inform', { ...at, asked: [43, 120] }).codes, [53, 54, 120]);
});

test('what does not fit goes into file and sname where that is deployed, and is read back', (t) => {
  const searchList = Array.from({ length: 6 }, (_, i) => `${'long-name'.repeat(2)}${i}.contoso.com`);
  const asked = [119, 120, 43, 15, 42];
  const phone: Ask = { vendorClass: 'MS-UC-Client', asked };
  const plain = fullServer({ searchList }).ask('discover', phone);
  t.is(plain.value(43), undefined);
  const { ask, server } = fullServer({ searchList, overload: true });
  const overloaded = ask('discover', phone);
  t.true(location(overloaded.value(43)));
  t.deepEqual(overloaded.value(52), hex('01'));
  t.is(overloaded.codes.includes(43), false, 'it is in the field file');
  const [reply] = server.handle(inform({ type: 1, message: { ciaddr: '0.0.0.0' }, asked }), {
    address: '0.0.0.0',
    port: 68,
  });
  t.true((reply?.bytes.length ?? 0) <= 548);
});

test('a second server with other options answers beside, each with its own identifier', (t) => {
  // The pairing itself is the lab's; a server is told what to say by its deployment.
  const { ask } = fullServer({ webServer: 'old-web.contoso.com', registrar: 'old-pool.contoso.com' });
  const answer = ask('inform', { vendorClass: 'MS-UC-Client', asked: [43, 120], message: { ciaddr: phoneAddress } });
  t.true(answer.value(43)?.includes('old-web.contoso.com'));
  t.true(answer.value(120)?.includes('old-pool'));
});

test('options of a request split in two are joined, and a huge maximum changes nothing', (t) => {
  const { ask } = fullServer();
  const more = [maximumSize(9000), { code: 55, data: hex('78') }, addressOption(50, '10.10.10.107')];
  const offer = ask('discover', { vendorClass: 'MS-UC-Client', asked: [43], more });
  t.is(offer.address, '10.10.10.107');
  t.deepEqual(offer.codes, [53, 54, 51, 58, 59, 120, 43]);
});
