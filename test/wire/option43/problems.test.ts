import test from 'ava';
import {
  certificateServiceUrl,
  decodeOption43,
  defaultCertificateServicePath,
  encodeOption43,
  encodeSubOptions,
} from '../../../harness/wire/option43/index.js';
import { hex } from '../hex.js';

const text = (value: string) => Buffer.from(value, 'latin1');
const good: Record<number, Buffer> = {
  1: text('MS-UC-Client'),
  2: text('https'),
  3: text('lyncweb.contoso.com'),
  4: text('443'),
  5: text(defaultCertificateServicePath),
};
const blob = (change: Record<number, Buffer | undefined> = {}) =>
  encodeSubOptions(
    Object.entries({ ...good, ...change }).flatMap(([code, data]) => (data ? [{ code: Number(code), data }] : [])),
  );

test('the unchanged value has no problem: the twin of every case below', (t) => {
  t.deepEqual(decodeOption43(blob()).problems, []);
});

const cases: [string, Buffer, RegExp[]][] = [
  ['nothing at all', Buffer.alloc(0), [/empty at byte 0/]],
  [
    'cut at 90 bytes by old Cisco IOS',
    encodeOption43({
      urlScheme: 'https',
      webServer: 'lyncpool01.corp.contoso.com',
      port: '443',
      path: defaultCertificateServicePath,
    }).subarray(0, 90),
    [/Sub-option 5 .*at byte 55 announces 37 bytes \(0x25\) but only 33 follow.*180 digits/, /Sub-option 5 .*missing/],
  ],
  [
    'cut right behind a code',
    blob().subarray(0, 48),
    [/Sub-option 5 .*at byte 47 has no length/, /Sub-option 5 .*missing/],
  ],
  [
    'a binary port',
    blob({ 4: hex('01bb') }),
    [/Sub-option 4 \(port\) at byte 42 is the binary number 443 \(01 bb\).*"443" \(34 34 33\)/],
  ],
  ['a binary port in four bytes', blob({ 4: hex('000001bb') }), [/binary number 443/]],
  ['a port that is none', blob({ 4: text('66000') }), [/not a port number/]],
  ['sub-option 5 holding "https"', blob({ 5: text('https') }), [/Sub-option 5 .*at byte 47 holds "https"/]],
  ['a path without a slash', blob({ 5: text('CertProv/CertProvisioningService.svc') }), [/start with a slash/]],
  ['a NUL behind a value', blob({ 3: text('lyncweb.contoso.com\0') }), [/Sub-option 3 .*holds a NUL at byte 42/]],
  ['a line end behind a value', blob({ 5: text(`${defaultCertificateServicePath}\r`) }), [/byte 86 .*\(0d\)/]],
  ['sub-option 1 missing', blob({ 1: undefined }), [/Sub-option 1 .*missing/]],
  [
    'sub-options 2 and 3 missing',
    blob({ 2: undefined, 3: undefined }),
    [/Sub-option 2 .*missing/, /Sub-option 3 .*missing/],
  ],
  ['another identifier', blob({ 1: text('CPE-OCPHONE') }), [/"CPE-OCPHONE" instead of MS-UC-Client/]],
  ['capitals of the identifier', blob({ 1: text('ms-uc-client') }), [/differs from MS-UC-Client in capitals/]],
  ['http', blob({ 2: text('http') }), [/"http" instead of https/]],
  ['an address', blob({ 3: text('10.10.10.5') }), [/is the address 10\.10\.10\.5/]],
  ['a short host name', blob({ 3: text('lyncweb') }), [/not a fully qualified host name/]],
  ['an empty value', blob({ 3: Buffer.alloc(0) }), [/Sub-option 3 .*is empty/]],
  ['a value as text of its hex', blob({ 2: text('6874747073') }), [/hex digits of "https" as text/]],
  ['a port as text of its hex', blob({ 4: text('343433') }), [/hex digits of "443" as text/]],
  ['the whole value as text of its hex', text(blob().toString('hex')), [/hex digits as text/, /1 .*missing|announces/]],
  [
    'the header of the option inside',
    Buffer.concat([Buffer.from([43, blob().length]), blob()]),
    [/own code and length \(2b\)/],
  ],
  [
    'a repeated sub-option',
    Buffer.concat([blob(), encodeSubOptions([{ code: 4, data: text('4443') }])]),
    [/Sub-option 4 .*at byte 86 repeats the one at byte 42/],
  ],
  ['bytes behind the end mark', Buffer.concat([blob(), hex('ff 0102')]), [/end mark \(ff\) at byte 86, from byte 87/]],
];
for (const [name, bytes, expected] of cases) {
  test(`found: ${name}`, (t) => {
    const { problems } = decodeOption43(bytes);
    for (const pattern of expected)
      t.true(
        problems.some((problem) => pattern.test(problem)),
        `${pattern}: ${problems.join(' | ')}`,
      );
    for (const problem of problems) {
      t.regex(problem, /\bbytes? \d+/);
      t.regex(problem, /^[A-Z].*\.$/);
    }
  });
}

test('one mistake gives one problem', (t) => {
  for (const [name, bytes, expected] of cases) {
    if (expected.length === 1 && !name.includes('header')) t.is(decodeOption43(bytes).problems.length, 1, name);
  }
});

test('a faulty text stays in the URL as a phone would build it', (t) => {
  t.is(
    certificateServiceUrl(decodeOption43(blob({ 5: text('https') })).location),
    'https://lyncweb.contoso.com:443https',
  );
  t.is(decodeOption43(blob({ 4: hex('01bb') })).location.port, '\u0001\u00bb');
  t.is(certificateServiceUrl(decodeOption43(blob().subarray(0, 80)).location), undefined);
});

test('the first of two counts', (t) => {
  const twice = Buffer.concat([blob(), encodeSubOptions([{ code: 3, data: text('other.contoso.com') }])]);
  t.is(decodeOption43(twice).location.webServer, 'lyncweb.contoso.com');
  t.is(decodeOption43(twice).subOptions.length, 6);
});
