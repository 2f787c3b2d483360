import test, { type ExecutionContext } from 'ava';
import { readCertificateRequest } from '../../certs/requests/index.js';
import { summarize } from '../../certs/trust/index.js';
import { certificate } from '../../harness/phone/steps/certificate.js';
import {
  fault,
  parseEnvelope,
  readGetAndPublishCertRequest,
  writeGetAndPublishCertResponse,
} from '../../harness/wire/soap/index.js';
import { keptAuthority, keptRsaKey } from '../certs/kept-keys.js';
import { bench } from './bench.js';
import { webServer } from './web-server.js';

const at = new Date('2014-11-15T09:00:00Z');
const keys = keptRsaKey();
const authority = keptAuthority(at);

async function phoneWith(t: ExecutionContext, answer: (body: string) => { status?: number; body: string }) {
  const web = await webServer(t, ({ body }) => answer(body));
  const { context } = bench(t, { privateKey: await keys, powerOnDate: at });
  context.memory.sipAddress = 'alice@contoso.test';
  context.memory.ticket = {
    ...{ service: web.url, audience: `${web.url}/proof`, sipAddress: 'alice@contoso.test' },
    ...{ securityXml: '<ticket xmlns="urn:test"/>', expires: new Date(at.getTime() + 3_600_000) },
  };
  return { context, ...web };
}

async function issued(user: string, publicKey = keys.then((pair) => pair.publicKey)): Promise<string> {
  const der = await (await authority).issue({ publicKey: await publicKey, user, at });
  return writeGetAndPublishCertResponse({ deviceId: '{0}', entity: user, certificate: der });
}

test('the request is for this user and key, signed with SHA-1, and the certificate is kept', async (t) => {
  const answer = await issued('alice@contoso.test');
  const { context, requests } = await phoneWith(t, () => ({ body: answer }));
  await certificate.run(context);
  t.is(
    context.memory.certificate?.thumbprint,
    summarize(context.memory.certificate?.certificate ?? Buffer.alloc(0)).thumbprint,
  );
  const { operation, header } = parseEnvelope(requests[0]?.body ?? '');
  if (!operation) return t.fail('no operation');
  t.truthy(header);
  t.regex(requests[0]?.body ?? '', /<wsse:Security><ticket xmlns="urn:test"\/><\/wsse:Security>/);
  const request = readGetAndPublishCertRequest(operation);
  t.is(request.entity, 'alice@contoso.test');
  t.regex(request.deviceId, /^\{[0-9a-f-]{36}\}$/);
  const pkcs10 = await readCertificateRequest(request.request);
  t.is(pkcs10.subject, 'CN=alice@contoso.test');
  t.is(pkcs10.signatureAlgorithm, 'sha1RSA');
  t.is(pkcs10.keyBits, 2048);
  t.true(pkcs10.signatureValid);
  t.true(pkcs10.publicKey.equals((await keys).publicKey));
});

test('a certificate for another key, another user, or none at all is refused', async (t) => {
  const otherKey = keptRsaKey().then((pair) => pair.publicKey);
  const rubbish = { deviceId: '{0}', entity: 'x', certificate: Buffer.from('rubbish') };
  const cases: readonly (readonly [string, RegExp])[] = [
    [await issued('alice@contoso.test', otherKey), /another key/],
    [await issued('jeff@contoso.test'), /for "jeff@contoso\.test"/],
    [writeGetAndPublishCertResponse(rubbish), /not an X\.509/],
  ];
  for (const [body, message] of cases) {
    const { context } = await phoneWith(t, () => ({ body }));
    await t.throwsAsync(certificate.run(context), { code: 'PHONE_CERTIFICATE_MISMATCHED', message });
    t.is(context.memory.certificate, undefined);
  }
});

test('a fault is a refusal, whatever its status', async (t) => {
  const said = { faultcode: 's:Server', faultstring: 'no', errorId: 28032, reason: 'The web ticket is invalid.' };
  for (const status of [200, 500]) {
    const { context } = await phoneWith(t, () => ({ status, body: fault(said) }));
    await t.throwsAsync(certificate.run(context), {
      code: 'PHONE_CERTIFICATE_REFUSED',
      message: /28032 The web ticket/,
    });
  }
});
