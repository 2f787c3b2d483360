import { headerValues, listValues } from '../../wire/sip/index.js';
import type { Fact } from './facts.js';
import type { Reply } from './reply.js';

/** Options of RFCs that Microsoft's clients and the 3PIP phones require of others now and then. */
const KNOWN_OPTIONS: ReadonlySet<string> = new Set([
  ...['100rel', 'early-session', 'eventlist', 'from-change', 'gruu', 'gruu-10', 'histinfo', 'join', 'multiple-refer'],
  ...['norefersub', 'outbound', 'path', 'precondition', 'pref', 'privacy', 'replaces', 'sec-agree', 'tdialog', 'timer'],
  ...['adhoclist', 'categorylist'],
]);

/** Microsoft's own options are not all published, so that none of their family is refused (inferred). */
const MICROSOFT_OPTION = /^(?:ms-|msrtc-|com\.microsoft\.)/;

/**
 * Whether the request asks for something nobody here knows: a Request-URI that is no SIP address, or an extension (RFC
 * 3261 8.2.2.1, 8.2.2.3). The refusal with its name in the journal.
 */
export const notUnderstood: Fact<{ readonly reply: Reply; readonly problem: string } | undefined> = (said) => {
  if (!/^(?:sips?|tel):/i.test(said.uri)) {
    return { reply: { status: 416, reason: 'Unsupported URI Scheme' }, problem: 'unsupported-uri-scheme' };
  }
  const required = [...headerValues(said, 'Require'), ...headerValues(said, 'Proxy-Require')];
  if (required.length === 0) return undefined;
  const unknown = required.flatMap(listValues).filter((option) => !isKnown(option.toLowerCase()));
  if (unknown.length === 0) return undefined;
  const after = [{ name: 'Unsupported', value: unknown.join(', ') }];
  return { reply: { status: 420, reason: 'Bad Extension', after }, problem: 'unsupported-extension' };
};

function isKnown(option: string): boolean {
  return KNOWN_OPTIONS.has(option) || MICROSOFT_OPTION.test(option);
}
