import { HarnessError } from '../../foundation/errors/index.js';

/** More names than any list of search domains or SIP servers has; keeps a hostile list from growing by pointers. */
export const MAX_DOMAIN_NAMES = 64;
/** A name on the wire (RFC 1035, section 2.3.4). */
const MAX_NAME_LENGTH = 255;
const MAX_LABEL_LENGTH = 63;
/** A pointer holds 14 bits. */
const MAX_POINTER = 0x3fff;

/**
 * Names as RFC 1035 label sequences, each closed by 00: the value of option 119 (RFC 3397), and of option 120 behind its first
 * byte. With `compress`, later names point to suffixes of earlier ones. Throws WIRE_INVALID, WIRE_TOO_LARGE.
 */
export function encodeDomainNames(names: readonly string[], options: { compress?: boolean } = {}): Buffer {
  if (names.length > MAX_DOMAIN_NAMES) throw tooMany('the names');
  const suffixes = new Map<string, number>();
  const parts: Buffer[] = [];
  let at = 0;
  const add = (part: Buffer) => {
    parts.push(part);
    at += part.length;
  };
  for (const name of names) {
    const labels = labelsOf(name);
    let pointed = false;
    for (let index = 0; index < labels.length && !pointed; index++) {
      const suffix = labels.slice(index).join('.').toLowerCase();
      const earlier = options.compress === true ? suffixes.get(suffix) : undefined;
      if (earlier !== undefined) {
        add(Buffer.from([0xc0 | (earlier >> 8), earlier & 0xff]));
        pointed = true;
      } else {
        if (at <= MAX_POINTER && !suffixes.has(suffix)) suffixes.set(suffix, at);
        const label = Buffer.from(labels[index] ?? '', 'latin1');
        add(Buffer.concat([Buffer.from([label.length]), label]));
      }
    }
    if (!pointed) add(Buffer.from([0]));
  }
  return Buffer.concat(parts);
}

/**
 * The names of a label sequence list. Pointers count from the first byte of `data` and must point backwards, so that no list can
 * loop. Throws WIRE_TRUNCATED, WIRE_INVALID, WIRE_TOO_LARGE with the byte.
 */
export function decodeDomainNames(data: Buffer): string[] {
  const names: string[] = [];
  let at = 0;
  while (at < data.length) {
    if (names.length === MAX_DOMAIN_NAMES) throw tooMany(`byte ${at}`);
    const { name, next } = readName(data, at);
    names.push(name);
    at = next;
  }
  return names;
}

function readName(data: Buffer, start: number): { name: string; next: number } {
  const labels: string[] = [];
  let length = 1;
  let at = start;
  let next: number | undefined;
  let lowest = start;
  for (;;) {
    const size = data[at];
    if (size === undefined) throw truncated(data, at);
    if (size === 0) break;
    if (size >= 0xc0) {
      const low = data[at + 1];
      if (low === undefined) throw truncated(data, at);
      const target = ((size & 0x3f) << 8) | low;
      if (target >= lowest)
        throw invalid(`byte ${at}`, `the compression pointer to byte ${target} does not point backwards`);
      next ??= at + 2;
      lowest = target;
      at = target;
      continue;
    }
    if (size > MAX_LABEL_LENGTH) throw invalid(`byte ${at}`, `${size} is neither a label length nor a pointer`);
    if (at + 1 + size > data.length) throw truncated(data, at);
    const label = data.subarray(at + 1, at + 1 + size);
    if (!label.every(isLabelByte)) throw invalid(`byte ${at + 1}`, 'a label holds a byte that no host name has');
    labels.push(label.toString('latin1'));
    length += size + 1;
    if (length > MAX_NAME_LENGTH) throw invalid(`byte ${start}`, `the name is longer than ${MAX_NAME_LENGTH} bytes`);
    at += size + 1;
  }
  if (labels.length === 0) throw invalid(`byte ${start}`, 'the name is empty');
  return { name: labels.join('.'), next: next ?? at + 1 };
}

function labelsOf(name: string): string[] {
  const labels = (name.endsWith('.') ? name.slice(0, -1) : name).split('.');
  let length = 1;
  for (const label of labels) {
    const bytes = Buffer.from(label, 'utf8');
    if (bytes.length === 0 || bytes.length > MAX_LABEL_LENGTH || !bytes.every(isLabelByte)) {
      throw invalid(
        JSON.stringify(name.slice(0, 80)),
        `a label needs 1 to ${MAX_LABEL_LENGTH} visible ASCII characters`,
      );
    }
    length += bytes.length + 1;
  }
  if (length > MAX_NAME_LENGTH) {
    throw invalid(JSON.stringify(name.slice(0, 80)), `the name is longer than ${MAX_NAME_LENGTH} bytes`);
  }
  return labels;
}

/** Visible ASCII without the dot, which would read as a label's end. */
function isLabelByte(byte: number): boolean {
  return byte > 0x20 && byte < 0x7f && byte !== 0x2e;
}

function truncated(data: Buffer, at: number): HarnessError {
  return new HarnessError('WIRE_TRUNCATED', {
    what: 'The list of domain names',
    length: data.length,
    place: `the name at byte ${at}`,
  });
}

function invalid(place: string, detail: string): HarnessError {
  return new HarnessError('WIRE_INVALID', { what: 'The list of domain names', place, detail });
}

function tooMany(place: string): HarnessError {
  return new HarnessError('WIRE_TOO_LARGE', {
    what: 'The list of domain names',
    limit: `${MAX_DOMAIN_NAMES} names`,
    place,
  });
}
