import test from 'ava';
import { HarnessError } from '../../../harness/foundation/errors/index.js';
import {
  certificateServiceUrl,
  decodeOption43,
  defaultCertificateServicePath,
  encodeOption43,
  encodeSubOptions,
  encodeVoiceVlan,
  voiceVlan,
} from '../../../harness/wire/option43/index.js';
import { hex } from '../hex.js';

const path = '2f4365727450726f762f4365727450726f766973696f6e696e67536572766963652e737663';
const start = '010c4d532d55432d436c69656e74 02056874747073';
const usual = (webServer: string) => ({
  urlScheme: 'https',
  webServer,
  port: '443',
  path: defaultCertificateServicePath,
});

const vectors: [string, Buffer, number][] = [
  ['lyncweb.contoso.com', hex(`${start} 0313 6c796e637765622e636f6e746f736f2e636f6d 0403343433 0525${path}`), 86],
  ['sip.contoso.com', hex(`${start} 030f 7369702e636f6e746f736f2e636f6d 0403343433 0525${path}`), 82],
  [
    'epslync01.epsilonhq.local',
    hex(`${start} 0319 6570736c796e6330312e657073696c6f6e68712e6c6f63616c 0403343433 0525${path}`),
    92,
  ],
  [
    'server.fqdn.company.com',
    hex(`${start} 0317 7365727665722e6671646e2e636f6d70616e792e636f6d 0403343433 0525${path}`),
    90,
  ],
];
for (const [webServer, bytes, length] of vectors) {
  test(`the value for ${webServer} is written and read`, (t) => {
    t.is(bytes.length, length);
    t.is(encodeOption43(usual(webServer)).toString('hex'), bytes.toString('hex'));
    const decoded = decodeOption43(bytes);
    t.deepEqual(decoded.problems, []);
    t.deepEqual(decoded.location, { identifier: 'MS-UC-Client', ...usual(webServer) });
    t.deepEqual(
      decoded.subOptions.map(({ code }) => code),
      [1, 2, 3, 4, 5],
    );
    t.is(certificateServiceUrl(decoded.location), `https://${webServer}:443/CertProv/CertProvisioningService.svc`);
  });
}

test('without a port the URL names none', (t) => {
  const { port: _, ...location } = usual('lync.contoso.com');
  const decoded = decodeOption43(encodeOption43(location));
  t.deepEqual(decoded.problems, []);
  t.is(certificateServiceUrl(decoded.location), 'https://lync.contoso.com/CertProv/CertProvisioningService.svc');
  t.is(certificateServiceUrl({ urlScheme: 'https', path: '/' }), undefined);
});

test('any order, pads, an end mark and unknown sub-options are no problem', (t) => {
  const [, bytes] = vectors[0] ?? ['', Buffer.alloc(0)];
  const { subOptions } = decodeOption43(bytes);
  const shuffled = encodeSubOptions([{ code: 77, data: hex('dead') }, ...subOptions.toReversed()]);
  const decoded = decodeOption43(Buffer.concat([hex('00'), shuffled, hex('00 ff 00')]));
  t.deepEqual(decoded.problems, []);
  t.is(decoded.location.webServer, 'lyncweb.contoso.com');
  t.deepEqual(decoded.subOptions[0], { code: 77, data: hex('dead') });
});

test('VLAN 100 is written as word, double word and text, and read from each', (t) => {
  t.deepEqual(encodeVoiceVlan(100), hex('0a02 0064'));
  t.deepEqual(encodeVoiceVlan(100, 'dword'), hex('0a04 00000064'));
  t.deepEqual(encodeVoiceVlan(100, 'text'), hex('0a03 313030'));
  for (const form of ['word', 'dword', 'text'] as const) {
    const decoded = decodeOption43(encodeVoiceVlan(100, form));
    t.is(voiceVlan(decoded.subOptions), 100);
    t.deepEqual(decoded.problems, []);
    t.deepEqual(decoded.location, {});
  }
  t.is(voiceVlan([]), undefined);
  t.is(voiceVlan([{ code: 10, data: hex('ffff') }]), undefined);
  t.throws(() => encodeVoiceVlan(4096), { instanceOf: HarnessError });
});

test('not written: what a sub-option cannot hold', (t) => {
  t.throws(() => encodeOption43(usual('a'.repeat(256))), { instanceOf: HarnessError, message: /sub-option 3/ });
  t.throws(() => encodeOption43(usual('büro.de')), { instanceOf: HarnessError, message: /ASCII/ });
  t.throws(() => encodeSubOptions([{ code: 255, data: Buffer.alloc(0) }]), { instanceOf: HarnessError });
});
