/** What the server knows of a request whose answer is disturbed. */
export interface WebAsked {
  /** As sent, without the query. */
  readonly path: string;
  /** Behind the question mark; empty for none. */
  readonly query: string;
  /** Local name of the SOAP operation. */
  readonly operation?: string | undefined;
}

/** A body that is made while it is sent, piece by piece: never held whole. */
export interface WebContent {
  /** Bytes. */
  readonly length: number;
  /** The bytes from `start` up to and without `end`. */
  read(start: number, end: number): Buffer | Promise<Buffer>;
  /** Told once when no more will be sent, with how much was. */
  sent?(bytes: number): void;
}

/** An answer of a web service before it is written. */
export interface WebReply {
  readonly status: number;
  /** Without it there is no body. */
  readonly contentType?: string;
  readonly body?: string | Buffer;
  /** In place of `body`. */
  readonly content?: WebContent;
  readonly headers?: Readonly<Record<string, string | string[]>>;
  /** Close the connection after this answer. */
  readonly close?: boolean;
  /** Of a server behind, whose headers these are: none of the harness's are added. */
  readonly passedOn?: boolean;
}

/** What is done to one answer of a web service. */
export type WebFault =
  /** Answered without anything being done: no ticket is issued, no certificate published. */
  | { readonly refuse: (asked: WebAsked) => WebReply }
  /** The service did what was asked; this goes out instead. The same object when there is nothing to change: then it did not fire. */
  | { readonly change: (reply: WebReply, asked: WebAsked) => WebReply }
  /** What the service works with fails, and it refuses as it does of itself. Fires only when it gets that far. */
  | { readonly within: WebFailure }
  /** What becomes of the finished answer; the server carries it out. */
  | { readonly delivery: WebDelivery };

/** Something behind a web service that can fail. */
export type WebFailing = WebFailure['what'];

export type WebFailure =
  | {
      readonly what: 'certificate-store';
      /** ErrorId of the diagnostics the client gets. */
      readonly errorId: number;
    }
  | {
      /** The device update service chooses this version, whatever its rules say. */
      readonly what: 'update-choice';
      readonly version: string;
    };

export type WebDelivery =
  | { readonly do: 'delay'; readonly ms: number }
  /** Its body in pieces, with a pause before each. */
  | { readonly do: 'slow'; readonly pieceBytes: number; readonly pauseMs: number }
  /** Sent so far and no further, with the headers of the whole. */
  | { readonly do: 'cut'; readonly after: CutAfter; readonly end: 'silence' | 'close' | 'reset' };

/** A number is bytes of the body. */
export type CutAfter = 'nothing' | 'headers' | 'half' | number;

/** What is done to one connection to a plain port before it is read. */
export interface WebConnectionFault {
  readonly connection: 'reset';
}
