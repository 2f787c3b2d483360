import { NtlmServer } from '../../authentication/ntlm/index.js';
import { type Deployment, host, type User } from '../../deployment/index.js';
import { HarnessError } from '../../foundation/errors/index.js';
import { decodeNtlm, type NtlmMessage } from '../../wire/ntlm/index.js';
import { pageAnswer } from './answers.js';
import { hostOfService } from './connection.js';
import type { WebAnswer, WebExchange } from './exchange.js';
import { webProblems } from './problems.js';

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
 * credentials again until it is challenged again. Only NTLM is offered, since a client that is offered Negotiate
 * may insist on Kerberos, and there is no key distribution centre here.
 */
export function authenticateWindows(exchange: WebExchange): WindowsOutcome {
  const { ntlm } = exchange.connection;
  const authorization = exchange.request.headers.authorization;
  if (authorization === undefined) return ntlm.user ? { user: ntlm.user } : { answer: challenge('NTLM') };
  ntlm.user = undefined;
  const bytes = /^NTLM[ \t]+([A-Za-z0-9+/]+={0,2})[ \t]*$/i.exec(authorization)?.[1];
  if (bytes === undefined) return { answer: challenge('NTLM') };
  const message = Buffer.from(bytes, 'base64');
  const type = read(message)?.type;
  if (type === 1) {
    ntlm.server = new NtlmServer();
    const sent = ntlm.server.challenge({ ...target(exchange), negotiate: message });
    return { answer: challenge(`NTLM ${sent.toString('base64')}`) };
  }
  const server = ntlm.server;
  ntlm.server = undefined;
  if (type !== 3 || !server) return refused(exchange, type === 3 ? 'no-challenge' : 'malformed');
  const { deployment } = exchange.context;
  const result = server.authenticate(message, (name, domain) => accountOf(deployment, name, domain)?.password);
  if (!result.ok) return refused(exchange, result.problem, result.user);
  ntlm.user = accountOf(deployment, result.user, result.domain);
  return ntlm.user ? { user: ntlm.user } : refused(exchange, 'unknown-user', result.user);
}

/** The user of a Windows account: `alice` in the domain by either name, or the user principal name alone. */
function accountOf(deployment: Deployment, name: string, domain: string): User | undefined {
  const wanted = name.toLowerCase();
  const domains = ['', deployment.netbiosDomain.toLowerCase(), deployment.dhcpDomain.toLowerCase()];
  if (!domains.includes(domain.toLowerCase())) return undefined;
  return deployment.users.find((user) => user.name.toLowerCase() === wanted || user.sipAddress === wanted);
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
  const { errorId, reason } = webProblems['wrong-password'];
  const source = host(exchange.context.deployment, hostOfService(exchange.connection.service)).fqdn;
  const answer: WebAnswer = {
    ...pageAnswer(401, 'Access is denied.'),
    headers: {
      'WWW-Authenticate': 'NTLM',
      // MS-OCAUTHWS 3.2.4.1: where Windows authentication fails, the diagnostics are a header, not a fault.
      'X-Ms-diagnostics': `${errorId};source="${source}";reason="${reason}"`,
    },
    close: true,
  };
  return { answer, refusal: { problem, errorId, ...(account !== undefined && { account }) } };
}

/** The connection stays open over these, or the handshake would be lost. */
function challenge(authenticate: string): WebAnswer {
  return { ...pageAnswer(401, 'Access is denied.'), headers: { 'WWW-Authenticate': authenticate } };
}

function read(message: Buffer): NtlmMessage | undefined {
  try {
    return decodeNtlm(message);
  } catch (error) {
    if (error instanceof HarnessError) return undefined;
    throw error;
  }
}
