import { createHash } from 'node:crypto';
import test from 'ava';
import { defaultDeviceUpdateSettings, MAX_KEPT_LOGS } from '../../../../harness/deployment/index.js';
import { ScenarioClock } from '../../../../harness/foundation/clock/index.js';
import { decodeCatalogue, decodeImageHeader } from '../../../../harness/wire/firmware-image/index.js';
import { eventsOf, testDate } from '../../deployment.js';
import { testWeb } from '../client.js';
import { checkOf, checkPath, folder, updating, version } from './updating.js';

test('an approved update is offered, with where it is inside and outside', async (t) => {
  const { client, context } = await testWeb(t, updating());
  const answer = await client('web-http').soap(checkPath, checkOf('4.0.7577.4066'));
  t.is(
    answer.text,
    '<?xml version="1.0" encoding="utf-8"?>\r\n<Response><Downloads>1</Downloads>' +
      `<BaseURL>http://lyncweb.contoso.com${folder}</BaseURL>` +
      `<ExternalBaseURL>https://lyncweb.contoso.com${folder.replace('Handler', 'HandlerExt')}</ExternalBaseURL>` +
      '<Modules><Module><FileName>CPE.nbt</FileName><SignatureFileName>CPE.cat</SignatureFileName>' +
      `<Version>${version}</Version><Timestamp>2014-01-10T00:00:00Z</Timestamp></Module></Modules></Response>`,
  );
  t.like(eventsOf(context.journal, 'device-update.answer')[0], {
    ...{ downloads: 1, version, installed: '4.0.7577.4066', signature: 'lync' },
  });
  t.like(eventsOf(context.journal, 'device-update.audit')[0], {
    ...{ address: '127.20.0.1', mac: '00:04:f2:aa:bb:cc', userId: 'alice' },
    requestModules: [{ file: 'CPE.nbt', version: '4.0.7577.4066', timestamp: '2013-01-15T00:00:00Z' }],
    responseModules: [{ file: 'CPE.nbt', signatureFile: 'CPE.cat', version, timestamp: '2014-01-10T00:00:00Z' }],
  });
  const current = await client('web').soap(checkPath, checkOf(version));
  t.regex(current.text, /<Downloads>0</);
  t.is(eventsOf(context.journal, 'device-update.answer')[1]?.reason, 'current');
});

test('the image is what its catalogue vouches for, in every form of the store and any case', async (t) => {
  const { client } = await testWeb(t, updating());
  const one = client('web-http');
  const catalogue = decodeCatalogue((await one.ask(`${folder}/CPE.cat`)).body);
  const outside = folder.replace('RequestHandler', 'RequestHandlerExt');
  const ocs = ['DeviceUpdateFiles_Int', 'DeviceUpdateFiles_Ext'].map((store) =>
    folder.replace('RequestHandler/Files', store),
  );
  for (const path of [folder, outside, ...ocs, folder.toUpperCase()]) {
    const { body, headers, status } = await one.ask(`${path}/CPE.nbt`);
    t.is(status, 200, path);
    t.is(headers.get('content-type'), 'application/octet-stream');
    t.is(createHash('sha256').update(body).digest('hex'), catalogue.sha256);
    t.is(body.length, catalogue.size);
    t.like(decodeImageHeader(body), { version, model: 'CX600', size: 300_000, signature: 'lync' });
  }
  t.is(catalogue.kind, 'lync');
});

test('parts are those of the whole, and HEAD tells without sending', async (t) => {
  const { client, context } = await testWeb(t, updating());
  const one = client();
  const whole = await one.ask(`${folder}/CPE.nbt`);
  const etag = whole.headers.get('etag') ?? '';
  const part = async (range: string, headers = {}) =>
    await one.ask(`${folder}/CPE.nbt`, { headers: { Range: range, ...headers } });
  for (const [range, start, end] of [
    ['bytes=0-0', 0, 1],
    ['bytes=65530-65545', 65_530, 65_546],
    ['bytes=299990-', 299_990, 300_000],
    ['bytes=299990-999999', 299_990, 300_000],
    ['bytes=-10', 299_990, 300_000],
    ['bytes=-999999', 0, 300_000],
  ] as const) {
    const { body, headers, status } = await part(range);
    t.is(status, 206, range);
    t.deepEqual(body, whole.body.subarray(start, end), range);
    t.is(headers.get('content-range'), `bytes ${start}-${end - 1}/300000`);
    t.is(headers.get('etag'), etag);
  }
  const beyond = await part('bytes=300000-');
  t.is(beyond.status, 416);
  t.is(beyond.headers.get('content-range'), 'bytes */300000');
  for (const odd of ['bytes=5-1', 'bytes=1-2,4-5', 'lines=1-2', 'bytes=-', 'bytes=x'])
    t.is((await part(odd)).status, 200);
  t.is((await part('bytes=0-9', { 'If-Range': etag })).status, 206);
  t.is((await part('bytes=0-9', { 'If-Range': '"other"' })).status, 200);
  t.is((await one.ask(`${folder}/CPE.nbt`, { headers: { 'If-None-Match': etag } })).status, 304);
  t.deepEqual(
    eventsOf(context.journal, 'device-update.download')
      .slice(0, 3)
      .map(({ complete, from, sent }) => [from, sent, complete]),
    [
      [0, 300_000, true],
      [0, 1, true],
      [65_530, 16, true],
    ],
  );
});

