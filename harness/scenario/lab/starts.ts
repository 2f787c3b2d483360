import type { JournalEvent } from '../../journal/index.js';

/** How an attempt that is over began. */
export interface Done {
  readonly atMs: number;
  readonly byDhcp: boolean;
}

/**
 * What a phone does when it starts. One that has its address from elsewhere shows no more than a new sign-in, which others
 * do as well when a connection broke.
 */
export function isStart(event: JournalEvent, { byDhcp }: Done): boolean {
  if (event.type === 'dhcp.request') return ['DHCPDISCOVER', 'DHCPINFORM'].includes(event.message);
  return !byDhcp && event.type === 'front-end.register' && event.step === 'unauthenticated';
}

/**
 * Where a phone started last. One that asks for an address asks for its options afterwards, which is no start of its own;
 * one that has its address from elsewhere asks for options alone.
 */
export function lastStart(events: readonly JournalEvent[]): JournalEvent | undefined {
  const asking = (message: string) =>
    events.findLast((event) => event.type === 'dhcp.request' && event.message === message);
  return asking('DHCPDISCOVER') ?? asking('DHCPINFORM');
}
