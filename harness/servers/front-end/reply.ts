import type { SipHeader } from '../../wire/sip/index.js';

/** A body with its Content-Type. */
export interface SipBody {
  readonly type: string;
  readonly text: string | Buffer;
}

/** What a method answers, before the parts every response has are put around it. */
export interface Reply {
  readonly status: number;
  readonly reason: string;
  /** Headers before From, where Microsoft servers put Date, challenges and ms-keep-alive (observed). */
  readonly before?: readonly SipHeader[];
  /** Headers after Via. */
  readonly after?: readonly SipHeader[];
  readonly body?: SipBody;
  /** Tag of To where the request had none and a dialog begins; random otherwise. */
  readonly toTag?: string | undefined;
  /** Called when the answer leaves as it is; not when the scenario's faults change or lose it. */
  readonly sent?: (() => void) | undefined;
}
