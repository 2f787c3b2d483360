import { NtlmServer } from '../../authentication/ntlm/index.js';
import { host, type User, webTicketSettings } from '../../deployment/index.js';
import { HarnessError } from '../../foundation/errors/index.js';
import { decodeNtlm, type NtlmMessage } from '../../wire/ntlm/index.js';
import { pageAnswer } from './answers.js';
import { hostOfService } from './connection.js';
import type { WebAnswer, WebExchange } from './exchange.js';
import { askForNtlm, challengeHeader, offeredSchemes, readWindowsCredential } from './negotiate.js';
import { webProblems } from './problems.js';
import { diagnosticsHeader } from './web-ticket/refuse.js';
import { accountOf } from './windows-account.js';

/** Why a connection's NTLM exchange ended without a user. */
export interface WindowsRefusal {
  readonly problem: string;
  readonly errorId: number;
  readonly account?: string;
}

export type WindowsOutcome =
  | { readonly user: User }
  /** Send this; `refusal` when it ends the exchange, absent while it goes on. */
  | { readonly answer: WebAnswer; readonly refusal?: WindowsRefusal };

/**
 * One leg of NTLM over HTTP (MS-NTHT). The handshake and its result belong to the connection: a client sends no
 * credentials again until it is challenged again. Negotiate is offered only where the scenario wants it, since a client
 * that is offered it may insist on Kerberos, and there is no key distribution centre here.
 */
export function authenticateWindows(exchange: WebExchange): WindowsOutcome {
  const { ntlm } = exchange.connection;
  const { negotiate } = webTicketSettings(exchange.context.deployment);
  const authorization = exchange.request.headers.authorization;
  const unanswered = { answer: challenge(offeredSchemes(negotiate)) };
  if (authorization === undefined) return ntlm.user ? { user: ntlm.user } : unanswered;
  ntlm.user = undefined;
  const credential = readWindowsCredential(authorization, negotiate);
  if (!credential) return unanswered;
  if ('ask' in credential) return { answer: challenge({ 'WWW-Authenticate': askForNtlm() }) };
  if ('problem' in credential) return refused(exchange, credential.problem);
  const { message, scheme } = credential;
  const type = read(message)?.type;
  if (type === 1) {
    ntlm.server = new NtlmServer();
    const sent = ntlm.server.challenge({ ...target(exchange), negotiate: message });
    return { answer: challenge({ 'WWW-Authenticate': challengeHeader(scheme, sent) }) };
  }
  const server = ntlm.server;
  ntlm.server = undefined;
  if (type !== 3 || !server) return refused(exchange, type === 3 ? 'no-challenge' : 'malformed');
  const { deployment } = exchange.context;
  const result = server.authenticate(message, (name, domain) => accountOf(deployment, name, domain)?.password);
  if (!result.ok) return refused(exchange, result.problem, result.user);
  const user = accountOf(deployment, result.user, result.domain);
  if (!user) return refused(exchange, 'unknown-user', result.user);
  const problem = accountProblem(exchange, user);
  if (problem) return refused(exchange, problem, result.user);
  ntlm.user = user;
  return { user };
}

/** What the domain says to the right password. */
function accountProblem({ context }: WebExchange, user: User): 'account-locked' | 'user-disabled' | undefined {
  if (user.accountLocked) return 'account-locked';
  return context.pool.accounts.isEnabled(user) ? undefined : 'user-disabled';
}

function target({ connection, context: { deployment, clock } }: WebExchange) {
  const { fqdn } = host(deployment, hostOfService(connection.service));
  return {
    netbiosDomain: deployment.netbiosDomain,
    netbiosComputer: (fqdn.split('.')[0] ?? '').toUpperCase().slice(0, 15),
    dnsDomain: deployment.dhcpDomain,
    dnsComputer: fqdn,
    time: clock.now(),
  };
}

function refused(exchange: WebExchange, problem: string, account?: string): WindowsOutcome {
  const details = webProblems['wrong-password'];
  const { negotiate } = webTicketSettings(exchange.context.deployment);
  const answer: WebAnswer = {
    ...pageAnswer(401, 'Access is denied.'),
    headers: { ...offeredSchemes(negotiate), ...diagnosticsHeader(exchange, details) },
    close: true,
  };
  return { answer, refusal: { problem, errorId: details.errorId, ...(account !== undefined && { account }) } };
}

/** The connection stays open over these, or the handshake would be lost. */
function challenge(headers: Readonly<Record<string, string>>): WebAnswer {
  return { ...pageAnswer(401, 'Access is denied.'), headers };
}

function read(message: Buffer): NtlmMessage | undefined {
  try {
    return decodeNtlm(message);
  } catch (error) {
    if (error instanceof HarnessError) return undefined;
    throw error;
  }
}
