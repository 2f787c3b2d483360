import test from 'ava';
import type { Journal } from '../../../harness/journal/index.js';
import { listenHttp } from '../../../harness/servers/web/index.js';
import { writeRootChainRequest } from '../../../harness/wire/soap/index.js';
import { eventsOf, testDeployment } from '../deployment.js';
import { testWeb } from '../web/client.js';
import { behind, everything } from './behind.js';
import { page, problems, proxy, says } from './proxy.js';
import { rawServer } from './raw-server.js';

test('what nobody here knows goes to the server behind, and both sides are in the journal', async (t) => {
  const { client, journal, server, upstream } = await proxy(t, says(page('behind', ['X-Own: yes', 'Server: IIS'])));
  const answer = await client().ask('/Unheard/of.svc?x=1', { headers: { 'X-Phone': 'LPE' }, body: '<a/>' });
  t.is(answer.text, 'behind');
  t.is(answer.headers.get('x-own'), 'yes');
  t.is(answer.headers.get('x-ms-server-fqdn'), undefined, 'nothing of the harness is mixed in');
  t.regex(server.received(), /^POST \/Unheard\/of\.svc\?x=1 HTTP\/1\.1\r\n/);
  t.regex(server.received(), /\r\nHost: lyncweb\.contoso\.com\r\n/);
  t.regex(server.received(), new RegExp(`\r\nVia: 1\\.1 mock-lync-${upstream.id}\r\n`));
  t.regex(server.received(), /\r\nX-Phone: LPE\r\n[\s\S]*<a\/>$/);
  const kinds = journal.events.map(({ type }) => type);
  t.deepEqual(kinds, [
    'web.request',
    'web.unknown-request',
    'upstream.request',
    'upstream.connected',
    'upstream.answer',
    'web.response',
  ]);
  t.like(eventsOf(journal, 'web.unknown-request')[0], { forwarded: true, capture: '1.bin' });
  t.like(eventsOf(journal, 'upstream.answer')[0], { host: 'real.contoso.com', status: 200, bytes: 6 });
  t.regex(
    Buffer.from(eventsOf(journal, 'web.response')[0]?.raw ?? '', 'base64').toString(),
    /X-Own: yes[\s\S]*behind$/,
  );
});

test('what the harness knows it answers itself; --forward of a path and of everything say otherwise', async (t) => {
  const own = await proxy(t, says(page('behind')));
  t.is((await own.client().soap('/CertProv/CertProvisioningService.svc', writeRootChainRequest())).status, 200);
  t.is(own.server.connections(), 0);

  const path = await proxy(t, says(page('behind')), {
    plan: { forward: { all: false, paths: ['/RequestHandler/*'], rootChain: false } },
  });
  t.is((await path.client().ask('/requesthandler/ucdevice.upx', { body: '<Request/>' })).text, 'behind');
  t.not((await path.client().ask('/CertProv/CertProvisioningService.svc/mex')).text, 'behind');

  const all = await proxy(t, says(page('behind')), { plan: { forward: everything } });
  t.is((await all.client().ask('/CertProv/CertProvisioningService.svc/mex')).text, 'behind');
  const chain = await all.client().soap('/CertProv/CertProvisioningService.svc', writeRootChainRequest());
  t.not(chain.text, 'behind', 'the phone must be given the chain of the certificates it is shown');
  const too = await proxy(t, says(page('behind')), { plan: { forward: { ...everything, rootChain: true } } });
  t.is((await too.client().soap('/CertProv/CertProvisioningService.svc', writeRootChainRequest())).text, 'behind');
});

test('a template of the scenario answers before the server behind is asked', async (t) => {
  const server = await rawServer(t, says(page('behind')));
  const own = {
    ...{ name: 'own', bundled: false, match: { path: '/own' }, status: 200, headers: {} },
    ...{ contentType: 'text/plain', body: ['the scenario'] },
  };
  const settings = {
    http: true,
    https: true,
    chainDownload: true,
    pinAuthentication: true,
    windowsAuthentication: true,
  };
  const { client } = await testWeb(t, {
    upstream: behind(server.port),
    deployment: {
      webServices: { ...settings, certificateHours: 1, templates: [own, { ...own, bundled: true, match: {} }] },
    },
  });
  t.is((await client('web-http').ask('/own')).text, 'the scenario');
  t.is(server.connections(), 0);
  t.is((await client('web-http').ask('/other')).text, 'behind', 'one that came with the harness waits');
});

