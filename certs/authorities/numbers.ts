/** Content octets of the INTEGER that an unsigned number in hex is: a sign octet where needed, no more zeros (X.690 8.3). */
export function positiveInteger(hex: string): string {
  const digits = hex.replace(/^(00)+(?=..)/, '');
  return Number.parseInt(digits.slice(0, 2), 16) >= 0x80 ? `00${digits}` : digits;
}
