import test, { type ExecutionContext } from 'ava';
import { HarnessError } from '../../harness/foundation/errors/index.js';
import { loopbackAddresses } from '../../harness/scenario/addresses.js';
import { deploy } from '../../harness/scenario/deploy.js';
import { parseScenario } from '../../harness/scenario/load.js';

function scenario(deployment: string, variants = ''): string {
  return `id: front-end/example
summary: An example.
deployment:
${deployment
  .split('\n')
  .map((line) => `  ${line}`)
  .join('\n')}
phone: { model: CX600, firmware: 4.0.7577.4366, signIn: pin, user: alice }
expect: { outcome: signed-in }
${variants}`;
}

function refused(t: ExecutionContext, text: string, message: RegExp, line: number): void {
  const error = t.throws(() => parseScenario(text, 'example.yaml'), { instanceOf: HarnessError, message });
  t.is(error.code, 'SCENARIO_INVALID');
  t.is(error.details.line, line);
}

test('what names a host that is not deployed is refused, with its place', (t) => {
  const missing = /"(director|front-end-2)" is none of the deployed hosts/;
  refused(t, scenario('registrar: director'), missing, 4);
  refused(t, scenario('users:\n  alice: { home: front-end-2 }'), missing, 5);
  refused(t, scenario('frontEnd:\n  redirect: { to: director, for: everybody }'), missing, 5);
  t.notThrows(() => parseScenario(scenario('hosts: { director: {} }\nregistrar: director'), 'example.yaml'));
});

test('hosts and homes nobody knows are refused', (t) => {
  refused(t, scenario('hosts: { mail: {} }'), /unknown key "mail"/, 4);
  refused(t, scenario('users:\n  alice: { home: director }'), /home/, 5);
});

test('a SIP domain of nobody is refused, and a first one that is not the first', (t) => {
  refused(t, scenario('users:\n  alice: { sipDomain: adatum.test }\nsipDomains: [contoso.test]'), /adatum\.test/, 5);
  refused(t, scenario('sipDomain: a.test\nsipDomains: [contoso.test, a.test]'), /not the first of sipDomains/, 4);
});

test('a variant is looked at as merged: what the base deploys counts, and what the variant takes away does not', (t) => {
  const using = 'variants:\n  - name: other\n    deployment: { registrar: director }\n';
  t.notThrows(() => parseScenario(scenario('hosts: { director: {} }', using), 'example.yaml'));
  const without = 'variants:\n  - name: other\n    deployment: { hosts: { director: null } }\n';
  const text = scenario('hosts: { director: {} }\nregistrar: director', without);
  const error = t.throws(() => parseScenario(text, 'example.yaml'), { instanceOf: HarnessError });
  t.regex(error.message, /"director" is none of the deployed hosts/);
});

test('a deployment has the hosts it names, each with its own name and address, in the certificate and for its users', async (t) => {
  const { deployment } = await deploy(
    {
      sipDomains: ['contoso.test', 'fabrikam.test'],
      hosts: { 'front-end-2': {}, director: { fqdn: 'dir.contoso.test' }, edge: { address: '127.0.0.99' } },
      registrar: 'director',
      users: { alice: { sipDomain: 'fabrikam.test', home: 'front-end-2', remoteAccess: false } },
    },
    { at: new Date('2014-11-15T09:00:00Z'), addresses: loopbackAddresses('linux') },
  );
  t.is(deployment.sipDomain, 'contoso.test');
  t.deepEqual(deployment.sipDomains, ['contoso.test', 'fabrikam.test']);
  t.is(deployment.registrar, 'director');
  t.deepEqual([...deployment.hosts.keys()], ['front-end', 'web', 'dc', 'front-end-2', 'director', 'edge', 'ca']);
  t.is(deployment.hosts.get('front-end-2')?.fqdn, 'pool02.contoso.test');
  t.is(deployment.hosts.get('director')?.fqdn, 'dir.contoso.test');
  t.is(deployment.hosts.get('edge')?.address, '127.0.0.99');
  const own = [...deployment.hosts.values()].filter(({ name }) => name !== 'ca');
  const addresses = own.map(({ address }) => address);
  t.is(new Set(addresses).size, addresses.length);
  const alice = deployment.users.find(({ name }) => name === 'alice');
  t.like(alice, { sipAddress: 'alice@fabrikam.test', home: 'front-end-2', remoteAccess: false });
  t.like(
    deployment.users.find(({ name }) => name === 'jeff'),
    { sipAddress: 'jeff@contoso.test', home: 'front-end' },
  );
  const certificate = deployment.certificates.default.chain[0]?.toString('latin1') ?? '';
  for (const name of ['pool02.contoso.test', 'dir.contoso.test', 'edge.contoso.test', 'sip.fabrikam.test']) {
    t.true(certificate.includes(name), name);
  }
});

test('without a word there is one pool, one domain and nobody in front', async (t) => {
  const at = new Date('2014-11-15T09:00:00Z');
  const { deployment } = await deploy({}, { at, addresses: loopbackAddresses('linux') });
  t.deepEqual([...deployment.hosts.keys()], ['front-end', 'web', 'dc', 'ca']);
  t.deepEqual(deployment.sipDomains, ['contoso.test']);
  t.is(deployment.registrar, 'front-end');
});

test('the certification authority is a host where its directory has one, at the address of the web services', async (t) => {
  const at = new Date('2014-11-15T09:00:00Z');
  const addresses = loopbackAddresses('linux');
  const of = async (spec: Parameters<typeof deploy>[0]) => (await deploy(spec, { at, addresses })).deployment;
  const usual = await of({ hosts: { web: { address: '127.0.0.77' } } });
  t.like(usual.hosts.get('ca'), { fqdn: 'ca01.contoso.test', address: '127.0.0.77' });
  t.is(usual.activeDirectory?.enrollment?.page, 'windows');
  t.is(usual.activeDirectory?.enrollment?.authorities.length, 1);
  const named = await of({ hosts: { ca: { fqdn: 'pki.contoso.test' } }, activeDirectory: { published: [] } });
  t.is(named.hosts.get('ca')?.fqdn, 'pki.contoso.test');
  for (const spec of [
    { activeDirectory: { published: [] } },
    { activeDirectory: { deployed: false, enrollmentService: {} } },
    { activeDirectory: { enrollmentService: { deployed: false } } },
    { certificates: { default: { profile: 'digicert-global-2014' } } },
  ]) {
    const deployment = await of(spec);
    t.false(deployment.hosts.has('ca'), JSON.stringify(spec));
    t.is(deployment.activeDirectory?.enrollment, undefined);
  }
  const asked = await of({ activeDirectory: { published: [], enrollmentService: { page: 'absent' } } });
  t.is(asked.activeDirectory?.enrollment?.page, 'absent');
});
