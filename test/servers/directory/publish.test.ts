import test from 'ava';
import { publishCa, publishedObjects } from '../../../harness/servers/directory/index.js';
import { keptServerCertificate } from '../../certs/kept-keys.js';
import { testDate, testDeployment } from '../deployment.js';
import { directory, keyServices } from './client.js';

const settings = { domain: 'contoso.com' };

async function chain() {
  const { intermediates, root } = (await testDeployment()).certificates.default;
  const [issuing] = intermediates;
  if (!root || !issuing) throw new Error('the test’s chain has a root and an intermediate');
  return { root, issuing };
}

test('each store is written where certutil writes it', async (t) => {
  const { issuing, root } = await chain();
  const { pool } = (await directory(t)).context;
  const places = (store: 'RootCA' | 'SubCA' | 'NTAuthCA', certificate: Buffer) =>
    publishCa(pool.directory, settings, store, certificate).map(({ dn, result }) => [
      dn.replace(/^CN=[^,]*(Root|Issuing)[^,]*,/, '').replace(`,${keyServices}`, ''),
      result,
    ]);
  t.deepEqual(places('RootCA', root), [
    ['CN=Certification Authorities', 'added'],
    ['CN=AIA', 'added'],
  ]);
  t.deepEqual(places('SubCA', issuing), [['CN=AIA', 'added']]);
  t.deepEqual(places('NTAuthCA', issuing), [['CN=NTAuthCertificates', 'added']]);
  t.deepEqual(places('RootCA', root), [
    ['CN=Certification Authorities', 'present'],
    ['CN=AIA', 'present'],
  ]);
  t.is(publishedObjects(pool.directory, settings).length, 4);
});

test('a renewed authority of the same name joins the one before in its object', async (t) => {
  const { root } = await chain();
  const renewed = await keptServerCertificate({
    profile: 'enterprise-two-tier',
    subject: 'x.test',
    names: ['x.test'],
    at: testDate,
  });
  const other = renewed.root ?? Buffer.alloc(0);
  const { pool } = (await directory(t)).context;
  const [first] = publishCa(pool.directory, settings, 'NTAuthCA', root);
  const [second] = publishCa(pool.directory, settings, 'NTAuthCA', other);
  t.is(first?.dn, second?.dn);
  const [object] = publishedObjects(pool.directory, settings);
  t.deepEqual(object?.certificates, [root, other]);
});

test('what is published is found at once by those who search', async (t) => {
  const { root } = await chain();
  const { connect, context } = await directory(t);
  const client = connect();
  const search = () =>
    client.search({ filter: { kind: 'present', attribute: 'cACertificate' }, attributes: ['cACertificate'] });
  t.is((await search()).entries.length, 0);
  publishCa(context.pool.directory, settings, 'RootCA', root);
  const { entries } = await search();
  t.is(entries.length, 2);
  t.deepEqual(Buffer.from(entries[0]?.values('cACertificate')?.[0] ?? '', 'latin1'), root);
});

test('an Enterprise CA has an enrollment service and is trusted for logon', async (t) => {
  const { issuing, root } = await chain();
  const published = [
    { store: 'RootCA', certificate: root },
    { store: 'SubCA', certificate: issuing },
  ] as const;
  const { hosts } = await testDeployment();
  const ca = { name: 'ca', fqdn: 'ca01.contoso.com', address: '127.10.1.2' };
  const enrollment = { page: 'windows', authorities: [root, issuing] } as const;
  const deployment = { hosts: new Map([...hosts, ['ca', ca] as const]) };
  const client = (await directory(t, { published, enterpriseCa: true, enrollment }, { deployment })).connect();
  const filter = { kind: 'equality', attribute: 'objectCategory', value: Buffer.from('pKIEnrollmentService') } as const;
  const { entries } = await client.search({ base: keyServices, filter });
  t.deepEqual(entries[0]?.values('dNSHostName'), ['ca01.contoso.com']);
  t.deepEqual(Buffer.from(entries[0]?.values('cACertificate')?.[0] ?? '', 'latin1'), issuing);
  const ntAuth = await client.search({ base: `CN=NTAuthCertificates,${keyServices}`, scope: 'baseObject' });
  t.is(ntAuth.entries[0]?.values('cACertificate')?.length, 1);
});
