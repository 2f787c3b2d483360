import test, { type ExecutionContext } from 'ava';
import { ntlmSigningKeys } from '../../../harness/authentication/ntlm/index.js';
import { NoSecurity, SecurityAssociation } from '../../../harness/authentication/security-association/index.js';
import { frontEndCore } from '../../../harness/servers/front-end/core.js';
import type { Dialog } from '../../../harness/servers/front-end/dialogs/dialog.js';
import {
  header,
  parseSip,
  type SipMessage,
  type SipRequest,
  type SipResponse,
  serializeSip,
} from '../../../harness/wire/sip/index.js';
import { eventsOf, testContext } from '../deployment.js';

const user = 'alice@contoso.com';
const endpoint = 'c8ca638a15';
const session = { exportedSessionKey: Buffer.alloc(16, 5), flags: 0x62988255 };

function association(side: 'client' | 'server') {
  const keys = ntlmSigningKeys(session, side);
  const named = { scheme: 'NTLM', realm: 'SIP Communications Service', targetname: 'pool01.contoso.com' } as const;
  return new SecurityAssociation({ ...named, side, opaque: '4D2C6E10', version: 4, keys });
}

/** A Front End with one endpoint signed in, the NOTIFY it sent, and a way to answer it. */
async function notified(t: ExecutionContext, security: SecurityAssociation | NoSecurity = association('server')) {
  const context = await testContext();
  const core = frontEndCore(context);
  const link = { id: 'front-end#1', device: 'ip:10.0.0.21' };
  const sent: SipRequest[] = [];
  core.links.open(link.id, (message) => message.kind === 'request' && sent.push(message) > 0);
  const expiresAt = Number.POSITIVE_INFINITY;
  core.associations.add({
    security,
    scheme: 'NTLM',
    user,
    endpoint,
    certificate: undefined,
    expiresAt,
    signedIn: true,
  });
  const dialog: Dialog = {
    ...{
      user,
      endpoint,
      epid: endpoint,
      callId: 'c0ffee',
      localTag: 'B7',
      remoteTag: '6b',
      connection: link.id,
      cseq: 0,
    },
    ...{ localUri: `sip:${user}`, remoteUri: `sip:${user}`, contact: 'sip:10.0.0.21:1063;transport=tls' },
  };
  const answers: number[] = [];
  const headers = [{ name: 'Event', value: 'registration-notify' }];
  t.true(core.requests.send(dialog, { method: 'NOTIFY', headers }, ({ status }) => answers.push(status)));
  const [notify] = sent;
  if (!notify) throw new Error('no NOTIFY was sent');
  const take = (message: SipMessage) => {
    const response = parseSip(serializeSip(message));
    if (response.kind !== 'response') throw new Error('not a response');
    return core.requests.take(response, link);
  };
  return { context, notify, take, answers };
}

/** As a client answers: From, To, Call-ID and CSeq echoed. */
function answerTo(notify: SipRequest, status: number): SipResponse {
  const headers = ['Via', 'From', 'To', 'Call-ID', 'CSeq'].map((name) => ({ name, value: header(notify, name) ?? '' }));
  return { kind: 'response', status, reason: 'OK', headers, body: Buffer.alloc(0) };
}

test('a NOTIFY is signed, and so must its answer be', async (t) => {
  const { answers, context, notify, take } = await notified(t);
  const client = association('client');
  t.true(client.check(notify).ok);
  t.true(take(client.signed(answerTo(notify, 200))));
  t.deepEqual(answers, [200]);
  t.deepEqual(eventsOf(context.journal, 'front-end.bad-signature'), []);
  t.false(take(client.signed(answerTo(notify, 200))), 'it was answered');
});

test('an unsigned answer counts, and is recorded as such', async (t) => {
  const { answers, context, notify, take } = await notified(t);
  t.true(take(answerTo(notify, 200)));
  t.deepEqual(answers, [200]);
  const [event] = eventsOf(context.journal, 'front-end.bad-signature');
  t.like(event, { user, message: '200 to 1 NOTIFY', problem: 'missing' });
  t.like(event, { device: 'ip:10.0.0.21', connection: 'front-end#1' });
});

test('a badly signed answer is recorded with the string that should have been signed', async (t) => {
  const { context, notify, take } = await notified(t);
  const signed = association('client').signed(answerTo(notify, 200));
  if (signed.kind !== 'response') return t.fail();
  take({ ...signed, status: 481, reason: 'Subscription Does Not Exist' });
  const [event] = eventsOf(context.journal, 'front-end.bad-signature');
  t.like(event, { message: '481 to 1 NOTIFY', problem: 'bad-signature' });
  t.regex(event?.expected ?? '', /<NOTIFY><sip:alice@contoso\.com><B7><sip:alice@contoso\.com><6b><><><><481>$/);
});

test('an answer signed without its status is told by name', async (t) => {
  const { context, notify, take } = await notified(t);
  const response = answerTo(notify, 200);
  // The fields of a request: no status.
  const asRequest = association('client').signed({ ...notify, headers: response.headers });
  take({ ...response, headers: asRequest.headers });
  t.is(eventsOf(context.journal, 'front-end.bad-signature')[0]?.mistake, 'without the status of a response');
});

test('provisional answers need no signature', async (t) => {
  const { answers, context, notify, take } = await notified(t);
  t.true(take(answerTo(notify, 100)));
  t.deepEqual([answers, eventsOf(context.journal, 'front-end.bad-signature')], [[], []]);
  t.true(take(association('client').signed(answerTo(notify, 200))), 'the final one is still awaited');
});

test('without authentication neither the NOTIFY nor its answer is signed', async (t) => {
  const { answers, context, notify, take } = await notified(t, new NoSecurity(`${user} ${endpoint}`));
  t.is(header(notify, 'Authentication-Info'), undefined);
  t.true(take(answerTo(notify, 200)));
  t.deepEqual([answers, eventsOf(context.journal, 'front-end.bad-signature')], [[200], []]);
});
