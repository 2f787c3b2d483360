import test from 'ava';
import { header, headerValues, parseCredentials } from '../../../harness/wire/sip/index.js';
import { eventsOf, testContext } from '../deployment.js';
import { changed, newClient, request } from './sip-client.js';

test('an unsigned REGISTER gets the list: TLS-DSK alone, with realm, targetname, version and sts-uri', async (t) => {
  const context = await testContext();
  const response = await newClient(t, context).ask(request());
  t.is(response.status, 401);
  t.regex(header(response, 'Date') ?? '', /^Sat, 15 Nov 2014 09:00:\d\d GMT$/);
  t.deepEqual(headerValues(response, 'WWW-Authenticate'), [
    'TLS-DSK realm="SIP Communications Service", targetname="pool01.contoso.com", version=4, ' +
      'sts-uri="https://lyncweb.contoso.com:443/CertProv/CertProvisioningService.svc"',
  ]);
  t.is(header(response, 'ms-diagnostics'), undefined);
  t.is(header(response, 'Authentication-Info'), undefined);
  t.deepEqual(
    eventsOf(context.journal, 'front-end.register').map(({ user, step, epid }) => ({ user, step, epid })),
    [{ user: 'alice@contoso.com', step: 'unauthenticated', epid: 'c8ca638a15' }],
  );
  t.deepEqual(eventsOf(context.journal, 'front-end.challenge')[0]?.schemes, ['TLS-DSK']);
});

test('the response echoes From, Call-ID and CSeq, tags To, and tells in Via where the request came from', async (t) => {
  const client = newClient(t, await testContext());
  const response = await client.ask(
    changed(
      request({ cseq: 7 }),
      'Via',
      'SIP/2.0/TLS 192.168.9.9:5060;branch=z9hG4bK1;received=1.2.3.4, SIP/2.0/TLS a.b',
    ),
  );
  t.is(header(response, 'From'), '<sip:alice@contoso.com>;tag=6b0e52f7a9;epid=c8ca638a15');
  t.regex(header(response, 'To') ?? '', /^<sip:alice@contoso\.com>;tag=[0-9A-F]{32}$/);
  t.is(header(response, 'Call-ID'), 'c0ffee00c0ffee00c0ffee00c0ffee00');
  t.is(header(response, 'CSeq'), '7 REGISTER');
  t.deepEqual(headerValues(response, 'Via'), [
    'SIP/2.0/TLS 192.168.9.9:5060;branch=z9hG4bK1;received=10.0.0.21;ms-received-port=1063;ms-received-cid=100',
    'SIP/2.0/TLS a.b',
  ]);
  const same = await client.ask(request());
  t.deepEqual(headerValues(same, 'Via'), ['SIP/2.0/TLS 10.0.0.21:1063;ms-received-port=1063;ms-received-cid=100']);
  t.is(header(same, 'Server'), 'RTC/5.0');
});

test('credentials for another server or in a scheme not offered count as none', async (t) => {
  const client = newClient(t, await testContext());
  for (const value of [
    'TLS-DSK realm="SIP Communications Service", targetname="other.contoso.com", gssapi-data="AAAA"',
    'TLS-DSK realm="sip communications service", targetname="pool01.contoso.com", gssapi-data="AAAA"',
    'NTLM realm="SIP Communications Service", targetname="pool01.contoso.com", gssapi-data=""',
  ]) {
    const response = await client.ask(request({ extra: [{ name: 'Authorization', value }] }));
    t.is(response.status, 401);
    t.is(header(response, 'ms-diagnostics'), undefined);
    t.is(parseCredentials(header(response, 'WWW-Authenticate') ?? '').parameters.get('opaque'), undefined);
  }
});

test('a request other than REGISTER without a signature gets the list too', async (t) => {
  const context = await testContext();
  const client = newClient(t, context);
  for (const method of ['OPTIONS', 'SUBSCRIBE', 'SERVICE', 'INVITE', 'MESSAGE', 'FOO']) {
    const response = await client.ask(request({ method }));
    t.is(response.status, 401, method);
    t.is(headerValues(response, 'WWW-Authenticate').length, 1);
  }
  t.is(eventsOf(context.journal, 'front-end.register').length, 0);
});

test('ACK and CANCEL are dropped; what follows them is answered', async (t) => {
  const client = newClient(t, await testContext());
  client.send(request({ method: 'ACK', cseq: 1 }));
  client.send(request({ method: 'CANCEL', cseq: 2 }));
  const response = await client.ask(request({ cseq: 3 }));
  t.is(header(response, 'CSeq'), '3 REGISTER');
});

test('NEGOTIATE is refused with 405, unsigned and without a challenge', async (t) => {
  const client = newClient(t, await testContext());
  const response = await client.ask(
    [
      'NEGOTIATE sip:10.0.0.5:5061 SIP/2.0',
      'Via: SIP/2.0/TLS 10.0.0.21:1063',
      'Max-Forwards: 0',
      'From: <sip:10.0.0.21>;tag=1',
      'To: <sip:10.0.0.5>',
      'Call-ID: 1',
      'CSeq: 1 NEGOTIATE',
      'Compression: LZ77-8K',
      'Content-Length: 0',
      '',
      '',
    ].join('\r\n'),
  );
  t.is(response.status, 405);
  t.is(header(response, 'Allow'), 'REGISTER, SUBSCRIBE, SERVICE, OPTIONS, ACK, CANCEL');
  t.is(header(response, 'WWW-Authenticate'), undefined);
  t.is(header(response, 'Authentication-Info'), undefined);
});

test('a REGISTER with neither epid nor +sip.instance is refused before a handshake: 400 with 4010', async (t) => {
  const context = await testContext();
  const client = newClient(t, context);
  const none = request({ fromParameters: '', contact: '<sip:10.0.0.21:1063;transport=tls>' });
  const response = await client.ask(none);
  t.is(response.status, 400);
  t.regex(header(response, 'ms-diagnostics') ?? '', /^4010;reason="[^"]+";source="pool01\.contoso\.com"$/);
  t.is((await client.ask(request({ fromParameters: '' }))).status, 401, 'the instance alone is enough');
  t.is((await client.ask(request({ contact: '<sip:10.0.0.21>' }))).status, 401, 'the epid alone is enough');
  const long = await client.ask(request({ fromParameters: ';epid=0123456789abcdef0' }));
  t.is(long.status, 400);
  t.regex(header(long, 'ms-diagnostics') ?? '', /^4012;/);
  t.deepEqual(
    eventsOf(context.journal, 'front-end.refused').map(({ errorId, problem }) => [errorId, problem]),
    [
      [4010, 'endpoint-missing'],
      [4012, 'epid-too-long'],
    ],
  );
});
