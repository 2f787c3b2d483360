import type { FrontEndCore } from '../core.js';
import type { SignedExchange } from '../methods/method.js';
import type { Refusal } from '../refusals.js';
import type { SipBody } from '../reply.js';

/** The first notification, which goes into the 200 of the SUBSCRIBE (MS-SIP 3.6), with headers it needs beside it. */
export interface FirstNotification {
  readonly body: SipBody;
  /** SIP addresses whose changes the subscriber is told of, for presence. */
  readonly watched?: readonly string[];
  /** Names of the categories among those changes that the subscriber asked for, for presence. */
  readonly categories?: readonly string[];
  /** Such as `Require: eventlist`. */
  readonly headers?: readonly { readonly name: string; readonly value: string }[];
}

/** One event package of the Front End; one file each. */
export interface EventPackage {
  /** As in Event and Allow-Events. */
  readonly name: string;
  /** What the subscriber gets at once; asked again on every refresh. Throws HarnessError WIRE_INVALID for a body nobody can read (400). */
  first(exchange: SignedExchange, core: FrontEndCore): FirstNotification | Refusal;
}
