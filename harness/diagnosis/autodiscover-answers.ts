import type { JournalEvent } from '../journal/index.js';
import type { Evidence } from './evidence.js';
import { addressAnswer, frontEndNeverReached } from './name-answers.js';

export type AutodiscoverAnswerEvent = JournalEvent<'autodiscover.answer'>;

/** Autodiscover was asked and led nobody to a Front End. */
export function autodiscoverInVain(evidence: Evidence): boolean {
  return frontEndNeverReached(evidence) && (asked(evidence) || lookUps(evidence).length > 0);
}

/** The last answer that named a SIP server. */
export function toldServer(evidence: Evidence): AutodiscoverAnswerEvent | undefined {
  return evidence.all('autodiscover.answer').findLast(({ server }) => server !== undefined);
}

/** Redirects over https: from the host that was asked to the host of the redirect. Over http every Root is one. */
export function redirects(
  evidence: Evidence,
): { readonly event: AutodiscoverAnswerEvent; readonly from: string; readonly to: string }[] {
  return evidence.all('autodiscover.answer').flatMap((event) => {
    const to = hostOf(event.redirect);
    const from = requestOf(evidence, event)?.host?.toLowerCase();
    return event.service === 'web' && to !== undefined && from !== undefined ? [{ event, from, to }] : [];
  });
}

/** What DNS said of the two names of autodiscover. */
export function lookUps(evidence: Evidence): JournalEvent<'dns.answer'>[] {
  return evidence
    .all('dns.answer')
    .filter(({ name, recordType }) => recordType === 'A' && /^lyncdiscover(internal)?\./i.test(name));
}

/** Whether DNS leads one of the two names somewhere. */
export function namedByAutodiscover(evidence: Evidence): boolean {
  return lookUps(evidence).some(({ answers }) => answers.length > 0);
}

/** Whether a web request for that host arrived. */
export function wasAsked(evidence: Evidence, host: string): boolean {
  return evidence.all('web.request').some((request) => request.host?.toLowerCase() === host);
}

export function hasNoAddress(evidence: Evidence, host: string): JournalEvent<'dns.answer'> | undefined {
  const answer = addressAnswer(evidence, host);
  return answer?.answers.length === 0 ? answer : undefined;
}

function asked(evidence: Evidence): boolean {
  return evidence.all('autodiscover.answer').length + evidence.all('autodiscover.refused').length > 0;
}

function requestOf(evidence: Evidence, { connection, seq }: AutodiscoverAnswerEvent) {
  return evidence.all('web.request').findLast((request) => request.connection === connection && request.seq < seq);
}

function hostOf(url: string | undefined): string | undefined {
  return /^https:\/\/([^/:?#]+)/i.exec(url ?? '')?.[1]?.toLowerCase();
}
