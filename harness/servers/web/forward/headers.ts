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

/** A request's headers for the server behind; `host` replaces the phone's Host. */
export function requestHeaders(
  raw: readonly string[],
  { bytes, hasBody, host }: { readonly bytes: number; readonly hasBody: boolean; readonly host: string | undefined },
): string[] {
  const kept = passedOn(raw, /^content-length$/i);
  if (host !== undefined) {
    for (let at = 0; at < kept.length; at += 2) if (/^host$/i.test(kept[at] ?? '')) kept[at + 1] = host;
  }
  return hasBody ? [...kept, 'Content-Length', String(bytes)] : kept;
}

/** An answer's headers for the phone. */
export function answerHeaders(raw: readonly string[]): string[] {
  return passedOn(raw, /^$/);
}

/** As a message's head, for the journal. */
export function headBytes(start: string, headers: readonly string[]): Buffer {
  const lines = [start];
  for (let at = 0; at + 1 < headers.length; at += 2) lines.push(`${headers[at]}: ${headers[at + 1]}`);
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1');
}
