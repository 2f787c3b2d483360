import { headerValues, parseAddress, type SipHeader, type SipRequest, type SipResponse } from '../../wire/sip/index.js';

/** Methods the phone answers; it makes no calls. */
const ALLOW = 'OPTIONS, NOTIFY, BENOTIFY';

/** A status the phone answers the server with. */
export type PhoneAnswer = 'ok' | 'no-such-dialog' | 'unavailable' | 'not-allowed';

const answers: Readonly<Record<PhoneAnswer, { readonly status: number; readonly reason: string }>> = {
  ok: { status: 200, reason: 'OK' },
  'no-such-dialog': { status: 481, reason: 'Call/Transaction Does Not Exist' },
  unavailable: { status: 480, reason: 'Temporarily Unavailable' },
  'not-allowed': { status: 405, reason: 'Method Not Allowed' },
};

/** The phone's response to a request of the server, not signed yet; `tag` for a To that has none. */
export function phoneResponse(request: SipRequest, answer: PhoneAnswer, tag: string, userAgent: string): SipResponse {
  const { reason, status } = answers[answer];
  const copied = ['Via', 'From', 'To', 'Call-ID', 'CSeq'].flatMap((name): SipHeader[] =>
    headerValues(request, name).map((value) => ({ name, value: name === 'To' ? withTag(value, tag) : value })),
  );
  const allow = answer === 'not-allowed' || request.method === 'OPTIONS' ? [{ name: 'Allow', value: ALLOW }] : [];
  const headers = [...copied, { name: 'User-Agent', value: userAgent }, ...allow];
  return { kind: 'response', status, reason, headers, body: Buffer.alloc(0) };
}

function withTag(to: string, tag: string): string {
  return parseAddress(to).parameters.has('tag') ? to : `${to};tag=${tag}`;
}
