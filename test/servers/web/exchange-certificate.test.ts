import test from 'ava';
import { ScenarioClock } from '../../../harness/foundation/clock/index.js';
import { presentedCertificate } from '../../../harness/servers/web/exchange-server/presented-certificate.js';
import { keptServerCertificate } from '../../certs/kept-keys.js';
import { eventsOf, testContext, testDate, testDeployment } from '../deployment.js';

const mail = { name: 'exchange', fqdn: 'mail.contoso.com', address: '127.10.1.9' };
const exchange = { https: true, http: true, autodiscoverName: true, appointments: [] };
const inMs = (afterMs: number) => ({ at: new Date(testDate.getTime() + afterMs), afterMs });

test('the host presents another certificate from a moment on, and the journal says so once', async (t) => {
  const { certificates, hosts } = await testDeployment();
  const exchangeRenewed = await keptServerCertificate({
    ...{ profile: 'self-signed', subject: mail.fqdn, names: [mail.fqdn], at: testDate },
  });
  const clock = new ScenarioClock({ start: testDate, waits: 'real' });
  const context = await testContext({
    clock,
    deployment: {
      hosts: new Map([...hosts, ['exchange', mail]]),
      certificates: { ...certificates, exchangeRenewed },
      exchange: { ...exchange, renewed: inMs(86_400_000) },
    },
  });
  const portNow = presentedCertificate(context);
  const first = portNow();
  clock.advance(86_000_000);
  t.is(portNow(), first);
  t.is(eventsOf(context.journal, 'exchange.certificate-renewed').length, 0);
  clock.advance(400_000);
  const later = portNow();
  t.not(later, first);
  t.is(portNow(), later);
  t.like(eventsOf(context.journal, 'exchange.certificate-renewed'), [{ afterMs: 86_400_000 }]);
  t.is(eventsOf(context.journal, 'exchange.certificate-renewed').length, 1);
});

test('without a renewal it stays the same', async (t) => {
  const { hosts } = await testDeployment();
  const clock = new ScenarioClock({ start: testDate, waits: 'real' });
  const context = await testContext({
    clock,
    deployment: { hosts: new Map([...hosts, ['exchange', mail]]), exchange: { ...exchange, renewed: inMs(1) } },
  });
  const portNow = presentedCertificate(context);
  const first = portNow();
  clock.advance(1000);
  t.is(portNow(), first);
});
