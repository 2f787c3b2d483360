import test from 'ava';
import { helloShape, helloShapes, phoneModels, screenTexts } from '../../harness/phone/index.js';

test('every model can sign in somehow', (t) => {
  t.true(phoneModels.size >= 10);
  for (const [name, model] of phoneModels) {
    t.is(model.name, name);
    t.true(model.pin || model.usb || model.typed, name);
    t.regex(model.oui, /^([0-9a-f]{2}:){2}[0-9a-f]{2}$/);
    t.true(model.rootChain.length > 0);
  }
});

test('phones of Microsoft software offer TLS 1.0 with RC4 and 3DES alone, before Lync and since', (t) => {
  const microsoft = [...phoneModels.values()].filter(({ family }) => family === 'aries' || family === 'tanjay');
  t.is(microsoft.length, 9);
  for (const model of microsoft) {
    for (const firmware of ['1.0.522.101', '3.5.6907.187', '4.0.7577.4420']) {
      t.deepEqual(model.tls(firmware), { engine: 'tls10', suites: [0x0004, 0x0005, 0x000a], helloFormat: 'tls' });
    }
  }
});

test('the other hellos: AES after the rest, and the format of SSL 2.0', (t) => {
  t.deepEqual(helloShapes['rc4-3des-aes'], {
    engine: 'tls10',
    suites: [0x0004, 0x0005, 0x000a, 0x002f, 0x0035],
    helloFormat: 'tls',
  });
  t.deepEqual(helloShapes.sslv2, { ...helloShapes['rc4-3des'], helloFormat: 'sslv2' });
  t.deepEqual([helloShape('sslv2'), helloShape('tls'), helloShape('toString')], ['sslv2', undefined, undefined]);
});

test('the VVX is on OpenSSL up to TLS 1.2, without SNI, judges by the standard and signs in by PIN', (t) => {
  const vvx = phoneModels.get('VVX600');
  t.like(vvx?.tls('5.3.0.12074'), { engine: 'openssl', minVersion: 'TLSv1', maxVersion: 'TLSv1.2' });
  t.false('serverName' in (vvx?.tls('5.3.0.12074') ?? {}));
  t.is(vvx?.trust('5.3.0.12074').id, 'standard');
  t.is(phoneModels.get('CX600')?.trust('4.0.7577.4420').id, 'lpe');
  t.is(phoneModels.get('CX700')?.trust('3.5.6907.187').id, 'ocpe');
  t.deepEqual([vvx?.pin, vvx?.usb, vvx?.typed], [true, false, true]);
  t.is(vvx?.userAgent('5.3.0.12074'), 'Polycom/5.3.0.12074 PolycomVVX-VVX_600-UA/5.3.0.12074');
});

test('the ways to sign in that the documents give', (t) => {
  const ways = (name: string) => {
    const model = phoneModels.get(name);
    return [model?.pin, model?.usb, model?.typed];
  };
  t.deepEqual(ways('CX500'), [true, false, false]);
  t.deepEqual(ways('CX600'), [true, true, false]);
  t.deepEqual(ways('CX700'), [false, false, true]);
});

test('the User-Agent names firmware and product', (t) => {
  const agent = (firmware: string) => phoneModels.get('CX600')?.userAgent(firmware);
  t.is(agent('4.0.7577.4420'), 'CPE/4.0.7577.4420 OCPhone/4.0.7577.4420 (Microsoft Lync Phone Edition)');
  t.is(agent('4.0.7577.4100'), 'CPE/4.0.7577.4100 OCPhone/4.0.7577.4100 (Microsoft Lync 2010 Phone Edition)');
});

test('the texts reported from the field stand letter for letter, and every text says what it rests on', (t) => {
  const literal = [
    'Acquiring IP Address',
    'Locating the server to download the certificate',
    'Unable to locate Lync Certificate Web service',
    'Error downloading certificate chain from OCS Registrar. Please try again',
    'Connecting to Lync Server',
    'Unable to contact Registrar for authentication. Please sign in again.',
  ];
  const sourced: string[] = Object.values(screenTexts).flatMap((each) =>
    each.evidence === 'sourced' ? [each.text] : [],
  );
  for (const text of literal) t.true(sourced.includes(text), text);
  for (const { shown } of Object.values(screenTexts)) t.regex(shown, /\.$/);
});
