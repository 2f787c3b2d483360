import type { Deployment, User } from '../../../deployment/index.js';
import type { XmlElement } from '../../../wire/xml/index.js';

/** A request to Exchange Web Services that was understood. */
export interface EwsRequest {
  readonly operation: XmlElement;
  /** Whose credentials it has. */
  readonly user: User;
  readonly deployment: Deployment;
  readonly now: Date;
}

export interface EwsAnswer {
  /** ResponseCode. */
  readonly code: string;
  /** The response element. */
  readonly xml: string;
}

/** One operation of Exchange Web Services. */
export type EwsOperation = (request: EwsRequest) => EwsAnswer;
