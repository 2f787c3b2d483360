import { encode } from 'dns-packet';
import fc from 'fast-check';
import { answerTo, dnsQuestion } from '../../harness/phone/network/dns-question.js';
import { sntpAnswer, sntpRequest } from '../../harness/phone/network/sntp.js';
import { challengesOf } from '../../harness/phone/sip/challenge.js';
import { redirectTarget } from '../../harness/phone/sip/redirect.js';
import type { SipResponse } from '../../harness/wire/sip/index.js';
import { onlyHarnessErrors } from './promises.js';
import type { FuzzTarget } from './target.js';

const bytes = fc.uint8Array({ maxLength: 600 }).map((each) => Buffer.from(each));
const question = dnsQuestion('sip.contoso.test', 'SRV');
const request = sntpRequest(new Date('2014-11-15T09:00:00Z'));

/** A good DNS answer with some of its bytes changed, so that decoding gets far. */
const spoiltAnswer = fc.array(fc.tuple(fc.nat(200), fc.nat(255)), { maxLength: 6 }).map((changes) => {
  const srv = { priority: 0, weight: 0, port: 5061, target: 'pool.contoso.test' };
  const answer = encode({
    type: 'response',
    id: question.id,
    questions: [{ name: question.name, type: 'SRV' }],
    answers: [{ type: 'SRV', name: question.name, data: srv }],
  });
  for (const [at, value] of changes) if (at < answer.length) answer[at] = value;
  return answer;
});

function response(name: string, value: string): SipResponse {
  return { kind: 'response', status: 401, reason: 'x', headers: [{ name, value }], body: Buffer.alloc(0) };
}

export const targets: FuzzTarget[] = [
  {
    name: "random bytes are no answer to the phone's DNS question, and nothing worse",
    property: fc.property(fc.oneof(bytes, spoiltAnswer), (random) => {
      answerTo(question, random);
    }),
  },
  {
    name: "random bytes are no answer to the phone's time request, and nothing worse",
    property: fc.property(bytes, (random) => {
      if (sntpAnswer(request, random) !== undefined) throw new Error('it was taken for an answer');
    }),
  },
  {
    name: 'any WWW-Authenticate is a list of challenges or a HarnessError',
    property: fc.property(fc.string(), fc.constantFrom('', 'TLS-DSK ', 'NTLM ', 'TLS-DSK realm="'), (text, start) => {
      onlyHarnessErrors(() => challengesOf(response('WWW-Authenticate', start + text)));
    }),
  },
  {
    name: 'any Contact of a redirect is a host and a port or a HarnessError',
    property: fc.property(fc.string(), fc.constantFrom('', 'sip:', '<sip:'), (text, start) => {
      const found = onlyHarnessErrors(() => redirectTarget(response('Contact', start + text)));
      if (found && (found.host === '' || found.port < 1 || found.port > 65535)) throw new Error('not an endpoint');
    }),
  },
];
