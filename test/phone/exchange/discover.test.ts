import test from 'ava';
import { HarnessError } from '../../../harness/foundation/errors/index.js';
import { discoverExchange, MAX_AUTODISCOVER_REDIRECTS } from '../../../harness/phone/exchange/discover.js';
import { writeAutodiscoverError, writeAutodiscoverSettings } from '../../../harness/wire/exchange/index.js';
import { type Answer, jeff, webOf } from './asked.js';

const PATH = '/Autodiscover/Autodiscover.xml';
const EWS = 'https://mail.contoso.test/EWS/Exchange.asmx';
const settings = writeAutodiscoverSettings(
  { legacyDn: '/o=x', displayName: 'Jeff', asUrl: EWS, ewsUrl: EWS, oabUrl: EWS, oofUrl: EWS },
  'mail.contoso.test',
);
const account = (inside: string) =>
  `<Autodiscover xmlns="e"><Response><Account>${inside}</Account></Response></Autodiscover>`;

/** The answers by method and URL; what is not named is not there. */
const street = (answers: Readonly<Record<string, Answer>>) => webOf(({ method, url }) => answers[`${method} ${url}`]);

const ways = [
  `POST https://autodiscover.contoso.test${PATH}`,
  `GET http://autodiscover.contoso.test${PATH}`,
  `POST http://autodiscover.contoso.test${PATH}`,
  `POST https://contoso.test${PATH}`,
];

for (const [at, way] of ways.entries()) {
  if (way.startsWith('GET')) continue;
  test(`the mailbox is found by way ${at + 1}, after those before it`, async (t) => {
    const { asked, web } = street({ [way]: { body: settings } });
    t.is(await discoverExchange(web, jeff), EWS);
    t.deepEqual(
      asked.map(({ method, url }) => `${method} ${url}`),
      ways.slice(0, at + 1),
    );
    t.regex(asked.at(-1)?.body ?? '', /<EMailAddress>jeff@contoso\.test</);
  });
}

test('a redirect of plain http leads to https, and nowhere else', async (t) => {
  const there = 'https://mail.contoso.test/elsewhere.xml';
  const { asked, web } = street({
    [ways[1] ?? '']: { status: 302, location: there },
    [`POST ${there}`]: { body: settings },
  });
  t.is(await discoverExchange(web, jeff), EWS);
  t.is(asked.at(-1)?.url, there);
  for (const location of ['http://mail.contoso.test/', 'ftp://mail.contoso.test/', 'file:///etc/passwd', '']) {
    const other = street({ [ways[1] ?? '']: { status: 302, location } });
    await t.throwsAsync(discoverExchange(other.web, jeff), { instanceOf: HarnessError });
    t.false(
      other.asked.some(({ url }) => url === location),
      location,
    );
  }
});

test('a redirect to another address, and to another URL, which is https', async (t) => {
  const toAddress = webOf(({ body }) => ({
    body: String(body).includes('jeff@contoso.test')
      ? account('<RedirectAddr>jeff@mail.contoso.test</RedirectAddr>')
      : settings,
  }));
  t.is(await discoverExchange(toAddress.web, jeff), EWS);
  t.regex(toAddress.asked[1]?.body ?? '', /jeff@mail\.contoso\.test/);
  const toUrl = street({
    [ways[0] ?? '']: { body: account('<RedirectUrl>https://b.test/x</RedirectUrl>') },
    'POST https://b.test/x': { body: settings },
  });
  t.is(await discoverExchange(toUrl.web, jeff), EWS);
  const plain = street({ [ways[0] ?? '']: { body: account('<RedirectUrl>http://b.test/x</RedirectUrl>') } });
  await t.throwsAsync(discoverExchange(plain.web, jeff), { code: 'PHONE_EXCHANGE_REFUSED', message: /not https/ });
});

test('a loop of redirects ends', async (t) => {
  const { asked, web } = webOf(({ url }) =>
    url === ways[0]?.slice(5) ? { body: account(`<RedirectUrl>${url}</RedirectUrl>`) } : undefined,
  );
  await t.throwsAsync(discoverExchange(web, jeff), { code: 'PHONE_EXCHANGE_REFUSED', message: /more than 5 times/ });
  t.is(asked.filter(({ url }) => url === ways[0]?.slice(5)).length, MAX_AUTODISCOVER_REDIRECTS + 1);
});

test('what is no answer is no mailbox; the first failure is told', async (t) => {
  const refusals: readonly (readonly [Answer, RegExp])[] = [
    [{ status: 503 }, /status 503/],
    [{ body: writeAutodiscoverError(500, 'No such address.', new Date(0)) }, /error 500, No such address/],
    [{ body: account('<Protocol><Type>WEB</Type></Protocol>') }, /names no EwsUrl/],
    [{ body: account('<Protocol><Type>EXCH</Type><EwsUrl> </EwsUrl></Protocol>') }, /names no EwsUrl/],
    [{ body: '<html/>' }, /not an Autodiscover response/],
    [{ body: 'nothing' }, /./],
  ];
  for (const [answer, message] of refusals) {
    const { web } = street({ [ways[0] ?? '']: answer });
    await t.throwsAsync(discoverExchange(web, jeff), { instanceOf: HarnessError, message });
  }
});
