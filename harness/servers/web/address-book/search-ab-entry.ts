import { envelope } from '../../../wire/soap/index.js';
import { escapeText, type XmlElement } from '../../../wire/xml/index.js';
import { faultAnswer, unknownRequest, xmlAnswer } from '../answers.js';
import type { WebAnswer, WebExchange } from '../exchange.js';
import { type DirectoryEntry, directoryEntries } from './directory-entry.js';
import { readSearchRequest, type SearchRequest } from './search-request.js';

export const DISTRIBUTION_LIST_EXPANDER = 'DistributionListExpander';

/** SearchAbEntry: who of the directory matches; nobody is an answer without entries. */
export function searchAbEntry(exchange: WebExchange, operation: XmlElement, user: string): WebAnswer {
  const request = readSearchRequest(operation);
  if (!request) return unknownRequest(exchange, faultAnswer('malformed-request'));
  const found = directoryEntries(exchange.context.deployment)
    .filter((entry) => matches(entry, request))
    .slice(0, request.limit);
  exchange.record('address-book.search', {
    ...{ user, kind: request.kind, found: found.length },
    attributes: request.conditions.map(({ attribute }) => exchange.secrets.text(attribute.slice(0, 64))),
  });
  const items = found.map((entry) => abEntry(entry, request.wanted));
  return xmlAnswer(
    envelope(
      `<SearchAbEntryResponse xmlns="${DISTRIBUTION_LIST_EXPANDER}"><SearchAbEntryResult>` +
        `<Items>${items.join('')}</Items></SearchAbEntryResult></SearchAbEntryResponse>`,
    ),
  );
}

/** An empty search finds nobody, rather than everybody. */
function matches(entry: DirectoryEntry, { conditions, kind }: SearchRequest): boolean {
  const usable = conditions.filter(({ value }) => value !== '');
  const holds = ({ attribute, value, whole }: (typeof usable)[number]) => {
    const has = bare(entry.get(attribute.toLowerCase()));
    const wanted = bare(value);
    return has !== undefined && wanted !== undefined && (whole ? has === wanted : beginsWith(has, wanted));
  };
  if (usable.length === 0) return false;
  return kind === 'BasicSearch' ? usable.some(holds) : usable.every(holds);
}

/** The value itself or a later word of it: `Ada` finds Alice Adams (inferred, after ambiguous name resolution). */
function beginsWith(has: string, wanted: string): boolean {
  return has.startsWith(wanted) || has.split(/\s+/).some((word) => word.startsWith(wanted));
}

/** Clients write SIP addresses with and without their scheme. */
function bare(value: string | undefined): string | undefined {
  return value?.toLowerCase().replace(/^(sip|tel|smtp):/, '');
}

function abEntry(entry: DirectoryEntry, wanted: readonly string[]): string {
  const attributes = (wanted.length > 0 ? wanted : [...entry.keys()]).flatMap((name) => {
    const value = entry.get(name.toLowerCase());
    return value === undefined
      ? []
      : [`<Attribute><Name>${escapeText(name)}</Name><Value>${escapeText(value)}</Value></Attribute>`];
  });
  return `<AbEntry><Attributes>${attributes.join('')}</Attributes></AbEntry>`;
}
