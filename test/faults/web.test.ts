import test from 'ava';
import {
  disturbReply,
  explainFault,
  FaultPlan,
  type FaultPoint,
  faultsAt,
  refusalBy,
} from '../../harness/faults/index.js';
import { complaints, parsed } from './parse.js';

const nothing = (): never => {
  throw new Error('no chain is wanted');
};

/** The faults of one occasion at an answer, and how many of them fired. */
function armed(...specs: Record<string, unknown>[]) {
  const fired: string[] = [];
  const plan = new FaultPlan(specs.map(parsed), {
    resources: { chain: nothing, published: () => Buffer.from('chain') },
    record: (one) => fired.push(one.do),
  });
  return { faults: plan.for('web.any', {}), fired };
}

const asked = { path: '/a', query: '' };
const answer = { status: 200, contentType: 'text/xml; charset=utf-8', body: '<a/>' };

test('each fault of a web answer says what it does in one sentence', (t) => {
  const sentences: Record<string, string> = {
    status: 'The answer is a page with status 503, to be tried again after 60 seconds.',
    redirect: 'The client is sent to https://lyncweb2.contoso.test with status 302.',
    'wrong-content-type': 'The answer is the right one, and is called text/html.',
    'truncated-body': 'Half of the body is sent, with the Content-Length of the whole, and the connection is closed.',
    'malformed-xml': 'The XML of the answer is broken: end tag.',
    'wrong-namespace': 'The payload of the answer is in the namespace http://tempuri.org/.',
    delay: 'The answer comes 90 seconds late.',
    'slow-body': 'The body comes at 100 bytes a second, a piece every 1 seconds.',
    drop: 'The request is never answered; the connection stays open.',
    reset: 'The connection is reset in the middle of the answer’s body.',
    'soap-fault':
      'The answer is the SOAP fault FailedAuthentication with ErrorId 28000, “The user is not enabled”, at HTTP status 500.',
    'stale-chain':
      'The chain given is that of an earlier authority, enterprise-root-sha1, which issued nothing that is served.',
    'same-name-root': 'The chain given has the names of the right one, and other keys.',
    'empty-chain': 'The chain given holds no certificate.',
    'missing-metadata': 'The metadata are not there; the answer is 404.',
    'store-unavailable':
      'No certificate is issued, for the pool’s store is unavailable; the answer is a SOAP fault with ErrorId 28020.',
    'empty-base-url': 'An update is offered, and its BaseURL and ExternalBaseURL are empty.',
    'downgrade-offered': 'The device is offered 4.0.7577.4066, whatever its rule says.',
    'missing-file': 'The signature catalogue is not there; the answer is 404.',
    'wrong-size': 'The image lacks its last 1000 bytes, and its Content-Length agrees.',
    'bad-signature': 'The signature catalogue has the checksum of another image.',
    'interrupted-download': 'The connection is reset after 262144 bytes of the file.',
    'refuse-connection': 'The server resets the connection as soon as the phone has connected.',
  };
  const points: FaultPoint[] = [
    ...(['web.root-chain', 'web.certificate', 'web.ticket-metadata', 'web.ticket'] as const),
    ...(['web.update', 'web.update-file'] as const),
    ...(['web-http.connection', 'web-http.root-chain', 'web.exchange', 'web.any'] as const),
  ];
  const seen = new Set<string>();
  for (const point of points) {
    for (const { do: word, example } of faultsAt(point)) {
      seen.add(word);
      const said = explainFault(parsed({ at: point, do: word, ...example }));
      t.is(said.replace(/^At .+, on every (answer|connection): /, ''), sentences[word] ?? '', word);
    }
  }
  t.deepEqual([...seen].sort(), Object.keys(sentences).sort());
  t.regex(
    explainFault(parsed({ at: 'web.ticket-pin', do: 'reset', after: 'nothing', when: { nth: 2 } })),
    /^At the web ticket service’s port for a PIN, on the second answer of each device: .+ instead of an answer\.$/,
  );
});

test('the first refusal answers, and may be changed by the faults behind it', (t) => {
  const { faults, fired } = armed(
    { at: 'web.any', do: 'wrong-content-type', type: 'text/plain' },
    { at: 'web.any', do: 'soap-fault' },
    { at: 'web.any', do: 'status', status: 404 },
  );
  const refusal = refusalBy(faults, asked);
  t.is(refusal?.status, 500);
  t.deepEqual(fired, ['soap-fault']);
  const { reply } = disturbReply(refusal ?? answer, faults, asked);
  t.is(reply.contentType, 'text/plain');
  t.deepEqual(fired, ['soap-fault', 'wrong-content-type']);
});

test('without a refusal the service is asked', (t) => {
  const { faults, fired } = armed({ at: 'web.any', do: 'delay', seconds: 1 });
  t.is(refusalBy(faults, asked), undefined);
  const { deliveries, reply } = disturbReply(answer, faults, asked);
  t.is(reply, answer);
  t.deepEqual(
    deliveries.map(({ delivery }) => delivery),
    [{ do: 'delay', ms: 1000 }],
  );
  t.deepEqual(fired, [], 'it fires when it is begun');
});

test('what is not there to be changed does not fire', (t) => {
  const bare = { status: 200 };
  const { faults, fired } = armed(
    { at: 'web.any', do: 'wrong-content-type' },
    { at: 'web.any', do: 'truncated-body' },
    { at: 'web.any', do: 'malformed-xml' },
    { at: 'web.any', do: 'wrong-namespace', of: 'envelope' },
  );
  t.is(disturbReply(bare, faults, asked).reply, bare);
  t.deepEqual(fired, []);
});

test('a chain refused stays refused', (t) => {
  const refused = { ...answer, status: 500 };
  const plan = new FaultPlan([parsed({ at: 'web.root-chain', do: 'stale-chain' })], {
    resources: { chain: nothing, published: () => Buffer.from('chain') },
    record: () => t.fail('it fired'),
  });
  t.is(disturbReply(refused, plan.for('web.root-chain', {}), asked).reply, refused);
});

test('a Location takes nothing of the request that is no URL', (t) => {
  const { faults } = armed({ at: 'web.any', do: 'redirect', to: 'https://b.test' });
  const refusal = refusalBy(faults, { path: '/a\r\nX: y', query: 'é' });
  t.like(refusal, { headers: { Location: 'https://b.test/aX:y?' } });
});

test('parameters out of range are refused in their place', (t) => {
  const wrong = (fault: object) => complaints({ at: 'web.any', ...fault })[0] ?? '';
  t.regex(wrong({ do: 'status', status: 302 }), /^status: /);
  t.regex(wrong({ do: 'redirect', to: 'ftp://a' }), /^to: a URL of http or https/);
  t.regex(wrong({ do: 'redirect', to: 'http://a', status: 304 }), /^status: /);
  t.regex(wrong({ do: 'soap-fault', reason: 'two\nlines' }), /^reason: one line/);
  t.regex(wrong({ do: 'slow-body', bytesPerSecond: 0 }), /^bytesPerSecond: /);
  t.regex(wrong({ do: 'malformed-xml', how: 'somehow' }), /^how: .*"end-tag"/);
  t.regex(wrong({ do: 'store-unavailable' }), /^do: a fault at web\.any is one of status, .*soap-fault$/);
});
