import { notXmlAnswer, pageAnswer, unknownRequest } from './answers.js';
import type { WebAnswer, WebExchange } from './exchange.js';

/** What a phone sends to the device update service is not published, so that nothing of it is refused for its form. */
const TOLERANT = /^\/RequestHandler(?:Ext)?\//i;

/**
 * The refusal of a body that no handler should see, before anybody is asked who they are: compressed, which nobody here
 * unpacks (a few bytes may become gigabytes), or XML by its own word and not by its bytes. It is kept whole all the same.
 */
export function unacceptable(exchange: WebExchange): WebAnswer | undefined {
  const { headers, notXml, path } = exchange.request;
  const encoding = headers['content-encoding'];
  if (encoding !== undefined && encoding.trim().toLowerCase() !== 'identity') {
    const answer = pageAnswer(415, 'Bodies are taken without a Content-Encoding only.');
    return unknownRequest(exchange, { ...answer, headers: { 'Accept-Encoding': 'identity' } });
  }
  const saysXml = /^[^;]*[/+]xml\b/i.test(headers['content-type'] ?? '');
  return saysXml && notXml && !TOLERANT.test(path) ? unknownRequest(exchange, notXmlAnswer(notXml)) : undefined;
}
