import type { SipHeader } from '../../wire/sip/index.js';

/** What a method answers, before the parts every response has are put around it. */
export interface Reply {
  readonly status: number;
  readonly reason: string;
  /** Headers before From, where Microsoft servers put Date, challenges and ms-keep-alive (observed). */
  readonly before?: readonly SipHeader[];
  /** Headers after Via. */
  readonly after?: readonly SipHeader[];
}
