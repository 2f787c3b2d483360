import { once } from 'node:events';
import { connect } from 'node:tls';
import test, { type ExecutionContext } from 'ava';
import type { EndpointName, Lab } from '../../harness/lab/index.js';
import { DhcpOptions } from '../../harness/pool/index.js';
import { control, opened } from './open.js';

/** SHA-1 thumbprint of the certificate a port presents to whoever connects now. */
async function presented(t: ExecutionContext, lab: Lab, name: EndpointName): Promise<string> {
  const at = lab.endpoints.get(name);
  const socket = connect({ host: at?.address ?? '', port: at?.port ?? 0, rejectUnauthorized: false });
  t.teardown(() => socket.destroy());
  await once(socket, 'secureConnect');
  const { fingerprint } = socket.getPeerCertificate();
  socket.destroy();
  return fingerprint.replaceAll(':', '').toLowerCase();
}

test('an assigned certificate is seen by whoever connects from then on, and the deployed one again afterwards', async (t) => {
  const { lab, journal } = await opened(t, {}, { later: { profile: 'digicert-global-2014' } });
  const [before, web] = [await presented(t, lab, 'front-end'), await presented(t, lab, 'web')];
  t.is(before, web);
  const { status, value } = await control(lab, 'pool-certificate/assign', { name: 'later' });
  t.is(status, 200);
  const { thumbprint } = value.assigned as { thumbprint: string };
  t.not(thumbprint.toLowerCase(), before);
  t.is(await presented(t, lab, 'front-end'), thumbprint.toLowerCase());
  t.is(await presented(t, lab, 'web'), thumbprint.toLowerCase());
  t.like(
    journal.events.find(({ type }) => type === 'certificate.assigned'),
    { name: 'later', thumbprint },
  );
  await control(lab, 'pool-certificate/assign', { name: 'default' });
  t.is(await presented(t, lab, 'front-end'), before);
});

test('a certificate nobody has ready is refused, with those there are', async (t) => {
  const { lab } = await opened(t, {}, { later: { profile: 'digicert-global-2014' } });
  const { status, value } = await control(lab, 'pool-certificate/assign', { name: 'never' });
  t.is(status, 400);
  t.regex(String(value.sentence), /name.*no certificate of that name is ready \(default, later\)/);
  t.is((await control(lab, 'pool-certificate/assign', {})).status, 400);
});

test('DHCP options are changed by name; what is no option and no host name is refused', async (t) => {
  const { lab, journal } = await opened(t);
  const options = { option43: false, webServer: 'Other.contoso.test', registrar: null };
  t.is((await control(lab, 'dhcp/options', options)).status, 200);
  t.deepEqual(lab.pool.dhcp.of({ option43: true, option120: true, registrar: 'x.test' }), {
    option43: false,
    option120: true,
    webServer: 'other.contoso.test',
  });
  t.like(
    journal.events.find(({ type }) => type === 'dhcp.changed'),
    { options: { option43: false, registrar: null } },
  );
  for (const wrong of [{}, { option43: 'no' }, { option44: true }, { webServer: 'not a name' }, { webServer: 7 }]) {
    t.is((await control(lab, 'dhcp/options', wrong)).status, 400, JSON.stringify(wrong));
  }
});

test('changes of DHCP options add up, and nothing is changed before the first', (t) => {
  const options = new DhcpOptions();
  const deployed = { option43: true, option120: true };
  t.is(options.of(deployed), deployed);
  options.change({ option43: false });
  options.change({ registrar: 'sip.contoso.test' });
  t.deepEqual(options.of(deployed), { option43: false, option120: true, registrar: 'sip.contoso.test' });
  t.is(options.changes, 2);
});
