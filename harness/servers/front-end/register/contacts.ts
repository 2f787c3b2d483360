import type { Binding } from '../../../pool/index.js';
import { gruuIdentifier, instanceFromEpid, type SipHeader } from '../../../wire/sip/index.js';

/**
 * One Contact for each registered endpoint of the user; a client takes the one with its instance, compared in lower
 * case (observed). Where the client sent no instance it follows from the epid (MS-SIPRE 3.2).
 */
export function contactHeaders(bindings: readonly Binding[], now: number): SipHeader[] {
  return bindings.map((binding) => {
    const instance = binding.instance ?? instanceFromEpid(binding.epid);
    const expires = Math.max(1, Math.ceil(Math.round(binding.expiresAt - now) / 1000));
    const gruu = `sip:${binding.user};opaque=user:epid:${gruuIdentifier(instance)};gruu`;
    return {
      name: 'Contact',
      value: `<${binding.contact}>;expires=${expires};+sip.instance="<urn:uuid:${instance}>";gruu="${gruu}"`,
    };
  });
}

/** The contact with the connection it is reached over (observed), in place of an older connection's. */
export function contactOverConnection(contact: string, cid: string): string {
  return `${contact.replace(/;ms-received-cid=[^;?]*/gi, '')};ms-received-cid=${cid}`;
}
