import test from 'ava';
import {
  MAX_AUTODISCOVER_BYTES,
  MAX_AUTODISCOVER_HREF,
  MAX_AUTODISCOVER_LINKS,
  readAutodiscover,
} from '../../../harness/wire/lync-autodiscover/index.js';

const XML = 'application/vnd.microsoft.rtc.autodiscover+xml; v=1';
const JSON_TYPE = 'application/vnd.microsoft.rtc.autodiscover+json; v=1; charset=utf-8';
const xml = (inside: string, location = ' AccessLocation="Internal"') =>
  readAutodiscover(XML, Buffer.from(`<AutodiscoverResponse${location}>${inside}</AutodiscoverResponse>`));
const json = (value: unknown, type = JSON_TYPE) => readAutodiscover(type, Buffer.from(JSON.stringify(value)));

test('a Root in XML: its links, and where the client is', (t) => {
  const root = '<Root><Link token="User" href="https://a/user"/><Link token="Self" href="https://a"/></Root>';
  const links = [
    { token: 'User', href: 'https://a/user' },
    { token: 'Self', href: 'https://a' },
  ];
  t.deepEqual(xml(root), { location: 'Internal', links, access: [] });
  t.is(xml(root, ' AccessLocation="EXTERNAL"').location, 'External', 'in any case');
  t.is(xml(root, '').location, undefined);
  t.is(xml(root, ' AccessLocation="Moon"').location, undefined);
});

test('a User in XML: the servers for clients, not those that are reserved', (t) => {
  const { access, links } = xml(
    '<User><SipServerInternalAccess fqdn="no" port="1"/><SipClientInternalAccess fqdn="pool.a" port="5061"/>' +
      '<SipClientExternalAccess fqdn="sip.a." port="443"/></User>',
  );
  t.deepEqual(links, []);
  t.deepEqual(access, [
    { location: 'Internal', fqdn: 'pool.a', port: 5061 },
    { location: 'External', fqdn: 'sip.a', port: 443 },
  ]);
});

test('a server nobody can dial, and a link that leads nowhere, are passed over', (t) => {
  for (const [fqdn, port] of [
    ['pool.a', '0'],
    ['pool.a', '65536'],
    ['pool.a', 'x'],
    ['pool.a', ''],
    ['po ol', '5061'],
    ['', '5061'],
    [`${'a'.repeat(64)}.b`, '5061'],
  ]) {
    t.deepEqual(
      xml(`<User><SipClientInternalAccess fqdn="${fqdn}" port="${port}"/></User>`).access,
      [],
      `${fqdn}:${port}`,
    );
  }
  const long = `https://${'a'.repeat(MAX_AUTODISCOVER_HREF)}`;
  const links = `<Root><Link token="User"/><Link href="https://a"/><Link token="" href="b"/><Link token="User" href="${long}"/></Root>`;
  t.deepEqual(xml(links).links, []);
  const many = '<Link token="Self" href="https://a"/>'.repeat(MAX_AUTODISCOVER_LINKS + 1);
  t.is(xml(`<Root>${many}</Root>`).links.length, MAX_AUTODISCOVER_LINKS);
});

test('JSON of version 1, and with _links', (t) => {
  t.deepEqual(json({ AccessLocation: 'External', Root: { Links: [{ token: 'User', href: 'https://a/user' }] } }), {
    location: 'External',
    links: [{ token: 'User', href: 'https://a/user' }],
    access: [],
  });
  t.deepEqual(
    json({ AccessLocation: 'Internal', User: { SipClientInternalAccess: { fqdn: 'pool.a', port: '5061' } } }),
    {
      location: 'Internal',
      links: [],
      access: [{ location: 'Internal', fqdn: 'pool.a', port: 5061 }],
    },
  );
  t.deepEqual(json({ _links: { user: { href: 'https://a/user' } } }, 'application/json'), {
    links: [{ token: 'user', href: 'https://a/user' }],
    access: [],
  });
  t.deepEqual(json({ sipClientExternalAccess: { fqdn: 'sip.a', port: 443 }, _links: {} }, 'application/json').access, [
    { location: 'External', fqdn: 'sip.a', port: 443 },
  ]);
  t.deepEqual(json({ Root: { Links: [7, null, { token: 1, href: {} }] }, _links: 'x' }).links, [], 'other shapes');
  t.deepEqual(json({ Root: [] }).links, []);
});

test('what is no answer of autodiscover is refused', (t) => {
  const good = Buffer.from('<AutodiscoverResponse><Root/></AutodiscoverResponse>');
  t.notThrows(() => readAutodiscover(XML.toUpperCase(), good));
  for (const type of [undefined, '', 'text/html', 'text/xml', 'application/xml', `x${XML}`]) {
    t.throws(() => readAutodiscover(type, good), { code: 'WIRE_INVALID', message: /content type/ }, String(type));
  }
  for (const body of ['', '<a/>', '<AutodiscoverResponse/>', '<AutodiscoverResponse>', '<!DOCTYPE a><a/>']) {
    t.throws(() => readAutodiscover(XML, Buffer.from(body)), { code: 'WIRE_INVALID' }, body);
  }
  for (const body of ['', '[]', '7', 'null', '{', '"Root"']) {
    t.throws(() => readAutodiscover(JSON_TYPE, Buffer.from(body)), { code: 'WIRE_INVALID' }, body);
  }
  t.throws(() => readAutodiscover(JSON_TYPE, Buffer.from('{"a":"\xff"}', 'latin1')), { code: 'WIRE_INVALID' });
  const large = Buffer.alloc(MAX_AUTODISCOVER_BYTES + 1, ' ');
  for (const type of [XML, JSON_TYPE]) t.throws(() => readAutodiscover(type, large), { code: 'WIRE_TOO_LARGE' });
});
