import type { ExecutionContext } from 'ava';
import type { Journal } from '../../harness/journal/index.js';
import { eventsOf } from '../servers/deployment.js';

/** What an NTLM client gets before it is signed in: the challenges, then the server's NTLM message. */
export const HANDSHAKE = [401, 401, 200];

/**
 * The journal of a client that calls itself signed in at any 200: every message of it was taken, signed, at the first try.
 * @param registers status codes of its REGISTERs, in order
 */
export function signedThroughout(t: ExecutionContext, journal: Journal, registers: readonly number[]): void {
  for (const type of ['front-end.bad-signature', 'front-end.invalid', 'harness.error'] as const) {
    t.deepEqual(eventsOf(journal, type), [], type);
  }
  const responses = eventsOf(journal, 'front-end.response');
  const statuses = responses.filter(({ method }) => method === 'REGISTER').map(({ status }) => status);
  t.deepEqual(statuses, [...registers]);
  // An unsigned request, or one of another association, would be challenged again.
  const others = responses.filter(({ method }) => method !== 'REGISTER');
  t.deepEqual(
    others.filter(({ status }) => status === 401 || status === 407),
    [],
  );
  const requests = eventsOf(journal, 'front-end.request');
  t.is(responses.length, requests.length, 'an answer to every request');
  const told = requests.map(({ connection, callId, cseq }) => `${connection} ${callId} ${cseq}`);
  t.deepEqual(told, [...new Set(told)], 'no request twice');
  const subscribed = eventsOf(journal, 'front-end.subscribed').filter(({ refresh }) => !refresh);
  const asked = requests.filter(({ method }) => method === 'SUBSCRIBE');
  t.is(subscribed.length, asked.length, 'every SUBSCRIBE is answered at its first try');
  for (const { method, status, reason } of others) {
    if (['SUBSCRIBE', 'SERVICE'].includes(method)) t.is(status, 200, `${method}: ${status} ${reason}`);
  }
}
