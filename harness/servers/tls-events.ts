import { createHash } from 'node:crypto';
import { summarize } from '../../certs/trust/index.js';
import type { CertificateName, EventDetails, Recorder } from '../journal/index.js';
import type { TlsObservation } from '../tls/index.js';
import { type ClientHello, countRecords, versionName } from '../wire/tls/index.js';

/** Of bytes that are not TLS, so many are recorded: enough to know the protocol, too few to hold a credential. */
const RECORDED_FOREIGN_BYTES = 16;

/** Names told of one certificate: more than a pool has, fewer than a mistake may bring. */
const MAX_TOLD_NAMES = 50;

/** Names kept; a lab presents a handful of certificates, again and again. */
const MAX_KNOWN_NAMES = 64;
const knownNames = new Map<string, CertificateName>();

/** The same by buffer: a port presents the same ones for as long as it is open. */
const namesByBuffer = new WeakMap<Buffer, CertificateName>();

/** A DER certificate as events name it; the buffer must not change afterwards. Errors: those of `summarize`. */
export function certificateName(der: Buffer): CertificateName {
  const known = namesByBuffer.get(der);
  if (known) return known;
  const name = nameOf(der);
  namesByBuffer.set(der, name);
  return name;
}

function nameOf(der: Buffer): CertificateName {
  const digest = createHash('sha256').update(der).digest('base64');
  const known = knownNames.get(digest);
  if (known) return known;
  const { subject, issuer, thumbprint, notBefore, notAfter, selfSigned, signatureAlgorithm, names } = summarize(der);
  const dates = { notBefore: notBefore.toISOString(), notAfter: notAfter.toISOString() };
  const told = names.length === 0 ? {} : { names: names.slice(0, MAX_TOLD_NAMES) };
  const name = { subject, issuer, thumbprint, ...dates, selfSigned, signature: signatureAlgorithm, ...told };
  if (knownNames.size >= MAX_KNOWN_NAMES) knownNames.clear();
  knownNames.set(digest, name);
  return name;
}

/** Compression methods of RFC 3749 and 3943. */
const compressionNames: Readonly<Record<number, string>> = { 0: 'null', 1: 'deflate', 64: 'lzs' };

interface Place {
  readonly device?: string | undefined;
  readonly connection: string;
}

/** Records what `acceptTls` observes of one connection. */
export function tlsObserver(recorder: Recorder, context: Place): (observation: TlsObservation) => void {
  return (observation) => record(recorder, observation, context);
}

function record(recorder: Recorder, observation: TlsObservation, context: Place): void {
  switch (observation.type) {
    case 'client-hello': {
      const { hello, raw } = observation;
      recorder.record('tls.client-hello', helloDetails(hello, raw), { ...context, raw });
      break;
    }
    case 'not-tls': {
      const raw = observation.raw.subarray(0, RECORDED_FOREIGN_BYTES);
      recorder.record('tls.not-tls', { looksLike: observation.looksLike }, { ...context, raw });
      break;
    }
    case 'server-flight': {
      const { version, suite, chain, engine, resumed } = observation;
      const details = { version, suite, chain: chain.map(certificateName), engine, resumed };
      recorder.record('tls.server-flight', details, context);
      break;
    }
    case 'established': {
      const { version, suite, engine, resumed } = observation;
      recorder.record('tls.established', { version, suite, engine, resumed }, context);
      break;
    }
    case 'warning': {
      const { type: _, raw, ...details } = observation;
      recorder.record('tls.warning', details, { ...context, ...(raw && { raw }) });
      break;
    }
    case 'renegotiation': {
      recorder.record('tls.renegotiation', { by: observation.by }, { ...context, raw: observation.raw });
      break;
    }
    case 'refused': {
      const { type: _, raw, afterMs, ...seen } = observation;
      const details = { ...seen, afterMs: Math.round(afterMs * 10) / 10 };
      // Bytes of handshakes and alerts only: never what a phone says under encryption, nor data.
      recorder.record('tls.refused', details, { ...context, ...(raw && { raw }) });
      break;
    }
  }
}

function helloDetails(hello: ClientHello, raw: Buffer): EventDetails['tls.client-hello'] {
  return {
    format: hello.format,
    versions: hello.versions,
    recordVersion: versionName(hello.recordVersion),
    suites: hello.suiteNames,
    compression: hello.compression.map((method) => compressionNames[method] ?? `method ${method}`),
    extensions: hello.extensionNames,
    sessionIdLength: hello.sessionId.length,
    records: hello.format === 'sslv2' ? 1 : countRecords(raw),
    ...(hello.serverName !== undefined && { serverName: hello.serverName }),
    fingerprint: hello.fingerprint,
    onlyLegacySuites: hello.onlyLegacySuites,
  };
}
