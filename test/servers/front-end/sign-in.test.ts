import test from 'ava';
import { summarize } from '../../../certs/trust/index.js';
import { FrontEnd } from '../../../harness/servers/front-end/index.js';
import { header, headerValues } from '../../../harness/wire/sip/index.js';
import { eventsOf, testContext } from '../deployment.js';
import { challenge, TestPhone, userCertificate } from './phone.js';
import { testInstance } from './sip-client.js';

test('four REGISTERs sign a phone in with TLS-DSK, and the 200 is signed', async (t) => {
  const context = await testContext();
  const certificate = await userCertificate(context);
  const phone = await TestPhone.connected(t, new FrontEnd(context), { certificate });
  t.is((await phone.hello()).status, 401);

  const first = await phone.first();
  t.is(first.status, 401);
  t.regex(phone.opaque, /^[0-9A-F]{8}$/);
  t.is(headerValues(first, 'WWW-Authenticate').length, 1);
  t.deepEqual(
    [...challenge(first)].map(([name]) => name),
    ['opaque', 'gssapi-data', 'realm', 'targetname', 'version'],
  );
  // A TLS 1.0 handshake record that begins with ServerHello.
  t.regex(Buffer.from(challenge(first).get('gssapi-data') ?? '', 'base64').toString('hex'), /^160301....02/);

  const second = await phone.second(first);
  t.is(second.status, 401);
  t.is(challenge(second).get('opaque'), phone.opaque);
  t.true(
    Buffer.from(challenge(second).get('gssapi-data') ?? '', 'base64')
      .toString('hex')
      .startsWith('1403010001011603'),
  );

  await phone.finish(second);
  const response = await phone.ask();
  t.is(response.status, 200);
  t.deepEqual(phone.association.check(response), { ok: true, number: 1 });

  const { thumbprint } = summarize(certificate);
  t.like(eventsOf(context.journal, 'front-end.signed-in')[0], {
    user: 'alice@contoso.com',
    epid: 'c8ca638a15',
    scheme: 'TLS-DSK',
    expires: 7200,
    certificate: thumbprint,
  });
  t.deepEqual(
    eventsOf(context.journal, 'front-end.register').map(({ step }) => step),
    ['unauthenticated', 'handshake', 'handshake', 'signed'],
  );
  t.is(eventsOf(context.journal, 'front-end.refused').length, 0);
});

test('the 200 has what clients insist on, as Lync Server 2013 lays it out', async (t) => {
  const context = await testContext();
  const phone = await TestPhone.connected(t, new FrontEnd(context), { certificate: await userCertificate(context) });
  const response = await (await phone.authenticated()).ask();
  t.deepEqual(
    response.headers.map(({ name }) => name),
    [
      'Authentication-Info',
      'ms-keep-alive',
      'From',
      'To',
      'Call-ID',
      'CSeq',
      'Via',
      'Contact',
      'Expires',
      'presence-state',
      'Allow-Events',
      'Supported',
      'Supported',
      'Server',
      'Content-Length',
    ],
  );
  t.regex(
    header(response, 'Authentication-Info') ?? '',
    new RegExp(
      `^TLS-DSK qop="auth", opaque="${phone.opaque}", srand="[0-9A-F]{8}", snum="1", rspauth="[0-9a-f]{40}", ` +
        'targetname="pool01\\.contoso\\.com", realm="SIP Communications Service", version=4$',
    ),
  );
  t.is(header(response, 'ms-keep-alive'), 'UAS; tcp=no; hop-hop=yes; end-end=no; timeout=300');
  t.is(header(response, 'From'), '"Alice Adams"<sip:alice@contoso.com>;tag=6b0e52f7a9;epid=c8ca638a15');
  t.regex(header(response, 'To') ?? '', /^<sip:alice@contoso\.com>;tag=[0-9A-F]{32}$/);
  t.is(
    header(response, 'Contact'),
    `<sip:10.0.0.21:1063;transport=tls;ms-opaque=1f2e3d4c5b;ms-received-cid=100>;expires=7200;` +
      `+sip.instance="<urn:uuid:${testInstance}>";` +
      'gruu="sip:alice@contoso.com;opaque=user:epid:21nYNIVlkV-jtN6FPBU0fQAA;gruu"',
  );
  t.is(header(response, 'Expires'), '7200');
  t.is(header(response, 'presence-state'), 'register-action="added"');
  t.is(
    header(response, 'Allow-Events'),
    'vnd-microsoft-provisioning,vnd-microsoft-roaming-contacts,vnd-microsoft-roaming-ACL,presence,presence.wpending,vnd-microsoft-roaming-self,vnd-microsoft-provisioning-v2',
  );
  t.deepEqual(headerValues(response, 'Supported'), ['adhoclist', 'msrtc-event-categories']);
});
