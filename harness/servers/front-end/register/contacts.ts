import type { Binding } from '../../../pool/index.js';
import { gruuIdentifier, instanceFromEpid, type SipHeader, WrittenHeader } from '../../../wire/sip/index.js';
import type { Fact } from '../facts.js';

/**
 * The Contact of a registered endpoint; a client takes the one with its instance, compared in lower case (observed).
 * Where the client sent no instance it follows from the epid (MS-SIPRE 3.2). `expires` in seconds.
 */
function contactValue({ contact, epid, instance, user }: Binding, expires: number): string {
  const uuid = instance ?? instanceFromEpid(epid);
  const gruu = `sip:${user};opaque=user:epid:${gruuIdentifier(uuid)};gruu`;
  return `<${contact}>;expires=${expires};+sip.instance="<urn:uuid:${uuid}>";gruu="${gruu}"`;
}

/** The Contact lines of one client's answers. Its own endpoint has the same one in each. */
export class ContactLines {
  #own: { readonly binding: Binding; readonly expires: number; readonly line: SipHeader } | undefined;

  /** That of one of the user's registered endpoints; `epid` is who asks. */
  of(binding: Binding, now: number, epid: string): SipHeader {
    const expires = Math.max(1, Math.ceil(Math.round(binding.expiresAt - now) / 1000));
    if (binding.epid === epid) return this.#ownLine(binding, expires);
    return { name: 'Contact', value: contactValue(binding, expires) };
  }

  #ownLine(binding: Binding, expires: number): SipHeader {
    const own = this.#own;
    if (own && own.expires === expires && isSameEndpoint(own.binding, binding)) return own.line;
    const line = new WrittenHeader('Contact', contactValue(binding, expires));
    this.#own = { binding, expires, line };
    return line;
  }
}

/** As every answer to a REGISTER needs them. */
export const contactLines: Fact<ContactLines> = () => new ContactLines();

function isSameEndpoint(one: Binding, other: Binding): boolean {
  return (
    one.contact === other.contact &&
    one.instance === other.instance &&
    one.epid === other.epid &&
    one.user === other.user
  );
}

/** The contact with the connection it is reached over (observed), in place of an older connection's. */
export function contactOverConnection(contact: string, cid: string): string {
  return `${contact.replace(/;ms-received-cid=[^;?]*/gi, '')};ms-received-cid=${cid}`;
}
