import test from 'ava';
import { ntlmAuthenticate, ntlmNegotiate } from '../../../harness/authentication/ntlm/index.js';
import { openWebTicket } from '../../../harness/authentication/web-ticket/index.js';
import type { Journal } from '../../../harness/journal/index.js';
import { readRequestSecurityTokenResponse, writeUsernameToken } from '../../../harness/wire/soap/index.js';
import { alice, alicePassword, alicePin, jeffPin } from '../deployment.js';
import { testWeb } from './client.js';
import { askCertificate, askPinTicket, entropy, pinPath, ticketRequest, windowsPath } from './sign-in.js';

/** Every place a secret could stand in: the events as written, and their raw bytes. */
function everything(journal: Journal): string {
  const raw = journal.events.map((event) => Buffer.from(event.raw ?? '', 'base64').toString('latin1'));
  return `${JSON.stringify(journal.events)}\n${raw.join('\n')}`;
}

function forms(secret: string | Buffer): string[] {
  const bytes = Buffer.from(secret);
  const wide = Buffer.from(bytes.toString('latin1'), 'utf16le');
  return [bytes.toString('latin1'), bytes.toString('base64'), bytes.toString('hex'), wide.toString('latin1')];
}

test('a whole PIN sign-in leaves neither PIN nor password nor key in the journal', async (t) => {
  const { context, client } = await testWeb(t);
  const one = client();
  const issued = (await askPinTicket(one, '1001', alicePin)).text;
  const ticket = openWebTicket(issued, entropy);
  const { serverEntropy = t.fail() } = readRequestSecurityTokenResponse(issued);
  t.is((await askCertificate(one, { ticket })).status, 200);
  await one.soap(pinPath, ticketRequest(writeUsernameToken('1001', alicePin, 'base64')));
  const journal = everything(context.journal);
  for (const secret of [alicePin, alicePassword, ticket.proofKey, entropy, serverEntropy]) {
    for (const form of forms(secret)) t.false(journal.includes(form), form);
  }
  t.true(journal.includes('<wsse:Username>1001<'), 'the rest of the request is there');
  t.regex(journal, /<wsse:Password Type="[^"]+">\*{6}</, 'overwritten at equal length');
});

test('a whole NTLM sign-in leaves neither password nor response in the journal', async (t) => {
  const { context, client } = await testWeb(t);
  const one = client();
  const ntlm = (message: Buffer) => ({ Authorization: `NTLM ${message.toString('base64')}` });
  const challenge = (await one.soap(windowsPath, '', ntlm(ntlmNegotiate()))).headers.get('www-authenticate') ?? '';
  const account = { user: 'alice', domain: 'CONTOSO', password: alice.password };
  const message = ntlmAuthenticate(Buffer.from(challenge.slice(5), 'base64'), account);
  t.is((await one.soap(windowsPath, ticketRequest(), ntlm(message))).status, 200);
  const journal = everything(context.journal);
  for (const form of [...forms(alicePassword), message.toString('base64')]) t.false(journal.includes(form));
  t.true(journal.includes('Authorization: NTLM ****'));
});

const wrongPin = '918273';
for (const [what, token] of [
  ['plain', writeUsernameToken('1001', wrongPin)],
  ['in base64', writeUsernameToken('1001', wrongPin, 'base64')],
  ['in CDATA', writeUsernameToken('1001', 'X').replace('>X<', `><![CDATA[${wrongPin}]]><`)],
  [
    'in CDATA behind letters of more than one byte',
    writeUsernameToken('1001', 'X')
      .replace('>X<', ` a="ÄÖÜ€"><![CDATA[${wrongPin}]]><`)
      .replace('<wsse:Username>', '<!-- ÄÖÜ€ --><wsse:Username>'),
  ],
  ['split by a comment', writeUsernameToken('1001', 'X').replace('>X<', '>918<!-- -->273<')],
  ['as character references', writeUsernameToken('1001', 'X').replace('>X<', '>&#57;&#49;&#56;&#50;73<')],
  [
    'in an element nobody knows',
    writeUsernameToken('1001', wrongPin)
      .replaceAll('wsse:Password', 'wsse:Secret')
      .replaceAll('wsse:Username>', 'wsse:Number>'),
  ],
] as const) {
  test(`a PIN that is nobody's, ${what}, is not in the journal either`, async (t) => {
    const { context, client } = await testWeb(t);
    await client().soap(pinPath, ticketRequest(token));
    const journal = everything(context.journal);
    for (const form of [...forms(wrongPin), '-->273', '&#57;&#49;&#56;']) t.false(journal.includes(form), form);
    t.true(journal.includes('web-ticket.refused'));
  });
}

for (const [what, path, body] of [
  ['the path', `/x/${alicePin}`, ''],
  ['the query', `/x?pin=${alicePin}`, ''],
  ['the user name', pinPath, ticketRequest(writeUsernameToken(jeffPin, alicePin))],
  ['XML that is cut off', pinPath, ticketRequest(writeUsernameToken('1001', alicePin)).slice(0, -9)],
  ['a form', '/RequestHandler/ucdevice.upx', `pin=${alicePin}&password=${alicePassword}`],
  ['UTF-16', pinPath, Buffer.from(ticketRequest(writeUsernameToken('1001', alicePin)), 'utf16le')],
  ['plain http', pinPath, ticketRequest(writeUsernameToken('1001', alicePin))],
] as const) {
  test(`a PIN in ${what} is not in the journal`, async (t) => {
    const { context, client } = await testWeb(t);
    const one = client(what === 'plain http' ? 'web-http' : 'web');
    await (body.length === 0 ? one.ask(path) : one.soap(path, body));
    const journal = everything(context.journal);
    for (const secret of [alicePin, jeffPin, alicePassword]) {
      for (const form of forms(secret)) t.false(journal.includes(form), form);
    }
    t.true(journal.includes('web.request'));
  });
}

test('what calls itself a password in a query or a header line is overwritten, whoever knows it', async (t) => {
  const { context, client } = await testWeb(t);
  const headers = { 'X-Form': 'access_token=tok-4711; a=b' };
  await client().ask('/nowhere?user=alice&password=hunter22&PIN=80808', { headers });
  const journal = everything(context.journal);
  for (const secret of ['hunter22', '80808', 'tok-4711']) t.false(journal.includes(secret), secret);
  t.true(journal.includes('/nowhere?user=alice&password=********&PIN=***** HTTP/1.1\r\n'));
  t.true(journal.includes('access_token=********; a=b\r\n'));
});