test('HEAD tells without sending', async (t) => {
  const { client, context } = await testWeb(t, updating());
  const one = client();
  one.stream.write(`HEAD ${folder}/CPE.nbt HTTP/1.1\r\nHost: x\r\n\r\n`);
  one.stream.write('GET /nothing HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
  const received: Buffer[] = [];
  one.stream.on('data', (bytes: Buffer) => received.push(bytes));
  await one.waitClosed();
  const text = Buffer.concat(received).toString('latin1');
  t.regex(text, /^HTTP\/1\.1 200 .*\r\nContent-Length: 300000\r\n/s);
  t.regex(text, /\r\n\r\nHTTP\/1\.1 404 /);
  t.is(eventsOf(context.journal, 'device-update.download').length, 0);
});

test('what is not in the store is not found', async (t) => {
  const { client, context } = await testWeb(t, updating());
  const one = client();
  for (const path of [
    `${folder}/CPE.exe`,
    folder,
    `${folder}/CPE/CPE.nbt`,
    `${folder.replace('4420', '4421')}/CPE.nbt`,
    `${folder.replace('CX600', 'CX700')}/CPE.nbt`,
    `${folder.replace('ENU', '..%2f..')}/CPE.nbt`,
    `${folder.replace('ENU', '%e0%a4%a')}/CPE.nbt`,
    `${folder}/${'x'.repeat(2000)}`,
    '/RequestHandler/Files/',
  ]) {
    t.is((await one.ask(path)).status, 404, path);
  }
  t.true(eventsOf(context.journal, 'device-update.missing').length >= 7);
  t.is(eventsOf(context.journal, 'harness.error').length, 0);
});

test('without the operator’s word nothing is offered, and no file given', async (t) => {
  const { client, context } = await testWeb(t, updating({ offer: { kind: 'nothing' } }));
  const one = client();
  t.regex((await one.soap(checkPath, checkOf('4.0.7577.4066'))).text, /<Downloads>0</);
  t.is(eventsOf(context.journal, 'device-update.answer')[0]?.reason, 'withheld');
  t.is((await one.ask(`${folder}/CPE.nbt`)).status, 404);
});

test('an operator’s package goes out as it is, under its rule alone', async (t) => {
  const bytes = Buffer.from('what the vendor made');
  const file = (name: string, content: Buffer) => ({
    ...{ name, size: content.length, modified: new Date('2014-02-01T00:00:00Z') },
    read: async (start: number, end: number) => content.subarray(start, end),
  });
  const key = { deviceType: 'UCPhone', brand: 'Polycom', model: 'CX600', revision: 'A', locale: 'ENU' };
  const settings = (rule: string) =>
    updating({
      offer: { kind: 'package', rule: { ...key, version: rule }, image: file('real.nbt', bytes) },
    });
  const { client } = await testWeb(t, settings(version));
  const one = client();
  t.regex((await one.soap(checkPath, checkOf('4.0.7577.4066'))).text, /<FileName>real\.nbt</);
  t.deepEqual((await one.ask(`${folder}/real.nbt`)).body, bytes);
  t.is((await one.ask(`${folder}/CPE.nbt`)).status, 404);
  const other = await testWeb(t, settings('4.0.7577.4500'));
  t.regex((await other.client().soap(checkPath, checkOf('4.0.7577.4066'))).text, /<Downloads>0</);
  t.is((await other.client().ask(`${folder}/real.nbt`)).status, 404);
});

test('a service without store URLs offers and names no place; OCS names its own', async (t) => {
  const empty = await testWeb(t, updating({ storeUrls: 'empty' }));
  const { text } = await empty.client().soap(checkPath, checkOf('4.0.7577.4066'));
  t.regex(text, /<Downloads>1<.*<BaseURL><\/BaseURL><ExternalBaseURL><\/ExternalBaseURL>/);
  const ocs = await testWeb(t, updating({ storeForm: 'ocs' }));
  const answer = await ocs.client().soap(checkPath, checkOf('4.0.7577.4066'));
  t.regex(answer.text, /<BaseURL>http:\/\/lyncweb\.contoso\.com\/DeviceUpdateFiles_Int\/UCPhone\//);
  t.regex(answer.text, /<ExternalBaseURL>https:\/\/lyncweb\.contoso\.com\/DeviceUpdateFiles_Ext\/UCPhone\//);
});

test('outside, anonymous checks are refused, unless the service is of OCS 2007', async (t) => {
  const path = '/RequestHandlerExt/ucdevice.upx';
  const lync = await testWeb(t, updating());
  t.is((await lync.client().soap(path, checkOf('4.0.7577.4066'))).status, 401);
  t.is(eventsOf(lync.context.journal, 'device-update.refused')[0]?.reason, 'anonymous-outside');
  const ocs = await testWeb(t, updating({ externalAnonymous: true }));
  t.is((await ocs.client().soap(path, checkOf('4.0.7577.4066'))).status, 200);
  t.true(eventsOf(ocs.context.journal, 'device-update.check')[0]?.outside);
});

test('a template chosen by its user agent gives the answer another form', async (t) => {
  const template = {
    ...{
      name: 'vvx',
      bundled: false,
      match: { userAgent: '*VVX*' },
      status: 200,
      contentType: 'text/xml',
      headers: {},
    },
    body: ['<r at="', { placeholder: 'update.base-url' }, '" v="', { placeholder: 'update.version' }, '"/>'],
  };
  const { deployment } = updating();
  const { client, context } = await testWeb(t, {
    deployment: {
      ...deployment,
      webServices: {
        ...{ http: true, https: true, chainDownload: true, pinAuthentication: true, windowsAuthentication: true },
        ...{ certificateHours: 4320, templates: [template] },
      },
    },
  });
  const ask = (agent: string) => client().soap(checkPath, checkOf('4.0.7577.4066'), { 'User-Agent': agent });
  t.is((await ask('Polycom vvx/5.4')).text, `<r at="http://lyncweb.contoso.com${folder}" v="${version}"/>`);
  t.regex((await ask('CPE')).text, /<Response>/);
  t.is(eventsOf(context.journal, 'web.reshaped').length, 1);
});

test('a log over the limit, and one too many, are refused with a sentence', async (t) => {
  const { client, context } = await testWeb(t, updating({ maxLogBytes: 10 }));
  const one = client();
  const put = (body: string) => one.ask('/RequestHandler/Logs/a.clg', { method: 'PUT', body });
  t.is((await put('0123456789')).status, 200);
  const large = await put('01234567890');
  t.is(large.status, 413);
  t.regex(large.text, /larger than 10 bytes/);
  context.pool.updates.logs.keep({ at: 0, bytes: 64 * 1024 * 1024 - 10 });
  const full = await put('0');
  t.is(full.status, 507);
  t.regex(full.text, /no more are kept/);
  t.deepEqual(
    eventsOf(context.journal, 'device-update.log').map(({ refused }) => refused),
    [undefined, 'too-large', 'quota'],
  );
  t.is((await one.soap(checkPath, checkOf(version))).status, 200, 'a quota leaves room for the rest');
});

test('no more logs than can be counted are kept, however small', async (t) => {
  const { client, context } = await testWeb(t, updating());
  for (let nth = 0; nth < MAX_KEPT_LOGS; nth++) context.pool.updates.logs.keep({ at: 0, bytes: 0 });
  t.is((await client().ask('/RequestHandler/a.clg', { method: 'PUT', body: '' })).status, 507);
});

test('a full store takes what fits, and answers no check until logs are of age and go with what was kept of them', async (t) => {
  const discarded: string[] = [];
  const logs = { ...defaultDeviceUpdateSettings.logs, storeBytes: 15 };
  const clock = new ScenarioClock({ start: testDate, waits: 'real' });
  t.teardown(() => clock.stop());
  const { client, context } = await testWeb(t, {
    ...{ ...updating({ logs }), clock },
    capture: (label) => label,
    discard: (name) => discarded.push(name),
  });
  const one = client();
  const put = (body: string) => one.ask('/RequestHandlerExt/Logs/a.clg', { method: 'PUT', body });
  t.is((await put('0123456789')).status, 200);
  t.is((await one.soap(checkPath, checkOf(version))).status, 200);
  const full = await put('0123456789');
  t.is(full.status, 507);
  t.is(context.pool.updates.logs.bytes, 15, 'half of it is there');
  const check = await one.soap(checkPath, checkOf(version));
  t.is(check.status, 500);
  t.regex(check.text, /The file store is full/);
  t.like(eventsOf(context.journal, 'device-update.refused'), [{ reason: 'store-full' }]);
  clock.advance(10 * 86_400_000 - 60_000);
  t.is((await one.soap(checkPath, checkOf(version))).status, 500, 'a minute before ten days');
  clock.advance(120_000);
  t.is((await one.soap(checkPath, checkOf(version))).status, 200);
  t.like(eventsOf(context.journal, 'device-update.logs-cleared'), [{ logs: 2, bytes: 15, olderThanDays: 10 }]);
  t.is(discarded.length, 1);
  t.is(context.pool.updates.logs.bytes, 0);
});
