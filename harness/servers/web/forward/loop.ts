/** The entry of this harness in Via (RFC 9110 7.6.3); `id` is another one in every run. */
export function viaEntry(id: string): string {
  return `1.1 mock-lync-${id}`;
}

/** Whether a request has been here before: it names this harness among those that passed it on. */
export function cameBack(via: string | undefined, id: string): boolean {
  const name = `mock-lync-${id}`;
  return (via ?? '').split(',').some((entry) => entry.trim().split(/\s+/)[1] === name);
}
