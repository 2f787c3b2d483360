import test from 'ava';
import { serverCertificateNames } from '../../harness/deployment/index.js';

const usual = {
  ...{ sipDomain: 'contoso.test', dhcpDomain: 'corp.contoso.test' },
  ...{ frontEnd: 'pool01.contoso.test', web: 'lyncweb.contoso.test' },
};

test('a certificate has the names of the pool, the web services and one SIP domain', (t) => {
  t.deepEqual(serverCertificateNames(usual), [
    'pool01.contoso.test',
    'lyncweb.contoso.test',
    'sip.contoso.test',
    'sipinternal.contoso.test',
    'lyncdiscoverinternal.contoso.test',
    'lyncdiscover.contoso.test',
    'ucupdates-r2.contoso.test',
    'ucupdates-r2.corp.contoso.test',
  ]);
});

test('each further SIP domain adds its own, each further Registrar its FQDN, an Edge the external ones', (t) => {
  const names = serverCertificateNames({
    ...usual,
    sipDomains: ['contoso.test', 'fabrikam.test'],
    others: ['pool02.contoso.test', 'dir01.contoso.test'],
    edge: 'edge.contoso.test',
  });
  const added = names.filter((name) => !serverCertificateNames(usual).includes(name));
  t.deepEqual(added.sort(), [
    'dir01.contoso.test',
    'edge.contoso.test',
    'lyncdiscover.fabrikam.test',
    'lyncdiscoverinternal.fabrikam.test',
    'pool02.contoso.test',
    'sip.fabrikam.test',
    'sipexternal.contoso.test',
    'sipexternal.fabrikam.test',
    'sipinternal.fabrikam.test',
    'ucupdates-r2.fabrikam.test',
  ]);
  t.is(new Set(names).size, names.length);
});
