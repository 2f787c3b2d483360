import type { SignatureCheck } from '../../authentication/security-association/index.js';
import type { Recorder } from '../../journal/index.js';
import { header, type SipMessage } from '../../wire/sip/index.js';

/** Whose message it was and where it came in. */
export interface SignatureOrigin {
  readonly user: string;
  readonly link: { readonly id: string; readonly device: string | undefined };
}

/**
 * Records why a signature was not accepted, with the string that should have been signed and, where it can be told, the
 * one that was. The strings hold headers alone; the signatures themselves stay with the message.
 */
export function recordSignature(
  recorder: Recorder,
  { link, user }: SignatureOrigin,
  message: SipMessage,
  check: Extract<SignatureCheck, { ok: false }>,
): void {
  const { expectedString, problem, signedInstead } = check;
  const cseq = header(message, 'CSeq') ?? '';
  recorder.record(
    'front-end.bad-signature',
    {
      user,
      message: message.kind === 'request' ? cseq : `${message.status} to ${cseq}`,
      problem,
      ...(expectedString === undefined ? {} : { expected: expectedString }),
      ...(signedInstead === undefined ? {} : { signed: signedInstead.text, mistake: signedInstead.mistake }),
    },
    { device: link.device, connection: link.id },
  );
}
