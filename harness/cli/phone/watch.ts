import type { JournalEvent } from '../../journal/index.js';

/** One line for what a phone does while it stays; undefined for the rest. Its display is told apart. */
export function phoneLine(event: JournalEvent): string | undefined {
  const text = words(event);
  return text === undefined ? undefined : `${event.time.slice(11, 19)} ${text}`;
}

function words(event: JournalEvent): string | undefined {
  switch (event.type) {
    case 'phone.step':
      if (event.state === 'started') return undefined;
      return `${event.step} ${event.state}${event.detail === undefined ? '' : `: ${event.detail}`}`;
    case 'phone.redirected':
      return `sent to ${event.to}, ${event.followed ? 'followed' : 'not followed'} (${event.policy})`;
    case 'phone.update-download':
      return `firmware ${event.version} ${event.state}: ${event.bytes} bytes${event.total === undefined ? '' : ` of ${event.total}`}`;
    case 'phone.firmware':
      return `firmware ${event.to} in the place of ${event.from}, and restart`;
    case 'phone.dropped':
      return `threw away ${event.message}: ${event.problem}`;
    default:
      return undefined;
  }
}
