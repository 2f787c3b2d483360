import type { StepContext } from '../context.js';
import { WebClient } from '../network/http/web-client.js';
import { askCalendar } from './calendar.js';
import { discoverExchange, type WindowsCredentialsTyped } from './discover.js';

/** What the phone knows of Exchange since it signed in. */
export interface ExchangeAccount {
  /** Exchange Web Services, once found. */
  ewsUrl?: string;
  /** Clock milliseconds of the last visit. */
  visitedAt: number;
  /** Whether that one went well. */
  available: boolean;
}

/**
 * One visit: where the mailbox is, unless known, and the calendar. Connections end with it, as those of a phone do that
 * asks every few minutes (inferred), so each visit sees the certificate of its day. The display says when Exchange
 * cannot be had, and that it can again.
 * @throws HarnessError as `discoverExchange` and `askCalendar`
 */
export async function visitExchange(context: StepContext, typed: WindowsCredentialsTyped): Promise<string> {
  const { clock, date, memory, plug, resolver, screen, trust, userAgent } = context;
  const account = memory.exchange ?? { visitedAt: 0, available: true };
  memory.exchange = account;
  const before = account.available;
  const web = new WebClient({ plug, resolver, trust, clock, userAgent });
  account.visitedAt = clock.elapsed();
  account.available = false;
  try {
    account.ewsUrl ??= memory.provisioned?.exchangeUrl ?? (await discoverExchange(web, typed));
    const appointments = await askCalendar(web, { typed, url: account.ewsUrl, today: date.now() });
    account.available = true;
    if (!before) screen.show('signedIn');
    return `${appointments} appointments today, from ${account.ewsUrl}`;
  } catch (error) {
    screen.show('exchangeUnavailable');
    throw error;
  } finally {
    web.close();
  }
}
