export interface PublicationParts {
  readonly categoryName: string;
  readonly instance: number;
  readonly container: number;
  readonly version?: number;
  readonly expireType?: string;
  readonly expires?: number;
}

/** One publication, attributes in the order pidgin-sipe writes them. */
export function publication(parts: PublicationParts, content = ''): string {
  const { categoryName, container, expires, expireType = 'endpoint', instance, version = 0 } = parts;
  const end = expires === undefined ? '' : ` expires="${expires}"`;
  return `<publication categoryName="${categoryName}" instance="${instance}" container="${container}" version="${version}" expireType="${expireType}"${end}>${content}</publication>`;
}

export function publish(publications: string, user = 'alice@contoso.com'): string {
  return `<publish xmlns="http://schemas.microsoft.com/2006/09/sip/rich-presence"><publications uri="sip:${user}">${publications}</publications></publish>`;
}

export const STATE_XML = (type: string, availability: number, more = '<endpointLocation/>') =>
  `<state xmlns="http://schemas.microsoft.com/2006/09/sip/state" manual="false" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="${type}"><availability>${availability}</availability>${more}</state>`;

export const NOTE_XML = (text: string) =>
  `<note xmlns="http://schemas.microsoft.com/2006/09/sip/note"><body type="personal" uri="">${text}</body></note>`;
