import type { Mutant } from './mutant.js';

const answers = ['test/servers/web/answer-faults.test.js'];
const faults = ['test/faults/web.test.js'];
const deliver = 'harness/servers/web/disturbance/deliver.js';
const points = 'harness/servers/web/disturbance/points.js';

export const mutants: readonly Mutant[] = [
  {
    name: 'a refused request is carried out all the same',
    file: 'harness/servers/web/serving.js',
    find: "disturbance?.refusal() ?? (await firstAnswer(handler, exchange, end === 'oversized'));",
    replace:
      "(await firstAnswer(handler, exchange, false)) && (disturbance?.refusal() ?? (await firstAnswer(handler, exchange, end === 'oversized')));",
    tests: answers,
  },
  {
    name: 'a change that changes nothing fires',
    file: 'harness/faults/web/disturb.js',
    find: 'if (after !== changed)',
    replace: 'if (true)',
    tests: faults,
  },
  {
    name: 'a refusal that did not fire',
    file: 'harness/faults/web/disturb.js',
    find: 'fired();\n        return made.refuse',
    replace: 'return made.refuse',
    tests: faults,
  },
  {
    name: 'a delivery does not fire',
    file: deliver,
    find: 'fired();',
    replace: '',
    tests: answers,
  },
  {
    name: 'a delayed answer is not late',
    file: deliver,
    find: "delivery.do === 'delay'",
    replace: 'false',
    tests: answers,
  },
  {
    name: 'a slow body is quick',
    file: deliver,
    find: 'await clock.sleep(pace.pauseMs, gone.signal);',
    replace: '',
    tests: answers,
  },
  {
    name: 'a late answer waits for a client that has left',
    file: deliver,
    find: "response.once('close', () => gone.abort());",
    replace: '',
    tests: answers,
  },
  {
    name: 'half of a body is all of it',
    file: deliver,
    find: 'Math.floor(length / 2)',
    replace: 'length',
    tests: answers,
  },
  {
    name: 'a cut connection stays open',
    file: deliver,
    find: "end === 'close'",
    replace: 'false',
    tests: answers,
  },
  {
    name: 'a reset connection stays open',
    file: deliver,
    find: "end === 'reset'",
    replace: 'false',
    tests: answers,
  },
  {
    name: 'an answer is recorded whole of which half left',
    file: 'harness/servers/web/serving.js',
    find: 'recordResponse(recording, request, sent, headers)',
    replace: 'recordResponse(recording, request, whole, headers)',
    tests: answers,
  },
  {
    name: 'plain http has the faults of https',
    file: points,
    find: 'if (isSecure(connection))',
    replace: 'if (true)',
    tests: answers,
  },
  {
    name: 'metadata by query are the chain',
    file: points,
    find: ' || /^(single)?wsdl\\b/i.test(query)',
    replace: '',
    tests: answers,
  },
  {
    name: 'the path of a service is any that begins so',
    file: points,
    find: 'path === tickets || path.startsWith(',
    replace: 'path.startsWith(tickets) || path.startsWith(',
    tests: answers,
  },
  {
    name: 'https connections are refused with the plain ones',
    file: 'harness/servers/web/disturbance/connection.js',
    find: 'if (isSecure(connection))',
    replace: 'if (false)',
    tests: answers,
  },
  {
    name: 'a refused chain is given after all',
    file: 'harness/faults/web/chain-reply.js',
    find: 'reply.status !== 200',
    replace: 'false',
    tests: faults,
  },
  {
    name: 'a Location takes what the client sent',
    file: 'harness/faults/web/redirect.js',
    find: "whole.replace(/[^\\x21-\\x7e]/g, '')",
    replace: 'whole',
    tests: faults,
  },
  {
    name: 'faults at the web services are never looked for',
    file: 'harness/faults/plan.js',
    find: 'points.some((point) => this.#points.has(point))',
    replace: 'false',
    tests: answers,
  },
  {
    name: 'a page without a fault is a word on the PIN',
    file: 'harness/phone/web/obtain-ticket.js',
    find: 'answer.status !== 401 && !faultIn(answer)',
    replace: 'false',
    tests: ['test/faults/web-screen.test.js'],
  },
  {
    name: 'a chain of the same names has others',
    file: 'harness/scenario/published-chains.js',
    find: "wish === 'same-names' ? (own ?? {})",
    replace: "wish === 'same-names' ? {}",
    tests: ['test/scenario/published-chains.test.js'],
  },
];
