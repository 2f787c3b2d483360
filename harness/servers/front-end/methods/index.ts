import { inDialog } from './in-dialog.js';
import { invite } from './invite.js';
import { message } from './message.js';
import type { Method } from './method.js';
import { options } from './options.js';
import { register } from './register.js';
import { service } from './service.js';
import { subscribe } from './subscribe.js';

/** Requests nobody answers when they stand alone: ACK by RFC 3261, both without credentials by MS-SIPAE 3.3.5.1. */
export const unanswered: ReadonlySet<string> = new Set(['ACK', 'CANCEL']);

const methods: ReadonlyMap<string, Method> = new Map<string, Method>([
  ['REGISTER', register],
  ['OPTIONS', options],
  ['SUBSCRIBE', subscribe],
  ['SERVICE', service],
  ['INVITE', invite],
  ['MESSAGE', message],
  ...['BYE', 'INFO', 'NOTIFY', 'BENOTIFY', 'REFER', 'UPDATE', 'PRACK'].map((name) => [name, inDialog] as const),
]);

/** What answers a method; methods nobody knows are not implemented (RFC 3261 21.5.2). */
export function methodOf(name: string): Method {
  return methods.get(name) ?? (() => ({ status: 501, reason: 'Not Implemented' }));
}

export type { Method, SignedExchange } from './method.js';