test('one connection of a phone has one of its own behind it', async (t) => {
  const { client, server } = await proxy(t, says(page('behind')));
  const [one, other] = [client(), client()];
  for (const each of [one, other, one, other]) await each.ask('/x');
  t.is(server.connections(), 2);
  t.is(server.requests(), 4);
});

test('headers of one connection stay on it; a request without Host gets the server’s name', async (t) => {
  const { client, server } = await proxy(
    t,
    says(page('ok', ['Connection: X-Hop', 'X-Hop: 1', 'Keep-Alive: timeout=9'])),
  );
  const headers = { Connection: 'X-Mine', 'X-Mine': '1', TE: 'trailers', Upgrade: 'h2c' };
  const answer = await client().ask('/x', { headers });
  t.notRegex(server.received(), /X-Mine|^TE:|Upgrade/im);
  t.is(answer.headers.get('x-hop'), undefined);
  const bare = client();
  bare.stream.write('GET /old HTTP/1.0\r\n\r\n');
  await bare.read();
  t.regex(server.received(), new RegExp(`GET /old HTTP/1.1\r\nHost: real\\.contoso\\.com:${server.port}\r\n`));
});

test('a request in the form for proxies goes to the named server all the same', async (t) => {
  const { client, server } = await proxy(t, says(page('behind')));
  const answer = await client().ask('http://somewhere.example/path?q=1');
  t.is(answer.text, 'behind');
  t.regex(server.received(), /^GET \/path\?q=1 HTTP\/1\.1\r\n/);
});

test('Host is the server’s name where that was asked for', async (t) => {
  const { client, server } = await proxy(t, says(page('behind')), { plan: { hostHeader: 'upstream' } });
  await client().ask('/x');
  t.regex(server.received(), new RegExp(`\r\nHost: real\\.contoso\\.com:${server.port}\r\n`));
});

test('a redirect is the phone’s to follow', async (t) => {
  const { client, server } = await proxy(t, says(page('', ['Location: http://127.0.0.1:1/away'], '302 Found')));
  const answer = await client().ask('/x');
  t.is(answer.status, 302);
  t.is(answer.headers.get('location'), 'http://127.0.0.1:1/away');
  t.is(server.requests(), 1);
});

test('a request that was here before is answered 508 and goes no further', async (t) => {
  const { client, journal, server, upstream } = await proxy(t, says(page('behind')));
  const answer = await client().ask('/x', { headers: { Via: `1.0 other, 1.1 mock-lync-${upstream.id} (x)` } });
  t.is(answer.status, 508);
  t.deepEqual(problems(journal), ['loop']);
  t.is(server.connections(), 0);
  t.is(
    (await client().ask('/x', { headers: { Via: '1.1 mock-lync-0000' } })).text,
    'behind',
    'another harness is none',
  );
});

test('Exchange has no server behind it', async (t) => {
  const server = await rawServer(t, says(page('behind')));
  const { hosts } = await testDeployment();
  const exchange = { name: 'exchange', fqdn: 'mail.contoso.com', address: '127.10.1.9' };
  const { client } = await testWeb(t, {
    upstream: behind(server.port),
    deployment: { hosts: new Map([...hosts, ['exchange', exchange]]) },
  });
  t.not((await client('exchange-http').ask('/unknown')).text, 'behind');
  t.is(server.connections(), 0);
});

test('two harnesses behind each other end it with 508', async (t) => {
  const targets = ['one', 'other'].map((host) => ({ host, address: '127.0.0.1', port: 0 }));
  const journals: Journal[] = [];
  for (const at of [0, 1]) {
    const upstream = behind(0);
    Object.assign(upstream.plan.targets, { 'web-http': targets[at] });
    const { context, web } = await testWeb(t, { upstream });
    journals.push(context.journal);
    const listener = await listenHttp(web, { service: 'web-http', address: '127.0.0.1', port: 0 }, 'web-http');
    t.teardown(() => listener.close());
    t.teardown(() => upstream.close());
    Object.assign(targets[1 - at] ?? {}, { port: listener.port });
  }
  const answer = await fetch(`http://127.0.0.1:${targets[1]?.port}/unheard-of`);
  t.is(answer.status, 508);
  t.regex(await answer.text(), /gave no answer: loop/);
  t.deepEqual(journals.map(problems), [['loop'], []]);
  t.deepEqual(
    journals.map((journal) => eventsOf(journal, 'web.request').length),
    [2, 1],
  );
});
