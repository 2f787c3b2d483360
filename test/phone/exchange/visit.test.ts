import test from 'ava';
import { certsOnlyPkcs7 } from '../../../certs/authorities/index.js';
import { trustedAuthorities } from '../../../harness/phone/exchange/trusted-authorities.js';
import { visitExchange } from '../../../harness/phone/exchange/visit.js';
import { exchangePoll } from '../../../harness/phone/stay/exchange-poll.js';
import { writeRootChainResponse } from '../../../harness/wire/soap/index.js';
import { chainOf } from '../../certs/chains.js';
import { bench, typedPassword } from '../bench.js';
import { webServer } from '../web-server.js';
import { jeff } from './asked.js';

test('a visit that fails says so on the display, and is due again after the minutes of provisioning', async (t) => {
  const { context } = bench(t, { typed: typedPassword });
  const { clock, memory, screen } = context;
  t.is(exchangePoll.dueAt(context), undefined, 'where there was no Exchange, nobody asks again');
  // A server of plain http where TLS is spoken to it.
  const { port } = await webServer(t, () => ({}));
  memory.provisioned = { groups: [], exchangeUrl: `https://127.0.0.1:${port}/EWS/Exchange.asmx` };
  screen.show('signedIn');
  const before = clock.elapsed();
  await t.throwsAsync(visitExchange(context, jeff));
  t.regex(screen.text, /Exchange is unavailable/);
  t.like(memory.exchange, { available: false, ewsUrl: memory.provisioned.exchangeUrl });
  const visited = memory.exchange?.visitedAt ?? 0;
  t.true(visited >= before);
  t.is(exchangePoll.dueAt(context), visited + 3 * 60_000);
  memory.provisioned = { ...memory.provisioned, voiceMailPollMinutes: 10 };
  t.is(exchangePoll.dueAt(context), visited + 600_000);
  memory.provisioned = { ...memory.provisioned, voiceMailPollMinutes: 0 };
  t.is(exchangePoll.dueAt(context), undefined);
});

test('the authorities of the certificate service are added to those the phone has, each once, without a word on the display', async (t) => {
  const [one, two] = [await chainOf('enterprise-two-tier'), await chainOf('enterprise-root')];
  const roots = [one.root, two.root].filter((root) => root !== undefined);
  const { url } = await webServer(t, (_, nth) => ({
    body: writeRootChainResponse('Get', [
      certsOnlyPkcs7(nth === 0 ? [roots[0] ?? t.fail(), ...one.intermediates] : [...roots, ...one.intermediates]),
    ]),
  }));
  const { context } = bench(t, { typed: typedPassword, dial: { 'tcp 127.0.0.1:80': url.slice('http://'.length) } });
  context.memory.certificateService = 'http://127.0.0.1/CertProv/CertProvisioningService.svc';
  context.screen.show('signedIn');
  await trustedAuthorities.run(context);
  t.is(context.memory.deliveredAnchors.length, 1);
  await trustedAuthorities.run(context);
  t.is(context.memory.deliveredAnchors.length, 2);
  t.is(context.memory.intermediates.length, one.intermediates.length);
  t.is(context.screen.text, 'Signed in');
});
