import test from 'ava';
import fc from 'fast-check';
import { ntlmAuthenticate, ntlmNegotiate } from '../../../harness/authentication/ntlm/index.js';
import { readUpdateCheck } from '../../../harness/servers/web/device-update/read-check.js';
import { parseXml } from '../../../harness/wire/xml/index.js';
import { alice, eventsOf } from '../deployment.js';
import { testWeb } from './client.js';

const path = '/RequestHandler/ucdevice.upx';
const outside = '/RequestHandlerExt/ucdevice.upx';
const check =
  '<?xml version="1.0" encoding="utf-8"?>\n<Request><DeviceType>UCPhone</DeviceType>' +
  '<MacAddress>0004F2AABBCC</MacAddress><SerialNumber>ABC123</SerialNumber><Vendor>Polycom</Vendor>' +
  '<Model>CX600</Model><Revision>A</Revision><Locale>ENU</Locale><UserId></UserId><Modules><Module>' +
  '<FileName>CPE.nbt</FileName><Version>4.0.7577.4363</Version></Module></Modules></Request>';
const fields = {
  mac: '00:04:f2:aa:bb:cc',
  serial: 'ABC123',
  vendor: 'Polycom',
  model: 'CX600',
  version: '4.0.7577.4363',
};
const nothing = '<?xml version="1.0" encoding="utf-8"?>\r\n<Response><Downloads>0</Downloads></Response>';

for (const service of ['web-http', 'web'] as const) {
  test(`an update check over ${service} is understood and finds nothing`, async (t) => {
    const { context, client } = await testWeb(t);
    const answer = await client(service).soap(path.toUpperCase(), check);
    t.is(answer.status, 200);
    t.is(answer.text, nothing);
    t.like(eventsOf(context.journal, 'device-update.check')[0], fields);
    t.is(eventsOf(context.journal, 'device-update.answer')[0]?.downloads, 0);
    t.is(eventsOf(context.journal, 'web.unknown-request').length, 0);
  });
}

for (const [form, body] of [
  [
    'attributes in some namespace',
    '<u:Req xmlns:u="urn:x" Mac-Address="00-04-F2-AA-BB-CC" serial_number="ABC123" brand="Polycom" model_name="CX600" SWVersion="4.0.7577.4363"/>',
  ],
  [
    'elements under other names',
    '<a><hwaddress>00:04:F2:AA:BB:CC</hwaddress><SN>ABC123</SN><VendorId>Polycom</VendorId><devicemodel>CX600</devicemodel><CurrentVersion>4.0.7577.4363</CurrentVersion></a>',
  ],
] as const) {
  test(`the same fields are found as ${form}`, (t) => {
    t.deepEqual(readUpdateCheck({ document: parseXml(body), body: Buffer.from(body) }), fields);
  });
}

test('the first value of a name counts, and an unknown name is no error', (t) => {
  const body = '<r><mac></mac><mac>not a mac</mac><mac>000000000000</mac><colour>blue</colour></r>';
  t.deepEqual(readUpdateCheck({ document: parseXml(body), body: Buffer.from(body) }), { mac: 'not a mac' });
});

test('a body that is not XML is read as a form and kept whole', async (t) => {
  const kept: Buffer[] = [];
  const { context, client } = await testWeb(t, { capture: (_label, body) => `kept-${kept.push(body)}` });
  const body = 'model=CX600&serial=ABC123&x=1';
  const answer = await client('web-http').ask(path, { body });
  t.is(answer.text, nothing);
  t.like(eventsOf(context.journal, 'device-update.check')[0], { model: 'CX600', serial: 'ABC123' });
  t.is(eventsOf(context.journal, 'web.unknown-request')[0]?.capture, 'kept-1');
  t.deepEqual(kept, [Buffer.from(body)]);
});

test('from outside an anonymous check is told to authenticate, and NTLM over https lets it through', async (t) => {
  const { context, client } = await testWeb(t);
  const anonymous = await client('web-http').soap(outside, check);
  t.is(anonymous.status, 401);
  t.is(anonymous.headers.get('www-authenticate'), 'NTLM');
  const one = client();
  const ntlm = (message: Buffer) => ({ Authorization: `NTLM ${message.toString('base64')}` });
  const second = await one.soap(outside, check, ntlm(ntlmNegotiate()));
  const challenge = Buffer.from(second.headers.get('www-authenticate')?.slice(5) ?? '', 'base64');
  t.is(eventsOf(context.journal, 'device-update.check').length, 0);
  const account = { user: 'alice', domain: 'CONTOSO', password: alice.password };
  const third = await one.soap(outside, check, ntlm(ntlmAuthenticate(challenge, account)));
  t.is(third.text, nothing);
});

test('from outside credentials over plain http are not looked at', async (t) => {
  const { client } = await testWeb(t);
  const headers = { Authorization: `NTLM ${ntlmNegotiate().toString('base64')}` };
  t.is((await client('web-http').soap(outside, check, headers)).status, 403);
});

test('a log left below the request handler is kept', async (t) => {
  const kept: Buffer[] = [];
  const { context, client } = await testWeb(t, { capture: (_label, body) => `kept-${kept.push(body)}` });
  const answer = await client('web-http').ask('/RequestHandler/Logs/x.clg', { method: 'PUT', body: 'log' });
  t.is(answer.status, 200);
  t.deepEqual(kept, [Buffer.from('log')]);
  t.like(eventsOf(context.journal, 'web.unknown-request')[0], { method: 'PUT', path: '/RequestHandler/Logs/x.clg' });
});

test('any bytes at all are read as some check', (t) => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
      const found = readUpdateCheck({ document: undefined, body: Buffer.from(bytes) });
      return Object.values(found).every((value) => value.length <= 128);
    }),
  );
  t.pass();
});
