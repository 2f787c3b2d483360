import { header } from '../../../wire/sip/index.js';
import { serviceContent } from '../services/index.js';
import type { Method } from './method.js';

/** SERVICE: what is asked is told by the content's type; a type nobody understands is a 415 (inferred). */
export const service: Method = (exchange, core) => {
  const content = serviceContent(header(exchange.request, 'Content-Type') ?? '');
  return content?.serve(exchange, core) ?? { status: 415, reason: 'Unsupported Media Type' };
};
