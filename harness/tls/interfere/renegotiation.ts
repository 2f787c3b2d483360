import type { TlsStream } from '../stream.js';

/** What either engine has for it; node's TLSSocket calls it by another name than the own engine's socket. */
interface Renegotiating {
  requestRenegotiation?(): void;
  renegotiate?(options: object, callback: (error: Error | null) => void): unknown;
}

/** Sends a HelloRequest; false where there is none, as in TLS 1.3. What the phone makes of it is its own affair. */
export function askRenegotiation(stream: TlsStream): boolean {
  const either: TlsStream & Renegotiating = stream;
  if (stream.getProtocol() === 'TLSv1.3') return false;
  if (either.requestRenegotiation) either.requestRenegotiation();
  else if (either.renegotiate) either.renegotiate({}, () => {});
  else return false;
  return true;
}
