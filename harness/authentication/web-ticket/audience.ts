/**
 * Whether a ticket for one URL opens the other: host and path ignore case as IIS does, a standard port may be written
 * or left out, a slash at the end does not count.
 */
export function sameAudience(ticket: string, service: string): boolean {
  return normal(ticket) === normal(service);
}

function normal(url: string): string {
  try {
    const { host, pathname, protocol } = new URL(url);
    return `${protocol}//${host}${pathname.replace(/\/+$/, '')}`.toLowerCase();
  } catch {
    return url.toLowerCase();
  }
}
