import test from 'ava';
import { fieldsOfMessage, signatureString } from '../../../harness/authentication/sip-signature/index.js';
import { HarnessError } from '../../../harness/foundation/errors/index.js';
import { REALM, REQUEST_STRING, RESPONSE_STRING, register, registered, sip, TARGET } from '../vectors.js';

const client = { scheme: 'NTLM', rand: '0000a1b2', num: '1', realm: REALM, targetname: TARGET };

test('a REGISTER and its 200 give the strings of the worked example', (t) => {
  t.is(signatureString(fieldsOfMessage(register(), client), 4), REQUEST_STRING);
  t.is(signatureString(fieldsOfMessage(registered(), { ...client, rand: '3C59E07F' }), 4), RESPONSE_STRING);
  t.is(signatureString(fieldsOfMessage(register(), client), 3), REQUEST_STRING);
});

test('version 2 leaves out the To URI and the identities', (t) => {
  const signed = signatureString(
    fieldsOfMessage(register('P-Asserted-Identity: <sip:alice@contoso.test>\r\n'), client),
    2,
  );
  t.is(signed, REQUEST_STRING.replace('<6b0e52f7a9><sip:alice@contoso.test><><><><>', '<6b0e52f7a9><><>'));
});

test('identities: both URIs of the first header in either order, P-Preferred-Identity only without the other', (t) => {
  const of = (extra: string) => {
    const { identitySip, identityTel } = fieldsOfMessage(register(extra), client);
    return [identitySip, identityTel];
  };
  t.deepEqual(of('P-Asserted-Identity: "A" <sip:a@contoso.test>,<tel:+1555;ext=1>\r\n'), [
    'sip:a@contoso.test',
    'tel:+1555;ext=1',
  ]);
  t.deepEqual(of('P-Asserted-Identity: tel:+1555\r\n'), ['', 'tel:+1555']);
  t.deepEqual(of('P-Preferred-Identity: <tel:+1>, "B, C" <sip:b@contoso.test>\r\n'), ['sip:b@contoso.test', 'tel:+1']);
  t.deepEqual(of('P-Preferred-Identity: <sip:b@x>\r\nP-Asserted-Identity: <sip:a@x>\r\n'), ['sip:a@x', '']);
  t.deepEqual(of('P-Asserted-Identity: <sip:a@x>\r\nP-Asserted-Identity: <tel:+1>\r\n'), ['sip:a@x', '']);
});

test('values go in exactly as they stand: case, URI parameters, digits of CSeq', (t) => {
  const message = sip(
    'NOTIFY sip:x SIP/2.0\r\nf: <SIP:Bob@Contoso.test;gruu;opaque=App:x>;TAG=aB;epid=1\r\nt: sip:c@d;tag=T\r\n' +
      'i: Mixed@Case\r\nCSEQ: 007 NOTIFY\r\nExpires: 0\r\n\r\n',
  );
  t.is(
    signatureString(fieldsOfMessage(message, { ...client, rand: 'aB' }), 4),
    '<NTLM><aB><1><SIP Communications Service><fe01.contoso.test><Mixed@Case><007><NOTIFY>' +
      '<SIP:Bob@Contoso.test;gruu;opaque=App:x><aB><sip:c@d><T><><><0>',
  );
});

test('a message without From, To, Call-ID or CSeq cannot be signed', (t) => {
  for (const name of ['From', 'To', 'Call-ID', 'CSeq']) {
    const message = register();
    const headers = message.headers.filter((each) => each.name !== name);
    const error = t.throws(() => fieldsOfMessage({ ...message, headers }, client), { instanceOf: HarnessError });
    t.is(error?.code, 'SIGNATURE_FIELD_MISSING');
    t.is(error?.details.field, name);
  }
});
