import { type ChainDescription, certificateOf, changed } from '../chain-description.js';

/** The chain with another common name in the server certificate. */
export function named(chain: ChainDescription, name: string): ChainDescription {
  const { subject } = certificateOf(chain, 'leaf');
  const parts = Buffer.isBuffer(subject) ? [] : subject.filter(([type]) => type !== 'CN');
  return changed(chain, 'leaf', { subject: [...parts, ['CN', name]] });
}

/** `*.contoso.test` for fe.contoso.test. */
export function wildcardOf(host: string): string {
  const [, ...parent] = host.split('.');
  return `*.${parent.length > 1 ? parent.join('.') : host}`;
}
