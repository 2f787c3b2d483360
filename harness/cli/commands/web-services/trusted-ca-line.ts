/** One entry of TrustedCACerts as the control API tells it, for people. */
export function trustedCaLine(value: unknown): string {
  const { missing, selfSigned, store, subject, thumbprint } = value as Readonly<Record<string, unknown>>;
  const what = missing === true ? 'not in the server’s own store' : `${subject}`;
  // A root store with an intermediate in it is what breaks other servers of the domain (field report).
  const odd = selfSigned === false && store !== 'IntermediateCA' ? ' (not self-signed: an intermediate)' : '';
  return `${thumbprint} ${String(store).padEnd(16)} ${what}${odd}`;
}
