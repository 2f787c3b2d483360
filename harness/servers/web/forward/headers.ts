/** Headers of one connection alone (RFC 9110 7.6.1), and those written anew. */
const HOP_BY_HOP = /^(connection|keep-alive|proxy-connection|transfer-encoding|te|trailer|upgrade|expect)$/i;

/** Names and values in turn, in their order, without those that belong to the other connection. */
function passedOn(raw: readonly string[], without: RegExp): string[] {
  const named = new Set<string>();
  for (let at = 0; at + 1 < raw.length; at += 2) {
    if (/^connection$/i.test(raw[at] ?? '')) {
      for (const name of (raw[at + 1] ?? '').split(',')) named.add(name.trim().toLowerCase());
    }
  }
  const kept: string[] = [];
  for (let at = 0; at + 1 < raw.length; at += 2) {
    const name = raw[at] ?? '';
    const belongs = HOP_BY_HOP.test(name) || without.test(name) || named.has(name.toLowerCase());
    if (!belongs) kept.push(name, raw[at + 1] ?? '');
  }
  return kept;
}

export interface RequestParts {
  readonly bytes: number;
  readonly hasBody: boolean;
  /** Replaces the phone's Host. */
  readonly host: string | undefined;
  /** For a phone that sent none, as HTTP/1.0 may. */
  readonly missingHost: string;
  readonly via: string;
}

/** A request's headers for the server behind. */
export function requestHeaders(
  raw: readonly string[],
  { bytes, hasBody, host, missingHost, via }: RequestParts,
): string[] {
  const kept = passedOn(raw, /^content-length$/i);
  let named = false;
  for (let at = 0; at < kept.length; at += 2) {
    if (!/^host$/i.test(kept[at] ?? '')) continue;
    named = true;
    if (host !== undefined) kept[at + 1] = host;
  }
  if (!named) kept.unshift('Host', host ?? missingHost);
  kept.push('Via', via);
  return hasBody ? [...kept, 'Content-Length', String(bytes)] : kept;
}

/** What is asked for at its server, without the server: only a proxy is told both (RFC 9112 3.2). */
export function originForm(url: string): { readonly url: string; readonly authority: string | undefined } {
  const [, authority, rest = ''] = /^[a-z][a-z0-9+.-]*:\/\/([^/?#]*)(.*)$/is.exec(url) ?? [];
  if (authority === undefined) return { url, authority: undefined };
  return { url: rest.startsWith('/') ? rest : `/${rest}`, authority: authority.replace(/^.*@/s, '') };
}

/** An answer's headers for the phone. */
export function answerHeaders(raw: readonly string[]): string[] {
  return passedOn(raw, /^$/);
}

/** As a message's head, for the journal. */
export function headText(start: string, headers: readonly string[]): string {
  const lines = [start];
  for (let at = 0; at + 1 < headers.length; at += 2) lines.push(`${headers[at]}: ${headers[at + 1]}`);
  return `${lines.join('\r\n')}\r\n\r\n`;
}
