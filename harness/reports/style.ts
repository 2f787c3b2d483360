/** Colours for a terminal, or none of them. */
export interface Style {
  good(text: string): string;
  bad(text: string): string;
  faint(text: string): string;
  strong(text: string): string;
}

const plain = (text: string): string => text;
const sgr = (open: number, close: number) => (text: string) => `\u001b[${open}m${text}\u001b[${close}m`;

/** Colours when the stream is a terminal and NO_COLOR is not set (no-color.org). */
export function styleFor(stream: { readonly isTTY?: boolean }, env: NodeJS.ProcessEnv = process.env): Style {
  if (!stream.isTTY || (env.NO_COLOR !== undefined && env.NO_COLOR !== '')) {
    return { good: plain, bad: plain, faint: plain, strong: plain };
  }
  return { good: sgr(32, 39), bad: sgr(31, 39), faint: sgr(2, 22), strong: sgr(1, 22) };
}
