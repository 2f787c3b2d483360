import test from 'ava';
import { isRegistrar, registrarsOf, registrarUri, toldRegistrar } from '../../harness/deployment/index.js';
import { networkDeployment } from '../servers/network-context.js';

const [frontEnd, web, dc] = [...networkDeployment().hosts.values()];
const director = { name: 'director', fqdn: 'dir01.contoso.com', address: '10.10.10.30' };
const edge = { name: 'edge', fqdn: 'edge.contoso.com', address: '10.10.10.31' };
const hosts = [edge, director, frontEnd, web, dc].flatMap((each) => each ?? []);

test('the Registrars of a deployment, the first pool first; web, dc and Edge are none', (t) => {
  t.deepEqual(registrarsOf(networkDeployment()), ['front-end']);
  t.deepEqual(registrarsOf(networkDeployment({ hosts })), ['front-end', 'director']);
  t.false(['web', 'dc', 'edge', 'toString'].some(isRegistrar));
});

test('phones are told of the first pool, or of whom the deployment says', (t) => {
  t.is(toldRegistrar(networkDeployment({ hosts })).fqdn, 'pool01.contoso.com');
  t.is(toldRegistrar(networkDeployment({ hosts, registrar: 'director' })).fqdn, 'dir01.contoso.com');
  t.is(registrarUri(director), 'sip:dir01.contoso.com:5061;transport=tls');
});
