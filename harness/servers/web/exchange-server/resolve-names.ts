import type { User } from '../../../deployment/index.js';
import { errorMessage, responseMessage } from '../../../wire/exchange/index.js';
import { descend, escapeText, text } from '../../../wire/xml/index.js';
import type { EwsOperation } from './operation.js';

/** Exchange gives no more for one name (documented). */
export const MAX_RESOLUTIONS = 100;

/** ResolveNames: ambiguous name resolution over the users' display names, accounts and addresses. */
export const resolveNames: EwsOperation = ({ operation, deployment }) => {
  const entry = descend(operation, 'UnresolvedEntry');
  const wanted = (entry ? text(entry) : '')
    .trim()
    .replace(/^smtp:/i, '')
    .toLowerCase();
  const found = wanted === '' ? [] : deployment.users.filter((user) => matches(user, wanted));
  if (found.length === 0) {
    const code = 'ErrorNameResolutionNoResults';
    return { code, xml: errorMessage('ResolveNames', code, 'No results were found.') };
  }
  const given = found.slice(0, MAX_RESOLUTIONS);
  const all = given.length === found.length;
  return {
    code: 'NoError',
    xml: responseMessage(
      'ResolveNames',
      `<m:ResolutionSet TotalItemsInView="${given.length}" IncludesLastItemInRange="${all}">` +
        `${given.map(resolution).join('')}</m:ResolutionSet>`,
    ),
  };
};

function matches({ displayName, name, sipAddress }: User, wanted: string): boolean {
  const words = displayName.toLowerCase().split(/\s+/);
  return [...words, displayName.toLowerCase(), name, sipAddress].some((each) => each.startsWith(wanted));
}

function resolution({ displayName, sipAddress }: User): string {
  return (
    `<t:Resolution><t:Mailbox><t:Name>${escapeText(displayName)}</t:Name>` +
    `<t:EmailAddress>${escapeText(sipAddress)}</t:EmailAddress><t:RoutingType>SMTP</t:RoutingType>` +
    '<t:MailboxType>Mailbox</t:MailboxType></t:Mailbox></t:Resolution>'
  );
}
