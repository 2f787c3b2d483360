/** What Node's parser gave up for, by its code; everything else is a request nobody can read. */
const REASONS: Readonly<Record<string, readonly [statusLine: string, sentence: string]>> = {
  ERR_HTTP_REQUEST_TIMEOUT: ['408 Request Timeout', 'The request did not end in time.'],
  HPE_HEADER_OVERFLOW: ['431 Request Header Fields Too Large', 'The headers of the request are too large.'],
  HPE_CHUNK_EXTENSIONS_OVERFLOW: ['413 Payload Too Large', 'The chunk extensions of the request are too large.'],
  HPE_INVALID_CHUNK_SIZE: ['400 Bad Request', 'The body is chunked, and the length of a chunk is no number.'],
};

/** The whole answer to bytes that are no request, or over the limits of one; the connection ends with it. */
export function brokenRequestAnswer(code: string | undefined): string {
  const [statusLine, sentence] = REASONS[code ?? ''] ?? ['400 Bad Request', 'The request is not HTTP.'];
  return lastAnswer(statusLine, sentence);
}

/** An answer written past Node's own, and the last one of its connection. */
export function lastAnswer(statusLine: string, sentence: string): string {
  const body = `<html><head><title>${statusLine.slice(0, 3)}</title></head><body><p>${sentence}</p></body></html>`;
  const headers = [
    'Content-Type: text/html; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
  ];
  return `HTTP/1.1 ${statusLine}\r\n${headers.join('\r\n')}\r\n\r\n${body}`;
}
