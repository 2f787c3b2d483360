/** Texts up to so many characters are copied by V8 whenever they are cut out of a longer one. */
export const COPIED_ANYWAY = 12;

/**
 * The same text in memory of its own: one cut out of a message would keep the whole message as long as it lives. With a
 * byte a character where that does: what has two is compared, and found in maps, many times as slowly.
 */
export function ownText(text: string): string {
  if (text.length <= COPIED_ANYWAY) return text;
  const narrow = Buffer.from(text, 'latin1').toString('latin1');
  return narrow === text ? narrow : Buffer.from(text, 'utf16le').toString('utf16le');
}
