import { writeFileSync } from 'node:fs';
import test from 'ava';
import { upstreamFrom } from '../../../harness/cli/options/upstream.js';
import { temporaryFolder } from '../../peers/tls-ports.js';

test('without --upstream there is no server behind', async (t) => {
  t.is(await upstreamFrom({}), undefined);
});

test('one name is behind every endpoint at its standard port', async (t) => {
  const upstream = await upstreamFrom({ upstream: ['127.0.0.9'] });
  t.deepEqual(upstream?.plan.targets, {
    web: { host: '127.0.0.9', address: '127.0.0.9', port: 443 },
    'web-http': { host: '127.0.0.9', address: '127.0.0.9', port: 80 },
    'web-http-8080': { host: '127.0.0.9', address: '127.0.0.9', port: 8080 },
    'front-end': { host: '127.0.0.9', address: '127.0.0.9', port: 5061 },
  });
  t.like(upstream?.plan, { verify: true, hostHeader: 'keep', forward: { all: false, paths: [], rootChain: false } });
});

test('names with endpoint, address and port; --upstream-for; the rest of the options', async (t) => {
  const ca = temporaryFolder(t).file('ca.pem', '');
  writeFileSync(ca, '-----BEGIN CERTIFICATE-----\n');
  const upstream = await upstreamFrom({
    upstream: ['Pool.contoso.com@192.0.2.9', 'web=lync.contoso.com@192.0.2.7:4443'],
    'upstream-for': ['web', 'front-end'],
    forward: ['all', 'root-chain', '/RequestHandler/*'],
    'upstream-ca': ca,
    'upstream-unverified': true,
    'upstream-host': 'upstream',
  });
  t.deepEqual(upstream?.plan.targets, {
    web: { host: 'lync.contoso.com', address: '192.0.2.7', port: 4443 },
    'front-end': { host: 'pool.contoso.com', address: '192.0.2.9', port: 5061 },
  });
  t.like(upstream?.plan, { verify: false, hostHeader: 'upstream', authorities: '-----BEGIN CERTIFICATE-----\n' });
  t.deepEqual(upstream?.plan.forward, { all: true, rootChain: true, paths: ['/RequestHandler/*'] });
});

for (const [what, options, code, words] of [
  ['an option without a server', { forward: ['all'] }, 'USAGE', /--forward means nothing without --upstream/],
  ['a name that is none', { upstream: ['a b'] }, 'USAGE', /is not \[ENDPOINT=\]NAME/],
  ['a URL', { upstream: ['https://a.test'] }, 'USAGE', /is not \[ENDPOINT=\]NAME/],
  ['an address that is none', { upstream: ['web=a.test@1.2.3'] }, 'USAGE', /is not \[ENDPOINT=\]NAME/],
  ['a port that is none', { upstream: ['web=a.test@192.0.2.1:70000'] }, 'USAGE', /is not \[ENDPOINT=\]NAME/],
  ['one port for several endpoints', { upstream: ['a.test@192.0.2.1:80'] }, 'USAGE', /one port for several endpoints/],
  ['an endpoint that is none', { upstream: ['dns=192.0.2.1'] }, 'USAGE', /"dns" is none of the endpoints/],
  ['a path that is none', { upstream: ['192.0.2.1'], forward: ['some'] }, 'USAGE', /neither unknown nor all/],
  ['a Host that is none', { upstream: ['192.0.2.1'], 'upstream-host': 'x' }, 'USAGE', /neither keep nor upstream/],
  [
    'authorities that are none',
    { upstream: ['192.0.2.1'], 'upstream-ca': '/dev/null' },
    'FILE_UNREADABLE',
    /no certificate/,
  ],
  ['a name nobody has', { upstream: ['nobody.invalid'] }, 'UPSTREAM_UNRESOLVED', /has no IPv4 address/],
] as const) {
  test(`${what} is refused with a sentence`, async (t) => {
    await t.throwsAsync(upstreamFrom(options as unknown as Parameters<typeof upstreamFrom>[0]), {
      code,
      message: words,
    });
  });
}
