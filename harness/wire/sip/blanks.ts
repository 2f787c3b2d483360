const SPACE = 0x20;
const TAB = 0x09;

/** Whether a UTF-16 code is that of a blank within a line. */
export function isBlank(code: number): boolean {
  return code === SPACE || code === TAB;
}

/** The place of the first character from a place on that is no blank. */
export function behindBlanks(text: string, from: number): number {
  let at = from;
  while (at < text.length && isBlank(text.charCodeAt(at))) at++;
  return at;
}
