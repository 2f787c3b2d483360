import test from 'ava';
import {
  disturb,
  explainFault,
  FaultPlan,
  type FaultPoint,
  type FiredFault,
  faultsAt,
} from '../../harness/faults/index.js';
import { header, type SipResponse } from '../../harness/wire/sip/index.js';
import { parsed } from './parse.js';

const challenge: SipResponse = {
  kind: 'response',
  status: 401,
  reason: 'Unauthorized',
  headers: [
    {
      name: 'WWW-Authenticate',
      value:
        'TLS-DSK opaque="1A2B3C4D", gssapi-data="AAECAwQFBgc=", realm="SIP Communications Service", targetname="fe01.contoso.test", version=4',
    },
    {
      name: 'WWW-Authenticate',
      value: 'NTLM realm="SIP Communications Service", targetname="fe01.contoso.test", version=4',
    },
    { name: 'Expires', value: '7200' },
    { name: 'CSeq', value: '1 REGISTER' },
    { name: 'Content-Length', value: '0' },
  ],
  body: Buffer.alloc(0),
};

/** The answer of one occasion at a point, and what fired. */
function through(fault: Record<string, unknown> & { at: FaultPoint }) {
  const fired: FiredFault[] = [];
  const plan = new FaultPlan([parsed(fault)], {
    resources: { chain: () => t0(), published: () => t0() },
    record: (one) => fired.push(one),
  });
  const armed = plan.for(fault.at as 'front-end.register', {});
  return { ...disturb(challenge, armed), fired };
}

function t0(): never {
  throw new Error('no chain is wanted');
}

test('each fault of an answer says what it does in one sentence', (t) => {
  const points = ['front-end.challenge', 'front-end.handshake', 'front-end.register', 'front-end.subscribe'] as const;
  for (const point of points) {
    for (const { do: word, example } of faultsAt(point)) {
      const sentence = explainFault(parsed({ at: point, do: word, ...example }));
      t.regex(sentence, /^At the Front End’s .+, on every answer: [A-Z0-9].+\.$/, word);
    }
  }
  t.is(
    explainFault(
      parsed({
        at: 'front-end.register',
        do: 'status',
        status: 503,
        reason: 'Busy',
        retryAfter: 60,
        errorId: 1007,
        when: { nth: 2 },
      }),
    ),
    'At the Front End’s answer to a signed REGISTER, on the second answer of each device: The answer is 503 Busy, with ErrorId 1007, to be tried again after 60 seconds.',
  );
});

test('the challenges of every scheme name the other realm or Front End', (t) => {
  const realm = through({ at: 'front-end.challenge', do: 'wrong-realm', realm: 'Elsewhere' });
  t.is(realm.response.headers.filter(({ value }) => value.includes('realm="Elsewhere"')).length, 2);
  t.false(JSON.stringify(realm.response.headers).includes('SIP Communications Service'));
  t.is(realm.fired.length, 1);
  const name = through({ at: 'front-end.handshake', do: 'wrong-targetname' });
  t.is(name.response.headers.filter(({ value }) => value.includes('targetname="another.invalid"')).length, 2);
});

test('a token is cut, and stays base64', (t) => {
  const { response, fired } = through({ at: 'front-end.handshake', do: 'truncated-token' });
  t.regex(header(response, 'WWW-Authenticate') ?? '', /gssapi-data="AAECAw=="/);
  t.is(fired.length, 1);
});

test('what is not there to be changed does not fire', (t) => {
  const without = { ...challenge, headers: challenge.headers.filter(({ name }) => name !== 'Expires') };
  const plan = new FaultPlan([parsed({ at: 'front-end.register', do: 'missing-expires' })], {
    resources: { chain: () => t0(), published: () => t0() },
    record: () => t.fail('it fired'),
  });
  t.is(disturb(without, plan.for('front-end.register', {})).response, without);
  t.is(plan.unfired().length, 1);
});

test('another status keeps the transaction and nothing else', (t) => {
  const { response } = through({
    at: 'front-end.register',
    do: 'status',
    status: 503,
    retryAfter: 60,
    errorId: 1007,
    text: 'Temporarily cannot route',
  });
  t.is(response.status, 503);
  t.is(header(response, 'CSeq'), '1 REGISTER');
  t.is(header(response, 'Expires'), undefined);
  t.is(header(response, 'Retry-After'), '60');
  t.is(header(response, 'ms-diagnostics'), '1007;reason="Temporarily cannot route";source="scenario"');
});

test('a redirect leads to the port of SIP unless it says otherwise', (t) => {
  const to = (where: string) =>
    header(through({ at: 'front-end.register', do: 'redirect', to: where }).response, 'Contact');
  t.is(to('pool99.contoso.test'), '<sip:pool99.contoso.test:5061;transport=tls>');
  t.is(to('pool99.contoso.test:443'), '<sip:pool99.contoso.test:443;transport=tls>');
});

test('a fault of the signature fires when the server has signed so, not before', (t) => {
  const { signature, signatureDone, fired } = through({ at: 'front-end.register', do: 'unsigned' });
  t.is(signature, 'none');
  t.is(fired.length, 0);
  signatureDone();
  t.is(fired.length, 1);
});

test('deliveries are the server’s to carry out', (t) => {
  const late = through({ at: 'front-end.other', do: 'delay', seconds: 40 });
  t.deepEqual(late.deliveries, [{ do: 'delay', ms: 40_000 }]);
  t.is(late.response, challenge);
});
