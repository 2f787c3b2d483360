import test from 'ava';
import { phoneModels, screenTexts } from '../../harness/phone/index.js';

test('every model can sign in somehow, and offers TLS 1.0 without newer versions', (t) => {
  t.true(phoneModels.size >= 9);
  for (const [name, model] of phoneModels) {
    t.is(model.name, name);
    t.true(model.pin || model.usb || model.typed, name);
    t.regex(model.oui, /^([0-9a-f]{2}:){2}[0-9a-f]{2}$/);
    t.deepEqual([model.tls.minVersion, model.tls.maxVersion], ['TLSv1', 'TLSv1']);
    t.true(model.rootChain.length > 0);
  }
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
