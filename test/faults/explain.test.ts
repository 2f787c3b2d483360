import test from 'ava';
import { explainFault, type FaultPoint, faultsAt, faultTable } from '../../harness/faults/index.js';
import { parsed } from './parse.js';

const port = 'At the Front End’s TLS port';

/** The sentence of a fault at the Front End, without its place. */
function said(fault: Record<string, unknown>): string {
  return explainFault(parsed({ at: 'front-end.tls', ...fault }));
}

test('each fault says what it does in one sentence', (t) => {
  const sentences: Record<string, string> = {
    'refuse-connection': 'The server resets the connection as soon as the phone has connected.',
    stall: 'The server falls silent when the ClientHello has come, and keeps the connection open.',
    reset: 'The server resets the connection when the ClientHello has come.',
    close: 'The server closes the connection without an alert when the ClientHello has come.',
    alert:
      'The server sends the fatal alert handshake_failure when the ClientHello has come, and closes the connection.',
    'wrong-version': 'The ServerHello names SSL 3.0, whatever the phone offered.',
    'swap-chain': 'The server presents another chain, self-signed.',
    'slow-flight':
      'The server sends its hello and certificates in records of at most 64 bytes, with a pause of 5 ms after each.',
    'wrong-finished':
      'The server’s Finished does not match the handshake; this takes a phone that offers TLS 1.0 with RSA key exchange.',
    'ask-renegotiation':
      'The server asks for a new handshake (HelloRequest) as soon as the first is over; TLS 1.3 has no such.',
    'no-close-notify':
      'The server ends the connection without a close_notify; TLS 1.3 hides that alert, so there it cannot be kept back.',
  };
  const kinds = faultsAt('front-end.tls');
  t.deepEqual(kinds.map((kind) => kind.do).sort(), Object.keys(sentences).sort());
  for (const { do: word, example } of kinds) {
    t.is(said({ do: word, ...example }), `${port}, on every connection: ${sentences[word]}`);
  }
});

test('each fault of names and time says what it does in one sentence', (t) => {
  const sentences = [
    'The answer is SERVFAIL without a record.',
    'The answer says that the name exists and has no such record.',
    'SRV records lead to pool01.fabrikam.com.',
    'SRV records name port 5060.',
    'A records for pool01.contoso.com tell 192.0.2.1.',
    'The answer is an alias of an alias of the name itself.',
    'The answer is a referral to the root servers instead of the records.',
    'The answer over UDP is empty and marked as truncated.',
    'The answer has another identifier than the question.',
    'The answer is a header and a name that points to itself.',
    'The answer comes 5 seconds late.',
    'The question is never answered.',
  ];
  const kinds = faultsAt('dns.any');
  const dnsSaid = kinds.map(({ do: word, example }) => explainFault(parsed({ at: 'dns.any', do: word, ...example })));
  t.deepEqual(
    dnsSaid,
    sentences.map((sentence) => `At the name server, on every answer: ${sentence}`),
  );
  const named = kinds.map(({ do: word, example }) => parsed({ at: 'dns.any', do: word, ...example, name: 'a.test' }));
  for (const fault of named) t.regex(explainFault(fault), / for a\.test /);
  const ntp = faultsAt('ntp.answer').map(({ do: word, example }) =>
    explainFault(parsed({ at: 'ntp.answer', do: word, ...example })).replace(
      'At the time server, on every answer: ',
      '',
    ),
  );
  t.deepEqual(ntp, [
    'The answer is a kiss of death, RATE.',
    'The answer says that the server’s clock is not synchronised (leap indicator 3, stratum 16).',
    'The answer’s transmit timestamp is zero.',
    'The answer does not give back the client’s own timestamp.',
    'The answer has mode 5 instead of 4.',
    'The answer comes 3 seconds late.',
    'The question for the time is never answered.',
  ]);
});

test('parameters are in the sentence', (t) => {
  t.regex(said({ do: 'stall', stage: 'connection' }), /falls silent as soon as the phone has connected, and keeps/);
  t.regex(said({ do: 'reset', stage: 'certificate' }), /resets the connection when its certificate has been sent\.$/);
  t.regex(
    said({ do: 'close', stage: 'finished' }),
    /closes the connection without an alert instead of its own Finished\.$/,
  );
  t.regex(said({ do: 'close', stage: 'established' }), /without an alert when the handshake is over\.$/);
  const warning = { do: 'alert', alert: 'unrecognized_name', level: 'warning' };
  t.regex(said(warning), /sends the warning unrecognized_name when the ClientHello has come, and goes on\.$/);
  t.regex(said({ ...warning, stage: 'finished' }), /unrecognized_name before its own Finished, and goes on\.$/);
  t.regex(said({ do: 'wrong-version', version: 'TLS 1.2' }), /names TLS 1\.2,/);
  t.regex(said({ do: 'slow-flight', recordBytes: 1, pause: 0 }), /of at most 1 byte, without a pause\.$/);
  const certificate = { profile: 'enterprise-root', defects: ['expired', 'no-eku'] };
  t.regex(said({ do: 'swap-chain', certificate }), /another chain, enterprise-root with expired and no-eku\.$/);
  t.regex(said({ do: 'swap-chain', certificate: {} }), /another chain, enterprise-root\.$/);
});

test('when is in the sentence', (t) => {
  const when = (more: object) => said({ do: 'reset', when: more }).replace(`${port}, `, '').replace(/: .*/, '');
  t.is(when({ nth: 1 }), 'on the first connection of each device');
  t.is(when({ nth: 2, times: 2 }), 'on the second to third connection of each device');
  t.is(when({ times: 1 }), 'on the first connection of each device');
  t.is(when({ nth: 11 }), 'on the 11th connection of each device');
  t.is(when({ nth: 22 }), 'on the 22nd connection of each device');
  t.is(when({ nth: 113 }), 'on the 113th connection of each device');
  t.is(
    explainFault(parsed({ at: 'web.tls', do: 'reset', when: { device: '00-04-f2-aa-bb-cc' } })).replace(/c: .*/, 'c'),
    'At the web services’ TLS port, on every connection of 00:04:f2:aa:bb:cc',
  );
});

test('every kind has a summary, and words are unique at a point', (t) => {
  for (const { summary } of faultTable) t.regex(summary, /^[A-Z].*\.$/);
  const places = faultTable.flatMap((kind) => kind.at.map((at: FaultPoint) => `${at} ${kind.do}`));
  t.is(new Set(places).size, places.length);
});
