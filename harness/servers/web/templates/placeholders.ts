import type { TemplatePiece } from '../../../deployment/index.js';

/** Longest text of one template; the largest answers of these services are chains and metadata, tens of KiB. */
export const MAX_TEMPLATE_TEXT = 1024 * 1024;
/** More places than any answer has. */
export const MAX_PLACEHOLDERS = 1000;

/** Every placeholder and what it becomes; those with a `…` take a word. */
export const placeholderNames = {
  operation: 'local name of the element the template was chosen by',
  namespace: 'its namespace',
  method: 'the request’s method',
  path: 'its path',
  'soap-action': 'its SOAPAction without quotes',
  'message-id': 'its WS-Addressing MessageID',
  'sip-domain': 'the deployment’s SIP domain',
  'dhcp-domain': 'the domain DHCP tells',
  'netbios-domain': 'the Active Directory domain’s short name',
  'host.…': 'FQDN of a host: host.web, host.front-end, host.dc',
  'url.web-ticket': 'URL of the Web Ticket Service',
  'url.certificate-provisioning': 'URL of the Certificate Provisioning Service',
  'root-chain.pkcs7': 'the published chain as certs-only PKCS#7, base64',
  'root-chain.root': 'its root, DER, base64',
  'update.downloads': 'how many updates a device is offered: 0 or 1',
  'update.base-url': 'folder of the update inside, empty for none',
  'update.external-base-url': 'the same outside',
  'update.version': 'its version',
  'update.file': 'file name of its image',
  'update.signature-file': 'file name of its catalogue',
  'update.timestamp': 'when its image was made',
  now: 'the scenario’s date; now+8h and now-90s are beside it (s m h d)',
  'http-date': 'the same as HTTP writes it',
  uuid: 'a new identifier; uuid.… is the same one wherever the word is the same',
} as const;

/** Something in a text that is no template. */
export interface TemplateProblem {
  /** Within the text, from 1. */
  readonly line: number;
  readonly column: number;
  readonly detail: string;
}

const KNOWN: ReadonlySet<string> = new Set(Object.keys(placeholderNames).filter((name) => !name.includes('…')));
/** A year beside the date is further than any ticket or certificate here lives by. */
const SHIFTED = /^now[+-]\d{1,8}[smhd]$/;
const LABELLED = /^uuid\.[A-Za-z0-9-]{1,32}$/;
const HOST = /^host\.[a-z0-9-]{1,32}$/;

/** Whether a placeholder of that name can be given a value; `hosts` are the deployed ones. */
export function isPlaceholder(name: string, hosts?: readonly string[]): boolean {
  if (HOST.test(name)) return hosts === undefined || hosts.includes(name.slice('host.'.length));
  return KNOWN.has(name) || SHIFTED.test(name) || LABELLED.test(name);
}

/** The text as pieces; `$${` stands for a `${` that is meant. Every unknown placeholder is a problem with its place. */
export function readTemplateText(
  text: string,
  hosts?: readonly string[],
): { readonly pieces: readonly TemplatePiece[]; readonly problem?: TemplateProblem } {
  if (text.length > MAX_TEMPLATE_TEXT) {
    return { pieces: [], problem: problemAt(text, 0, `it is longer than ${MAX_TEMPLATE_TEXT} characters`) };
  }
  const pieces: TemplatePiece[] = [];
  let literal = '';
  let at = 0;
  for (;;) {
    const next = text.indexOf('${', at);
    if (next < 0) break;
    if (text[next - 1] === '$' && next > at) {
      literal += `${text.slice(at, next - 1)}\${`;
      at = next + 2;
      continue;
    }
    const end = text.indexOf('}', next);
    if (end < 0) return { pieces, problem: problemAt(text, next, 'a placeholder is not closed with }') };
    const placeholder = text.slice(next + 2, end);
    if (!isPlaceholder(placeholder, hosts)) {
      const shown = placeholder.slice(0, 40);
      return { pieces, problem: problemAt(text, next, `there is no placeholder \${${shown}}`) };
    }
    if (pieces.length >= 2 * MAX_PLACEHOLDERS) {
      return { pieces, problem: problemAt(text, next, `it has more than ${MAX_PLACEHOLDERS} placeholders`) };
    }
    pieces.push(literal + text.slice(at, next), { placeholder });
    literal = '';
    at = end + 1;
  }
  pieces.push(literal + text.slice(at));
  return { pieces: pieces.filter((piece) => piece !== '') };
}

/** A text in which nothing is taken for a placeholder. */
export function literalText(text: string): string {
  return text.replaceAll('${', '$$${');
}

function problemAt(text: string, offset: number, detail: string): TemplateProblem {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1, detail };
}
