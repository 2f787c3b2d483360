/** The 1-based line of a character's index. */
export function lineAt(text: string, index: number): number {
  return (text.slice(0, index).match(/\r\n|\r|\n/g)?.length ?? 0) + 1;
}

/** A character as it can stand in a sentence on a terminal. */
export function printable(character: string): string {
  return /^[\x20-\x7e]$/.test(character) ? character : `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`;
}
