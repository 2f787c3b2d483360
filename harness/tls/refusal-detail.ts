import { HarnessError } from '../foundation/errors/index.js';
import { type AlertName, type ClientHello, isGrease, isSignallingSuite } from '../wire/tls/index.js';
import { alertSentOf, errorCode } from './engine-errors.js';
import type { OfferedAndServed, TlsRefusalReason } from './observation.js';
import { reasonOfEngineError, reasonOfVersions } from './refusal-reason.js';

/** Names in a sentence before it says "and more". */
const NAMED = 6;

/** What a TLS port can serve, by the names hellos are recorded with: `TLS 1.0`, `TLS_RSA_WITH_RC4_128_SHA`. */
export interface PortServes {
  readonly versions: readonly string[];
  readonly suites: readonly string[];
}

/** A refusal that the server decided itself, before or beside its engine. */
export interface ChosenRefusal extends OfferedAndServed {
  readonly reason: TlsRefusalReason;
  /** Default: `alert` where there is one, else `close`. */
  readonly how?: 'alert' | 'close' | 'reset';
  readonly alert?: AlertName;
  readonly detail: string;
}

/** The hello and the port share no suite: `handshake_failure` (RFC 5246 7.4.1.3). */
export function noCommonSuite(hello: ClientHello, served: readonly string[]): ChosenRefusal {
  const offered = suitesOf(hello);
  const detail = `no cipher suite in common; the hello offers ${list(offered)}; the port serves ${list(served)}`;
  return { reason: 'no-common-suite', alert: 'handshake_failure', detail, offered, served };
}

/** The hello and the port share no version: `protocol_version`. */
export function noCommonVersion(hello: ClientHello, served: readonly string[]): ChosenRefusal {
  const offered = hello.versions;
  const detail = `no TLS version in common; the hello offers ${list(offered)}; the port serves ${list(served)}`;
  return { reason: reasonOfVersions(offered, served), alert: 'protocol_version', detail, offered, served };
}

/** The port demands SNI: `unrecognized_name`, as proxies that choose a server by name send it (RFC 6066 3). */
export function serverNameMissing(): ChosenRefusal {
  const detail = 'the hello names no server (no SNI), and this port demands it';
  return { reason: 'server-name-missing', alert: 'unrecognized_name', detail };
}

/** Why an engine turned a hello down, in words for an administrator, with what both sides had. */
export function engineRefusal(
  hello: ClientHello,
  error: Error,
  serves?: PortServes,
): OfferedAndServed & { readonly detail: string; readonly reason?: TlsRefusalReason } {
  const reason = reasonOfEngineError(hello, error, serves?.versions);
  const because = reason === undefined ? {} : { reason };
  if (reason === 'no-common-suite') {
    const offered = suitesOf(hello);
    return { ...because, offered, ...served(serves?.suites), detail: suiteSentence(hello, offered, serves) };
  }
  if (reason === 'version-too-old' || reason === 'version-too-new') {
    const offer = { offered: hello.versions, ...served(serves?.versions) };
    const detail = `no TLS version in common; the hello offers ${list(hello.versions)}${portServes(serves?.versions)}`;
    return { ...because, ...offer, detail };
  }
  return { ...because, detail: engineWords(error) };
}

function suiteSentence(hello: ClientHello, offered: readonly string[], serves: PortServes | undefined): string {
  const port = portServes(serves?.suites);
  if (hello.onlyLegacySuites && port === '') {
    return 'the hello offers only RC4/3DES suites, which this engine cannot serve';
  }
  return `no cipher suite in common; the hello offers ${list(offered)}${port}`;
}

function portServes(names: readonly string[] | undefined): string {
  return names === undefined ? '' : `; the port serves ${list(names)}`;
}

function served(names: readonly string[] | undefined): OfferedAndServed {
  return names === undefined ? {} : { served: names };
}

/** The names of the suites offered, without signals and numbers sprinkled in at random. */
export function suitesOf(hello: ClientHello): string[] {
  return hello.suites.filter(({ id }) => !isSignallingSuite(id) && !isGrease(id)).map(({ name }) => name);
}

function list(names: readonly string[]): string {
  if (names.length === 0) return 'none';
  return names.slice(0, NAMED).join(', ') + (names.length > NAMED ? ' and more' : '');
}

function engineWords(error: Error): string {
  if (alertSentOf(error) !== undefined && error instanceof HarnessError) {
    const { detail } = error.details;
    return detail === undefined ? error.message : String(detail);
  }
  const code = errorCode(error);
  const { reason } = error as Error & { reason?: unknown };
  const words = typeof reason === 'string' ? reason : error.message;
  return code === '' ? words : `${words} (${code})`;
}
