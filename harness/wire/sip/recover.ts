import { HarnessError } from '../../foundation/errors/index.js';
import type { SipLimits } from './limits.js';
import type { SipHeader } from './message.js';
import { parseHeaderLines } from './parse.js';

/**
 * Whatever of a broken head can be read: its first line, and the header lines that are good, folds joined, bytes that
 * are not UTF-8 replaced. A line that is cut off is left out.
 */
export function recoverHead(
  head: Buffer,
  limits: Pick<Required<SipLimits>, 'maxHeaderCount' | 'maxHeaderLine'>,
): { readonly startLine: string; readonly headers: readonly SipHeader[] } {
  const [startLine = '', ...lines] = head
    .toString()
    .replace(/\r\n[ \t]+/g, ' ')
    .split('\r\n');
  const headers: SipHeader[] = [];
  for (const line of lines.slice(0, limits.maxHeaderCount)) {
    // An answer with a line break of the asker's would be two lines.
    if (/[\r\n]/.test(line)) continue;
    try {
      headers.push(...parseHeaderLines([line], limits));
    } catch (error) {
      if (!(error instanceof HarnessError)) throw error;
      // The next line may still be a good one.
    }
  }
  return { startLine, headers };
}
