import type { Mutant } from './mutant.js';

const TICKETS = ['test/phone/web-ticket.test.js'];
const ASK = 'harness/phone/web/ask-for-ticket.js';
const HELD = 'harness/phone/web-ticket.js';

export const mutants: Mutant[] = [
  {
    name: 'a ticket is used to its very end',
    file: HELD,
    find: '> TICKET_RESERVE_MS',
    replace: '> 0',
    tests: TICKETS,
  },
  {
    name: 'a ticket of any service will do',
    file: HELD,
    find: 'ticket?.service === service && ',
    replace: 'ticket !== undefined && ',
    tests: TICKETS,
  },
  {
    name: 'no ticket is ever kept',
    file: 'harness/phone/steps/web-ticket.js',
    find: 'if (isGood(',
    replace: 'if (false && isGood(',
    tests: TICKETS,
  },
  {
    name: 'a certificate that is over is shown',
    file: ASK,
    find: ' && memory.certificate.notAfter > date.now()',
    replace: '',
    tests: TICKETS,
  },
  {
    name: 'the phone gives up where its certificate is refused',
    file: ASK,
    find: 'if (answer.status === 200)\n',
    replace: 'if (true)\n',
    tests: TICKETS,
  },
  {
    name: 'the phone never shows its certificate',
    file: ASK,
    find: "if (location !== undefined && location !== ''",
    replace: "if (false && location !== ''",
    tests: TICKETS,
  },
];
