import test from 'ava';
import { optionsFor } from '../../../harness/servers/dhcp/options.js';
import { decodeOption120 } from '../../../harness/wire/option120/index.js';
import { networkDeployment } from '../network-context.js';

const further = [
  { name: 'director', fqdn: 'dir01.contoso.com', address: '10.10.10.30' },
  { name: 'edge', fqdn: 'edge.contoso.com', address: '10.10.10.31' },
];
const hosts = [...networkDeployment().hosts.values(), ...further];

function option120(registrar: string): Buffer | undefined {
  const options = optionsFor(networkDeployment({ hosts, registrar }), {}, undefined);
  return options.find(({ code }) => code === 120)?.data;
}

test('option 120 names whom phones are told of', (t) => {
  for (const [registrar, fqdn] of Object.entries({
    'front-end': 'pool01.contoso.com',
    director: 'dir01.contoso.com',
  })) {
    t.deepEqual(decodeOption120(option120(registrar) ?? Buffer.alloc(0)), { encoding: 'names', names: [fqdn] });
  }
});

test('phones outside are told of no Registrar', (t) => {
  t.is(option120('edge'), undefined);
});
