import test, { type ExecutionContext } from 'ava';
import type { WebTemplate } from '../../../harness/deployment/index.js';
import { shippedTemplate } from '../../../harness/scenario/templates/bundled.js';
import { compileTemplate, webTemplatesOf } from '../../../harness/scenario/templates/compile.js';
import { parseTemplate } from '../../../harness/scenario/templates/read.js';
import { writeRootChainRequest } from '../../../harness/wire/soap/index.js';
import { eventsOf, testDeployment } from '../deployment.js';
import { testWeb } from './client.js';
import { ticketRequest } from './sign-in.js';

const chainPath = '/CertProv/CertProvisioningService.svc';

function template(yaml: string): WebTemplate {
  return compileTemplate(parseTemplate(yaml, 'test'));
}

async function answering(t: ExecutionContext, templates: readonly WebTemplate[]) {
  const { webServices } = await testDeployment();
  return await testWeb(t, { deployment: { webServices: { ...webServices, templates } } });
}

/** The base64 of the certs-only PKCS#7 in an answer. */
function chainIn(text: string): string {
  return /<(?:\w+:)?BinarySecurityToken[^>]*>([^<]+)</.exec(text)?.[1]?.replace(/\s/g, '') ?? '';
}

test('the example of a root chain answer gives the chain of the service in its own shape', async (t) => {
  const plain = await answering(t, []);
  const usual = chainIn((await plain.client('web-http').soap(chainPath, writeRootChainRequest())).text);
  const { client, context } = await answering(t, [template(shippedTemplate('root-chain').text)]);
  const answer = await client('web-http').soap(chainPath, writeRootChainRequest());
  t.is(answer.status, 200);
  t.is(chainIn(answer.text), usual);
  t.true(usual.length > 1000);
  t.is(eventsOf(context.journal, 'web.reshaped')[0]?.template, 'root-chain');
  t.is(eventsOf(context.journal, 'web.unknown-request').length, 0, 'a service knows it');
});

test('templates that came with the harness answer last', async (t) => {
  const bundled = webTemplatesOf();
  t.deepEqual(
    bundled.map(({ bundled: own, name }) => [name, own]),
    [['token-request', true]],
  );
  const { client, context } = await answering(t, bundled);
  const token = await client().soap('/WebTicket/Elsewhere.svc', ticketRequest());
  t.is(token.status, 500);
  t.regex(token.text, /<ErrorId>28029<\/ErrorId>/);
  t.deepEqual(
    eventsOf(context.journal, 'web.unknown-request').map((event) => event.template),
    ['token-request'],
  );
  const own = template('name: own\nmatch: { path: /webticket/* }\nanswer: { status: 404 }');
  const other = await answering(t, [own, ...bundled]);
  t.is((await other.client().soap('/WebTicket/Elsewhere.svc', ticketRequest())).status, 404);
});

const element = '{ namespace: "urn:x", name: Ask }';
const asked = (name: string, namespace: string) =>
  `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><${name} xmlns="${namespace}"/></s:Body></s:Envelope>`;
for (const [match, path, body, headers, fits] of [
  [`{ element: ${element} }`, '/a', asked('Ask', 'urn:x'), {}, true],
  [`{ element: ${element} }`, '/a', asked('Ask', 'urn:y'), {}, false],
  [`{ element: ${element} }`, '/a', asked('Tell', 'urn:x'), {}, false],
  [`{ element: ${element} }`, '/a', '<Ask xmlns="urn:x"/>', {}, true],
  [`{ element: ${element} }`, '/a', 'Ask', {}, false],
  ['{ element: { name: Ask } }', '/a', asked('Ask', 'urn:y'), {}, true],
  ['{ path: /A/*.svc, method: post }', '/a/b/C.SVC/', 'x', {}, true],
  ['{ path: /A/*.svc }', '/a/b/c.svcx', 'x', {}, false],
  ['{ path: "/a*b*c" }', '/abc', 'x', {}, true],
  ['{ path: "/ab*bc" }', '/abc', 'x', {}, false],
  ['{ method: GET }', '/a', 'x', {}, false],
  ['{ soapAction: urn:do }', '/a', 'x', { SOAPAction: '"urn:do"' }, true],
  ['{ soapAction: urn:do }', '/a', 'x', { SOAPAction: 'urn:other' }, false],
] as const) {
  test(`a template with ${match} ${fits ? 'fits' : 'does not fit'} ${path} ${body} ${JSON.stringify(headers)}`, async (t) => {
    const { client } = await answering(t, [template(`name: a\nmatch: ${match}\nanswer: { status: 299 }`)]);
    t.is((await client('web-http').ask(path, { body, headers })).status === 299, fits);
  });
}

test('values cannot break the document, the JSON or the header they stand in', async (t) => {
  const place = (name: string) => `\u0024{${name}}`;
  const about = (type: string, body: string) =>
    template(
      `name: a\nmatch: { path: /${type.split('/')[1]}* }\nanswer: { contentType: ${type}, headers: { X-A: "${place('soap-action')}" }, body: '${body}' }`,
    );
  const { client } = await answering(t, [
    about('text/xml', `<a b="${place('soap-action')}">${place('soap-action')}</a>`),
    about('application/json', `{"a":"${place('soap-action')}"}`),
    about(
      'text/plain',
      `${place('method')} ${place('path')} ${place('uuid.x')} ${place('uuid.x')} ${place('now')} ${place('now-1d')}`,
    ),
  ]);
  const headers = { SOAPAction: `"a"'<b>&\\c"` };
  const xml = await client('web-http').ask('/xml', { headers });
  t.notRegex(xml.text.replace(/^<a b="/, '').replace(/<\/a>$/, ''), /<b>|&(?!\w+;|#)/);
  t.is(JSON.parse((await client('web-http').ask('/json', { headers })).text).a, `a"'<b>&\\c`);
  const [method, path, one, other, now, before] = (await client('web-http').ask('/plain')).text.split(' ');
  t.deepEqual([method, path, one], ['GET', '/plain', other]);
  t.is(Date.parse(now ?? '') - Date.parse(before ?? ''), 86_400_000);
});

for (const [what, yaml, words] of [
  ['no name', 'match: {}\nanswer: {}', /:1:1/],
  ['an unknown placeholder', "name: a\nmatch: {}\nanswer: { body: 'x \u0024{nothing}' }", /there is no placeholder/],
  ['an open placeholder', "name: a\nmatch: {}\nanswer: { body: '\u0024{now' }", /not closed/],
  ['two bodies', 'name: a\nmatch: {}\nanswer: { body: a, bodyBase64: YQ== }', /there is a body already/],
  ['a header of the server', 'name: a\nmatch: {}\nanswer: { headers: { Content-Length: "5" } }', /writes itself/],
  ['a status that is none', 'name: a\nmatch: {}\nanswer: { status: 99 }', /:3:11: answer\.status/],
  ['an unknown key', 'name: a\nmatch: {}\nanswer: {}\nmore: 1', /more/],
] as const) {
  test(`a template with ${what} is refused with its place`, (t) => {
    t.throws(() => parseTemplate(yaml, 'file.yaml'), { code: 'TEMPLATE_INVALID', message: words });
  });
}
