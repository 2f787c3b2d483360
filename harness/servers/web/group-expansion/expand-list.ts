import { defaultAddressBookSettings } from '../../../deployment/index.js';
import { envelope } from '../../../wire/soap/index.js';
import { children, escapeText, text, type XmlElement } from '../../../wire/xml/index.js';
import { DISTRIBUTION_LIST_EXPANDER } from '../address-book/search-ab-entry.js';
import { faultAnswer, unknownRequest, xmlAnswer } from '../answers.js';
import type { WebAnswer, WebExchange } from '../exchange.js';

const MAIL = /^(?:(?:sip|smtp):)?([^@\s<>"]+@[^@\s<>"]+)$/i;
/** Longest operation name echoed. */
const MAX_NAME = 64;

/**
 * Expands the distribution list whose mail address is in the request. What the operation is called, and the shape of its
 * answer, are in no source at hand, so every such request is kept whole; the status word `NotFound` is documented
 * (Test-CsGroupExpansion), the rest inferred.
 */
export function expandList(exchange: WebExchange, operation: XmlElement, user: string): WebAnswer {
  const list = mailIn(operation);
  if (list === undefined) return unknownRequest(exchange, faultAnswer('unknown-operation'));
  const { deployment } = exchange.context;
  const { distributionLists } = deployment.addressBook ?? defaultAddressBookSettings;
  const found = distributionLists.find(({ address }) => address === list);
  const members = deployment.users.filter(({ name }) => found?.members.includes(name));
  const status = found ? 'Success' : 'NotFound';
  const name = operation.localName.slice(0, MAX_NAME);
  exchange.record('group-expansion.answer', {
    ...{ user, status, members: members.length },
    operation: exchange.secrets.text(name),
    list: exchange.secrets.text(list),
  });
  const written = members.map(
    ({ displayName, sipAddress }) =>
      `<Member><DisplayName>${escapeText(displayName)}</DisplayName><Mail>${escapeText(sipAddress)}</Mail>` +
      `<SipUri>sip:${escapeText(sipAddress)}</SipUri></Member>`,
  );
  const content = found
    ? `<DisplayName>${escapeText(found.displayName)}</DisplayName><Members>${written.join('')}</Members>`
    : '';
  return unknownRequest(
    exchange,
    xmlAnswer(
      envelope(
        `<${name}Response xmlns="${DISTRIBUTION_LIST_EXPANDER}"><${name}Result><Status>${status}</Status>` +
          `${content}</${name}Result></${name}Response>`,
      ),
    ),
  );
}

/** The first mail address that is the whole text of an element. */
function mailIn(element: XmlElement): string | undefined {
  const below = children(element);
  if (below.length === 0) return MAIL.exec(text(element).trim())?.[1]?.toLowerCase();
  for (const each of below) {
    const found = mailIn(each);
    if (found !== undefined) return found;
  }
  return undefined;
}
