import test from 'ava';
import type { NetworkChanges } from '../network-context.js';
import { networkDeployment } from '../network-context.js';
import { ask, codes, data, dnsServer, query } from './queries.js';

const further = [
  { name: 'director', fqdn: 'dir01.contoso.com', address: '10.10.10.30' },
  { name: 'edge', fqdn: 'edge.contoso.com', address: '10.10.10.31' },
];
const hosts = [...networkDeployment().hosts.values(), ...further];

function answers(changes: NetworkChanges, name: string, type: 'A' | 'SRV' = 'A'): string[] {
  return data(ask(dnsServer(changes).dns, query(name, type)).packet);
}

function missing(changes: NetworkChanges, name: string, type: 'A' | 'SRV' = 'A'): boolean {
  return ask(dnsServer(changes).dns, query(name, type)).code === codes.nxDomain;
}

test('every SIP domain has its service records and names', (t) => {
  const changes = { sipDomains: ['contoso.com', 'fabrikam.com'] };
  for (const domain of changes.sipDomains) {
    const srv = `_sipinternaltls._tcp.${domain}`;
    t.deepEqual(answers(changes, srv, 'SRV'), [`${srv} SRV 0 0 5061 sip.${domain}`]);
    for (const label of ['sip', 'sipinternal']) {
      t.deepEqual(answers(changes, `${label}.${domain}`), [`${label}.${domain} A 10.10.10.20`]);
    }
    t.deepEqual(answers(changes, `lyncdiscover.${domain}`), [`lyncdiscover.${domain} A 10.10.10.21`]);
    t.deepEqual(answers(changes, `ucupdates-r2.${domain}`), [`ucupdates-r2.${domain} A 10.10.10.21`]);
  }
  t.not(ask(dnsServer().dns, query('sip.fabrikam.com')).code, codes.noError, 'a domain of nobody is unknown');
});

test('hosts of the deployment have their addresses; the names of the SIP domain lead to whom phones are told of', (t) => {
  t.deepEqual(answers({ hosts }, 'dir01.contoso.com'), ['dir01.contoso.com A 10.10.10.30']);
  t.deepEqual(answers({ hosts }, 'sip.contoso.com'), ['sip.contoso.com A 10.10.10.20']);
  t.deepEqual(answers({ hosts, registrar: 'director' }, 'sip.contoso.com'), ['sip.contoso.com A 10.10.10.30']);
  t.deepEqual(answers({ hosts, registrar: 'director' }, 'sipinternal.contoso.com'), [
    'sipinternal.contoso.com A 10.10.10.30',
  ]);
});

test('an Edge is published as external clients look for it', (t) => {
  const srv = '_sip._tls.contoso.com';
  t.deepEqual(answers({ hosts }, srv, 'SRV'), [`${srv} SRV 0 0 443 edge.contoso.com`]);
  t.deepEqual(answers({ hosts }, 'sipexternal.contoso.com'), ['sipexternal.contoso.com A 10.10.10.31']);
  t.true(missing({}, srv, 'SRV'), 'without an Edge nothing is');
});

test('phones outside find the Edge and no internal name of a Registrar', (t) => {
  const outside = { hosts, registrar: 'edge' };
  t.true(missing(outside, '_sipinternaltls._tcp.contoso.com', 'SRV'));
  t.true(missing(outside, 'sipinternal.contoso.com'));
  t.deepEqual(answers(outside, 'sip.contoso.com'), ['sip.contoso.com A 10.10.10.31']);
  t.true(missing(outside, 'lyncdiscoverinternal.contoso.com'));
  t.deepEqual(answers(outside, 'lyncdiscover.contoso.com'), ['lyncdiscover.contoso.com A 10.10.10.21']);
});

test('the web services autodiscover redirects to are there, also in a domain of nobody else', (t) => {
  const settings = { internalName: true, externalName: true, homeUnknown: [] };
  for (const redirectTo of ['web02.contoso.com', 'web.adatum.com']) {
    const autodiscover = { ...settings, redirectTo };
    t.deepEqual(answers({ autodiscover }, redirectTo), [`${redirectTo} A 10.10.10.21`]);
  }
});
