import type { JournalEvent } from '../../journal/index.js';

/** What a phone saw within a step, in a few words; undefined for what is no news of its own. */
export function saw(event: JournalEvent): string | undefined {
  switch (event.type) {
    case 'phone.looked-up':
      return `DNS ${event.name} ${event.asked}: ${event.answers.join(', ') || (event.problem ?? 'nothing')}`;
    case 'phone.autodiscover':
      return `autodiscover ${event.url}: ${event.server ?? event.problem ?? `${event.state}, on to ${event.to}`}`;
    case 'phone.certificate-verdict':
      return event.trusted
        ? `certificate of ${event.host}: accepted, under ${event.path.at(-1) ?? 'nothing'}`
        : `certificate of ${event.host}: refused, ${event.reason}; shown: ${event.path.join(' < ') || 'nothing readable'}`;
    case 'phone.secured':
      return `TLS with ${event.host}: ${event.version}, ${event.suite}${event.resumed ? ', resumed' : ''}`;
    case 'phone.redirected':
      return `sent from ${event.from} to ${event.to}, ${event.followed ? 'followed' : 'not followed'} (${event.policy})`;
    case 'phone.update-offered':
      return `firmware ${event.version} offered by ${event.from}, ${event.taken ? 'taken' : 'not taken'}`;
    case 'phone.update-refused':
      return `image of ${event.version} thrown away: ${event.sentence}`;
    case 'phone.firmware':
      return `firmware ${event.to} in the place of ${event.from}, and restart`;
    case 'phone.dropped':
      return `threw away ${event.message}: ${event.problem}`;
    default:
      return undefined;
  }
}
