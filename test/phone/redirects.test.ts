import test, { type ExecutionContext } from 'ava';
import { allows, MAX_REDIRECTS, redirectPolicies, redirectTarget } from '../../harness/phone/network/http/redirects.js';
import { bench, recorded } from './bench.js';
import { type Answered, type Received, webServer } from './web-server.js';

const at = (url: string) => new URL(url);
const sending = (location: string, status = 302) => ({
  status,
  header: (name: string) => (name === 'location' ? [location] : []),
});

test('where each policy lets itself be sent', (t) => {
  const ways = [
    ['https://a.test/x', 'https://a.test/y', ['same-host', 'https', 'any']],
    ['https://a.test/x', 'https://a.test:8443/', ['same-host', 'https', 'any']],
    ['http://a.test/x', 'https://a.test/x', ['same-host', 'https', 'any']],
    ['http://a.test/x', 'http://a.test:8080/x', ['same-host', 'any']],
    ['https://a.test/x', 'http://a.test/x', ['any']],
    ['https://a.test/x', 'https://b.test/x', ['https', 'any']],
    ['http://a.test/x', 'http://b.test/x', ['any']],
    ['https://a.test/x', 'https://a.test.evil.test/x', ['https', 'any']],
  ] as const;
  for (const [from, to, by] of ways) {
    t.deepEqual(
      redirectPolicies.filter((policy) => allows(policy, at(from), at(to))),
      [...by],
      `${from} to ${to}`,
    );
  }
});

test('what is a redirect, and where to', (t) => {
  const from = at('https://a.test/one/two?x=1');
  t.is(redirectTarget(sending('/three'), from)?.href, 'https://a.test/three');
  t.is(redirectTarget(sending('HTTP://B.test'), from)?.href, 'http://b.test/');
  t.is(redirectTarget(sending('//b.test/x', 307), from)?.href, 'https://b.test/x');
  for (const status of [200, 300, 304, 305, 306, 401]) t.is(redirectTarget(sending('/x', status), from), undefined);
  for (const location of ['ftp://a.test/', 'http://', 'javascript:1', 'https://a b/']) {
    t.is(redirectTarget(sending(location), from), undefined, location);
  }
  t.is(redirectTarget({ status: 302, header: () => [] }, from), undefined);
});

/** A phone that follows any redirect, and a server. */
async function street(t: ExecutionContext, answer: (request: Received, nth: number) => Answered, policy = 'any') {
  const server = await webServer(t, answer);
  const redirects = redirectPolicies.find((each) => each === policy) ?? 'none';
  const { context, journal } = bench(t, { redirects });
  return { ...server, context, journal };
}

const to = (location: string, status: number): Answered => ({ status, headers: { Location: location } });
const post = (url: string) => ({
  ...({ method: 'POST', url, headers: { SOAPAction: '"x"' }, body: Buffer.from('<a/>'), what: 'a test' } as const),
});

for (const [status, method, body] of [
  [301, 'POST', '<a/>'],
  [302, 'POST', '<a/>'],
  [307, 'POST', '<a/>'],
  [308, 'POST', '<a/>'],
  [303, 'GET', ''],
] as const) {
  test(`${status} is followed by a ${method}, and recorded`, async (t) => {
    const { context, journal, requests, url } = await street(t, ({ path }) =>
      path === '/here' ? to('/there', status) : { body: 'found' },
    );
    const answer = await context.web.send(post(`${url}/here`));
    t.is(answer.body.toString(), 'found');
    t.is(answer.url, `${url}/there`);
    t.like(requests[1], { method, path: '/there', body });
    t.is(requests[1]?.headers.soapaction, method === 'POST' ? '"x"' : undefined);
    t.deepEqual(
      recorded(journal, 'phone.redirected').map(({ followed, from, policy, to: where, status: with_ }) => ({
        ...{ followed, from, policy, where, with_ },
      })),
      [{ followed: true, from: `${url}/here`, policy: 'any', where: `${url}/there`, with_: status }],
    );
  });
}

test('a loop ends, with the last answer', async (t) => {
  const { context, journal, requests, url } = await street(t, () => to('/again', 302));
  t.is((await context.web.send({ method: 'GET', url: `${url}/`, what: 'a test' })).status, 302);
  t.is(requests.length, MAX_REDIRECTS + 1);
  t.deepEqual(
    recorded(journal, 'phone.redirected').map(({ followed }) => followed),
    [...Array.from({ length: MAX_REDIRECTS }, () => true), false],
  );
});

test('what the policy forbids is not asked, and recorded', async (t) => {
  const { context, journal, requests, url } = await street(t, () => to('http://other.contoso.test/', 302), 'same-host');
  const answer = await context.web.send({ method: 'GET', url: `${url}/`, what: 'a test' });
  t.deepEqual([answer.status, answer.url, requests.length], [302, `${url}/`, 1]);
  t.like(recorded(journal, 'phone.redirected')[0], { followed: false, policy: 'same-host' });
});
