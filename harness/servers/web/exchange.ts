import type { IncomingHttpHeaders } from 'node:http';
import type { WebTicketIssuer } from '../../authentication/web-ticket/index.js';
import type { WebContent, WebFailing, WebFailure } from '../../faults/index.js';
import type { HarnessError } from '../../foundation/errors/index.js';
import type { EventDetails, EventType } from '../../journal/index.js';
import type { SoapEnvelope, UsernameCredential } from '../../wire/soap/index.js';
import type { XmlElement } from '../../wire/xml/index.js';
import type { ServerContext } from '../context.js';
import type { WebConnection } from './connection.js';
import type { WebSecrets } from './secrets.js';

/** A request read whole. */
export interface WebRequest {
  readonly method: string;
  /** As sent, without the query. */
  readonly path: string;
  /** Behind the question mark, undecoded; empty for none. */
  readonly query: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  /** The body's root element when the body is XML. */
  readonly document: XmlElement | undefined;
  /** Why it is not, with line and column; undefined for XML and for no body. */
  readonly notXml: HarnessError | undefined;
  /** The same as a SOAP message when it is one. */
  readonly envelope: SoapEnvelope | undefined;
  /** What its header has of a user name and password. */
  readonly credential: UsernameCredential | undefined;
}

/** What a handler answers; the application adds the headers every answer has. */
export interface WebAnswer {
  readonly status: number;
  /** Without it there is no body. */
  readonly contentType?: string;
  readonly body?: string | Buffer;
  /** In place of `body`, where it is long. */
  readonly content?: WebContent;
  readonly headers?: Readonly<Record<string, string | string[]>>;
  /** Close the connection after this answer. */
  readonly close?: boolean;
  /** Of a server behind, whose headers these are: none of the harness's are added. */
  readonly passedOn?: boolean;
  /** Nobody here knows the request, and no template of the scenario answers it. */
  readonly unknown?: boolean;
}

/** One request and everything a handler may use to answer it. */
export interface WebExchange {
  readonly request: WebRequest;
  readonly connection: WebConnection;
  readonly context: ServerContext;
  readonly tickets: WebTicketIssuer;
  readonly secrets: WebSecrets;
  record<T extends EventType>(type: T, details: EventDetails[T]): void;
  /** The scenario’s fault of something behind the service; asking it makes it come to pass. */
  failure<W extends WebFailing>(what: W): Extract<WebFailure, { what: W }> | undefined;
  /** Keep the body whole; the name it was kept under. */
  capture(): string | undefined;
}

/** Answers one kind of request. */
export type WebHandler = (exchange: WebExchange) => WebAnswer | Promise<WebAnswer>;
