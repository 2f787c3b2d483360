import test from 'ava';
import { compareCertificates } from '../../../certs/authorities/look-alike/index.js';
import { identifierLike, identifies } from '../../../certs/authorities/look-alike/key-identifiers.js';
import { readTemplate } from '../../../certs/authorities/look-alike/template.js';
import { storedRoot } from '../../../certs/trust/index.js';
import { minted } from '../minting.js';

const root = (number: string) => Buffer.from(storedRoot(`lpe-root-${number}`)?.certificate ?? '', 'base64');

test('a certificate does not differ from itself', (t) => {
  for (const number of ['03', '04', '22', '28']) t.deepEqual(compareCertificates(root(number), root(number)), []);
});

test('each field that differs is told, and whether a new key explains it', async (t) => {
  const plain = await minted({ profile: 'enterprise-root' });
  const changed = async (defect: string) => {
    const other = await minted({ profile: 'enterprise-root', defects: [defect] });
    return compareCertificates(plain.leaf.der, other.leaf.der)
      .filter(({ becauseOfKey }) => !becauseOfKey)
      .map(({ field }) => field);
  };
  t.true((await changed('expired')).includes('not after'));
  t.true((await changed('leaf-sha1')).includes('signature algorithm'));
  t.true((await changed('rsa-1024')).includes('key size'));
  t.true((await changed('no-eku')).includes('extension 2.5.29.37 (enhanced key usage)'));
  t.true((await changed('wildcard-subject')).includes('subject'));
  t.true((await changed('cn-only')).includes('order of extensions'));
  const serial = compareCertificates(
    plain.leaf.der,
    (await minted({ profile: 'enterprise-root', serial: '7777' })).leaf.der,
  );
  const told = serial.find(({ field }) => field === 'serial number');
  t.is(told?.lookAlike, '7777');
  t.false(told?.becauseOfKey);
});

test('one flipped bit of an extension is a difference that no key explains', (t) => {
  const original = root('22');
  const copy = Buffer.from(original);
  const place = copy.indexOf(Buffer.from('0603551d0f', 'hex')) + 13;
  copy[place] = (copy[place] ?? 0) ^ 0x40;
  const fields = compareCertificates(original, copy).map(({ becauseOfKey, field }) => [field, becauseOfKey]);
  t.deepEqual(fields, [
    ['extension 2.5.29.15 (key usage)', false],
    ['thumbprint', true],
  ]);
});

test('a key identifier is computed again as it was', (t) => {
  const [old, next] = [readTemplate(root('22')), readTemplate(root('28'))];
  const idOf = (number: string) => readTemplate(root(number)).extensions.find(({ id }) => id === '2.5.29.14')?.value;
  t.deepEqual(identifierLike(idOf('22')?.subarray(2) ?? Buffer.alloc(0), old, next), idOf('28')?.subarray(2));
  t.true(identifies(idOf('22')?.subarray(2) ?? Buffer.alloc(0), old));
  t.false(identifies(idOf('28')?.subarray(2) ?? Buffer.alloc(0), old));
  const odd = identifierLike(Buffer.from('0102030405', 'hex'), old, next);
  t.is(odd.length, 5);
  t.notDeepEqual(odd, Buffer.from('0102030405', 'hex'));
});
