import { entries } from './entry.js';

export const authenticationErrors = entries({
  TLS_DSK_NOT_FINISHED: {
    sentence: 'The TLS-DSK handshake is not finished, so there are no keys yet ({place}).',
    action: 'Exchange every flight first; keys exist once both sides said "finished".',
    exit: 4,
  },
  TLS_DSK_HASH_UNKNOWN: {
    sentence: 'No signature hash is known for the suite {suite}.',
    action: 'Offer AES128-SHA or AES256-SHA inside TLS-DSK, as Lync clients do.',
    exit: 1,
  },
  WEB_TICKET_UNREADABLE: {
    sentence: 'The answer of the web ticket service holds no usable ticket: {detail}.',
    action:
      'Compare the answer with the web ticket service of a real server: Lifetime, Assertion and BinarySecret are needed.',
    exit: 1,
  },
  NTLM_UNUSABLE: {
    sentence: 'The NTLM exchange cannot go on: {detail}.',
    action: 'Use NTLMv2 with Unicode and a target information block on both sides.',
    exit: 1,
  },
  SIGNATURE_FIELD_MISSING: {
    sentence: 'A SIP message cannot be signed: it has no {field}.',
    action: 'Complete From, To, Call-ID and CSeq before the message is signed.',
    exit: 4,
  },
});
