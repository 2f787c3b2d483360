/** Bytes from hex with any white space, followed by `zeros` zero bytes. */
export function hex(text: string, zeros = 0): Buffer {
  const digits = text.replace(/\s+/g, '');
  if (!/^([0-9a-f]{2})*$/i.test(digits)) throw new Error(`not hex: ${text}`);
  return Buffer.concat([Buffer.from(digits, 'hex'), Buffer.alloc(zeros)]);
}
