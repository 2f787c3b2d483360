import test from 'ava';
import { faultTable } from '../../harness/faults/index.js';
import { parseScenario } from '../../harness/scenario/load.js';
import { scenarioJsonSchema } from '../../harness/scenario/schema/scenario.js';
import { complaints, parsed } from './parse.js';

test('each fault’s example is a fault at each of its points', (t) => {
  for (const { at, do: word, example } of faultTable) {
    for (const point of at) t.like(parsed({ at: point, do: word, ...example }), { at: point, do: word });
  }
});

test('a fault fills in what is absent', (t) => {
  t.deepEqual(parsed({ at: 'front-end.tls', do: 'reset' }), {
    at: 'front-end.tls',
    do: 'reset',
    stage: 'client-hello',
  });
  t.deepEqual(parsed({ at: 'web.tls', do: 'slow-flight' }), {
    at: 'web.tls',
    do: 'slow-flight',
    recordBytes: 64,
    pause: 5,
  });
});

test('an unknown point is told the points there are', (t) => {
  t.deepEqual(complaints({ at: 'front-end.tsl', do: 'reset' }), [
    'at: did you mean "front-end.tls"? a fault stands at one of front-end.tls, web.tls, exchange.tls, front-end.challenge, front-end.handshake, front-end.register, front-end.subscribe, front-end.service, front-end.other, web.root-chain, web.certificate, web.certprov-metadata, web.ticket, web.ticket-pin, web.ticket-ntlm, web.ticket-cert, web.ticket-metadata, web.autodiscover, web.exchange, web.update, web.update-file, web.any, web-http.connection, web-http.root-chain, web-http.autodiscover, web-http.update, web-http.update-file, web-http.any, dns.srv, dns.address, dns.any, ntp.answer, directory.tls, directory.connection, directory.root-dse, directory.bind, directory.search, dhcp.discover, dhcp.request, dhcp.inform',
  ]);
  t.deepEqual(complaints({ do: 'reset' }), [
    'at: a fault stands at one of front-end.tls, web.tls, exchange.tls, front-end.challenge, front-end.handshake, front-end.register, front-end.subscribe, front-end.service, front-end.other, web.root-chain, web.certificate, web.certprov-metadata, web.ticket, web.ticket-pin, web.ticket-ntlm, web.ticket-cert, web.ticket-metadata, web.autodiscover, web.exchange, web.update, web.update-file, web.any, web-http.connection, web-http.root-chain, web-http.autodiscover, web-http.update, web-http.update-file, web-http.any, dns.srv, dns.address, dns.any, ntp.answer, directory.tls, directory.connection, directory.root-dse, directory.bind, directory.search, dhcp.discover, dhcp.request, dhcp.inform',
  ]);
});

test('an unknown fault is told the faults of its point', (t) => {
  const [complaint] = complaints({ at: 'web.tls', do: 'explode' });
  t.regex(complaint ?? '', /^do: a fault at web\.tls is one of refuse-connection, stall, .*no-close-notify$/);
});

test('an unknown stage, alert or key is refused with what is allowed', (t) => {
  t.regex(complaints({ at: 'web.tls', do: 'reset', stage: 'end' })[0] ?? '', /^stage: .*"client-hello"/);
  t.regex(complaints({ at: 'web.tls', do: 'alert', alert: 'bad' })[0] ?? '', /^alert: .*"unknown_ca"/);
  t.regex(complaints({ at: 'web.tls', do: 'alert', alert: 'unknown_ca', stage: 'established' })[0] ?? '', /^stage: /);
  t.regex(complaints({ at: 'web.tls', do: 'close', alert: 'unknown_ca' })[0] ?? '', /Unrecognized key: "alert"/);
});

test('when takes a MAC address in any usual form and counts from 1', (t) => {
  const when = { device: '0004F2AABBCC', nth: 2, times: 3 };
  t.like(parsed({ at: 'web.tls', do: 'stall', when }), { when: { device: '00:04:f2:aa:bb:cc', nth: 2, times: 3 } });
  const wrong = (more: object) => complaints({ at: 'web.tls', do: 'stall', when: more })[0] ?? '';
  t.is(wrong({ device: 'Alice!' }), 'when.device: a MAC address such as 00:04:f2:aa:bb:cc, or the name of a phone');
  t.regex(wrong({ nth: 0 }), /^when\.nth: /);
  t.regex(wrong({ times: 1.5 }), /^when\.times: /);
  t.regex(wrong({ often: 1 }), /Unrecognized key: "often"/);
});

const head = `id: faults/one
summary: One fault.
phone: { model: CX600, firmware: 4.0.7577.4420, signIn: pin, user: alice }
expect: { outcome: signed-in }
`;

test('a scenario’s faults are checked in their place', (t) => {
  const text = `${head}faults:\n  - { at: front-end.tls, do: reset }\n  - { at: front-end.tls, do: explode }\n`;
  const error = t.throws(() => parseScenario(text, 'one.yaml'), { code: 'SCENARIO_INVALID' });
  t.regex(error?.message ?? '', /^one\.yaml:7:26: faults\.1\.do: a fault at front-end\.tls is one of /);
});

test('the certificate of a swapped chain is checked like the deployment’s', (t) => {
  const text = `${head}faults:\n  - { at: web.tls, do: swap-chain, certificate: { profile: none } }\n`;
  const error = t.throws(() => parseScenario(text, 'one.yaml'), { code: 'SCENARIO_INVALID' });
  t.regex(error?.message ?? '', /^one\.yaml:6:\d+: faults\.0\.certificate\.profile: /);
});

test('a variant’s faults replace the base’s list, also by none', (t) => {
  const text = `${head}faults: [ { at: web.tls, do: reset } ]
variants:
  - { name: same }
  - { name: other, faults: [ { at: web.tls, do: close }, { at: web.tls, do: stall } ] }
  - { name: none, faults: [] }
`;
  const words = parseScenario(text, 'one.yaml').variants.map(({ faults }) => faults.map((fault) => fault.do));
  t.deepEqual(words, [['reset'], ['reset'], ['close', 'stall'], []]);
});

test('a wrong fault of a variant is reported at its line', (t) => {
  const text = `${head}variants:\n  - name: other\n    faults: [ { at: web.tls, do: explode } ]\n`;
  const error = t.throws(() => parseScenario(text, 'one.yaml'), { code: 'SCENARIO_INVALID' });
  t.regex(error?.message ?? '', /^one\.yaml:7:/);
});

test('the published schema has each shared part once', (t) => {
  const { $defs } = scenarioJsonSchema() as { $defs: Record<string, unknown> };
  for (const part of ['fault', 'serverCertificate', 'when']) t.true(Object.hasOwn($defs, part), part);
});
