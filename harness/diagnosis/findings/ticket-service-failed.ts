import { type FindingKind, shows } from '../finding.js';

const TICKET_PATH = /\/WebTicket\//i;
const SERVER_ERROR = 500;

export const ticketServiceFailed: FindingKind = {
  id: 'ticket-service-failed',
  explain: () => 'The Web Ticket service answered with an error instead of judging what was typed.',
  diagnose: (evidence) => {
    const failed = evidence
      .all('web.response')
      .findLast(({ path, status }) => status >= SERVER_ERROR && TICKET_PATH.test(path));
    if (!failed) return undefined;
    // A refusal is told as an error too, and it is another finding's.
    const refused = evidence
      .all('web-ticket.refused')
      .some(({ connection, seq }) => connection === failed.connection && seq < failed.seq);
    const issued = evidence.all('web-ticket.issued').some(({ seq }) => seq > failed.seq);
    if (refused || issued) return undefined;
    return {
      id: 'ticket-service-failed',
      sentence: `The Web Ticket service answered ${failed.status} and neither took nor refused the credentials; a phone asks for its PIN again.`,
      evidence: [shows(failed, `${failed.path} answered ${failed.status}`)],
      remedies: [
        'Look for event 47067 of LS UserPin Service in the Front End’s log: the web service could not ask the PIN service of the pool on port 444.',
        'On every Front End look for a root or issuing CA of the same name as one in the chain of its certificate, with another serial number; export it and delete it.',
        'Check that the services of the Front End run, and that the phone’s user is homed on a pool that answers.',
      ],
      source: 'Microsoft support, authentication fails during PIN sign-in; failure catalogue T10',
    };
  },
};
