import { WS_SECURITY_UTILITY } from '../../wire/soap/index.js';
import { children, text, type XmlElement } from '../../wire/xml/index.js';
import type { TicketProblem } from './problems.js';

/** A Security header's Timestamp, found in date. */
export interface CurrentTimestamp {
  readonly element: XmlElement;
  /** Milliseconds since 1970. */
  readonly expires: number;
}

/** XML Schema dateTime; without a zone it counts as UTC (inferred from clients, which read it so). */
const DATE = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?)(Z|[+-]\d{2}:\d{2})?$/;

/** The one Timestamp of a Security header, or why it does not count (WSS SOAP Message Security 1.1 section 10). */
export function currentTimestamp(
  security: XmlElement,
  now: Date,
  clockSkewMs: number,
): CurrentTimestamp | Extract<TicketProblem, `timestamp-${string}` | 'second-timestamp'> {
  const [element, ...more] = children(security, 'Timestamp').filter(
    ({ namespace }) => namespace === WS_SECURITY_UTILITY,
  );
  if (!element) return 'timestamp-missing';
  if (more.length > 0) return 'second-timestamp';
  const created = dateIn(element, 'Created');
  const expires = dateIn(element, 'Expires');
  if (created === undefined || expires === undefined || created >= expires) return 'timestamp-malformed';
  const at = now.getTime();
  if (at >= expires + clockSkewMs) return 'timestamp-expired';
  if (at < created - clockSkewMs) return 'timestamp-not-yet-valid';
  return { element, expires };
}

function dateIn(timestamp: XmlElement, name: string): number | undefined {
  const [element, ...more] = children(timestamp, name);
  const parts = element && more.length === 0 ? DATE.exec(text(element).trim()) : null;
  const date = parts ? Date.parse(`${parts[1]}${parts[2] ?? 'Z'}`) : Number.NaN;
  return Number.isNaN(date) ? undefined : date;
}
