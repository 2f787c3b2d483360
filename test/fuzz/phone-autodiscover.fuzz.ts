import fc from 'fast-check';
import { HarnessError } from '../../harness/foundation/errors/index.js';
import { discoverServer } from '../../harness/phone/autodiscover/discover.js';
import { MAX_FOLLOWED_LINKS } from '../../harness/phone/autodiscover/follow.js';
import type { StepContext } from '../../harness/phone/context.js';
import { MAX_AUTODISCOVER_LINKS, readAutodiscover } from '../../harness/wire/lync-autodiscover/index.js';
import { onlyHarnessErrors } from './promises.js';
import type { FuzzTarget } from './target.js';

const types = [
  'application/vnd.microsoft.rtc.autodiscover+xml; v=1',
  'application/vnd.microsoft.rtc.autodiscover+json; v=1',
  'application/json',
] as const;
const hrefs = fc.oneof(
  fc.constantFrom(
    'https://a.test/root',
    'https://b.test/user',
    'http://a.test/',
    '/root',
    '//c.test',
    'https://',
    'ftp://x/',
  ),
  fc.webUrl(),
  fc.string({ maxLength: 20 }),
);
const token = fc.constantFrom('Redirect', 'User', 'user', 'Self', '__proto__');
const location = fc.constantFrom('Internal', 'External', 'internal', '', 'x');
const port = fc.oneof(fc.constantFrom('5061', '443', '0', '65536', '1e3'), fc.string({ maxLength: 4 }));
const fqdn = fc.oneof(fc.domain(), fc.string({ maxLength: 10 }));
const parts = fc.record({
  location,
  links: fc.array(fc.tuple(token, hrefs), { maxLength: 3 }),
  access: fc.option(fc.tuple(fqdn, port)),
});

const quoted = (value: string) => JSON.stringify(value.replace(/[<&"]/g, ''));
const xml = parts.map(({ access, links, location: where }) => {
  const written = links.map(([name, href]) => `<Link token=${quoted(name)} href=${quoted(href)}/>`).join('');
  const server = access ? `<SipClientInternalAccess fqdn=${quoted(access[0])} port=${quoted(access[1])}/>` : '';
  return `<AutodiscoverResponse AccessLocation=${quoted(where)}><Root>${server}${written}</Root></AutodiscoverResponse>`;
});
const json = parts.map(({ access, links, location: AccessLocation }) =>
  JSON.stringify({
    AccessLocation,
    Root: {
      ...(access && { SipClientInternalAccess: { fqdn: access[0], port: access[1] } }),
      Links: links.map(([name, href]) => ({ token: name, href })),
      _links: Object.fromEntries(links.map(([name, href]) => [name, { href }])),
    },
  }),
);
/** A good answer, one with a piece of it replaced, or anything. */
const body = fc.oneof(
  xml,
  json,
  fc
    .tuple(fc.oneof(xml, json), fc.nat(400), fc.nat(20), fc.string({ maxLength: 8 }))
    .map(([text, at, length, piece]) => text.slice(0, at) + piece + text.slice(at + length)),
  fc.json(),
  fc.string(),
);
const answer = fc.record({
  status: fc.constantFrom(200, 200, 200, 401, 404, 302),
  type: fc.oneof(fc.constantFrom(...types), fc.string({ maxLength: 10 })),
  body,
  tickets: fc.option(hrefs, { nil: undefined }),
});

export const targets: FuzzTarget[] = [
  {
    name: 'autodiscover: an answer is read within its bounds or refused by a rule',
    property: fc.property(fc.constantFrom(...types), body, (type, text) => {
      const read = onlyHarnessErrors(() => readAutodiscover(type, Buffer.from(text)));
      if (!read) return;
      if (read.links.length > MAX_AUTODISCOVER_LINKS) throw new Error('too many links');
      for (const { fqdn: name, port: number } of read.access) {
        if (!/^[\w.-]{1,253}$/.test(name) || number < 1 || number > 65_535) throw new Error(`${name}:${number}`);
      }
    }),
  },
  {
    name: 'autodiscover: whatever servers answer, the phone comes to an end, and follows no link to plain http',
    property: fc.asyncProperty(fc.array(answer, { minLength: 1, maxLength: 12 }), async (answers) => {
      const asked: string[] = [];
      const web = {
        send: async ({ url }: { url: string }) => {
          const given = answers[asked.push(url) % answers.length] ?? answers[0];
          const headers: Record<string, string | undefined> = {
            'content-type': given?.type,
            'x-ms-webticketurl': given?.tickets,
          };
          return {
            ...{ url, status: given?.status ?? 404, body: Buffer.from(given?.body ?? '') },
            header: (name: string) => [headers[name]].filter((value) => value !== undefined),
          };
        },
      };
      const context = {
        ...{ web, record: () => {}, resolver: { addresses: async () => ['10.0.0.1'] }, memory: {} },
        ...{ typed: { signIn: 'pin', number: '1', pin: {} }, epid: '0123456789' },
      } as unknown as StepContext;
      const found = await discoverServer(context, 'alice@contoso.test', 'https-first').catch((error: unknown) => {
        if (error instanceof HarnessError && error.code !== 'INTERNAL') return undefined;
        throw error;
      });
      // Each link is asked at most twice, and its ticket service's metadata.
      if (asked.length > 4 * (MAX_FOLLOWED_LINKS + 1) * 3) throw new Error(`${asked.length} questions`);
      const plain = asked.filter(
        (url) => url.startsWith('http:') && !/^http:\/\/lyncdiscover(internal)?\.contoso\.test\/\?/.test(url),
      );
      if (plain.length > 0) throw new Error(plain.join(' '));
      if (found && found.server.port > 65_535) throw new Error('no port');
    }),
  },
];
