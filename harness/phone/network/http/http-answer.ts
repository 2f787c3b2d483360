import type { IncomingMessage } from 'node:http';
import { HarnessError } from '../../../foundation/errors/index.js';

/** The largest body a phone takes: a chain of certificates or a web ticket is some kilobytes. */
export const MAX_HTTP_BODY = 1024 * 1024;

export interface HttpAnswer {
  readonly status: number;
  /** Values of the header, in order; names ignore case. */
  header(name: string): readonly string[];
  readonly body: Buffer;
}

/** The whole answer, its body no larger than `MAX_HTTP_BODY`. @throws HarnessError PHONE_HTTP_INVALID */
export async function readAnswer(message: IncomingMessage, url: string, what: string): Promise<HttpAnswer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > MAX_HTTP_BODY) {
      message.destroy();
      throw new HarnessError('PHONE_HTTP_INVALID', { url, what, detail: `a body over ${MAX_HTTP_BODY} bytes` });
    }
    chunks.push(chunk);
  }
  return {
    status: message.statusCode ?? 0,
    header: (name) => message.headersDistinct[name.toLowerCase()] ?? [],
    body: Buffer.concat(chunks),
  };
}
