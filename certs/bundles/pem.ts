import { fileError } from './file-error.js';
import { lineAt, printable } from './lines.js';

/** One "-----BEGIN X-----" ... "-----END X-----" of a text (RFC 7468 2). */
export interface PemBlock {
  readonly label: string;
  /** Of its first marker, 1-based. */
  readonly line: number;
  readonly holdsCertificates: boolean;
  /** What the block holds; only asked of blocks with certificates, so that no private key is ever decoded. */
  der(): Buffer;
}

const MARKER = /-----(BEGIN|END) ([A-Z0-9 ]{1,64})-----/g;

/** Labels seen on certificates and bundles. CMS is what newer OpenSSL calls PKCS7. */
const certificateLabels = ['CERTIFICATE', 'X509 CERTIFICATE', 'PKCS7', 'CMS'];

/**
 * The blocks of a text in order; undefined when it has no marker at all. Text outside blocks is passed over.
 * Errors: CERTIFICATE_FILE_INVALID with the line, for a marker without its other half or a letter that is no base64.
 */
export function pemBlocks(text: string, file: string): PemBlock[] | undefined {
  const markers = [...text.matchAll(MARKER)];
  refuseDamagedMarkers(text, file);
  if (markers.length === 0) return undefined;
  const lines = lineCounter(text);
  const blocks: PemBlock[] = [];
  let open: { readonly label: string; readonly line: number; readonly from: number } | undefined;
  for (const marker of markers) {
    const [whole, side, label = ''] = marker;
    const line = lines(marker.index);
    const endOf = (name: string) => `the line "-----END ${name}-----" after the last line of its base64`;
    if (side === 'BEGIN') {
      if (open !== undefined) {
        const detail = `"${whole}" stands inside the block that begins at line ${open.line}`;
        throw fileError(file, `line ${line}`, detail, endOf(open.label));
      }
      open = { label, line, from: marker.index + whole.length };
    } else if (open === undefined) {
      throw fileError(
        file,
        `line ${line}`,
        `"${whole}" ends a block that never began`,
        `its "-----BEGIN ${label}-----"`,
      );
    } else if (open.label !== label) {
      const detail = `"${whole}" ends the block "${open.label}" that begins at line ${open.line}`;
      throw fileError(file, `line ${line}`, detail, endOf(open.label));
    } else {
      blocks.push(block(text.slice(open.from, marker.index), open, file));
      open = undefined;
    }
  }
  if (open !== undefined) {
    const detail = `the file ends inside the block "${open.label}" that begins at line ${open.line}`;
    throw fileError(
      file,
      `line ${lineAt(text, text.length)}`,
      detail,
      `the rest of it, up to "-----END ${open.label}-----"`,
    );
  }
  return blocks;
}

/** A marker with a hyphen too few, or cut off by the end of the file: its certificate would silently be missing. */
function refuseDamagedMarkers(text: string, file: string): void {
  const others = text.replaceAll(MARKER, (whole) => ' '.repeat(whole.length));
  const damaged = /-+ ?(?:BEGIN|END) [A-Z0-9 ]{1,64}-*|-{5}[A-Z0-9 ]{0,64}-{0,4}$/.exec(others);
  if (damaged === null) return;
  const expected = 'markers with five hyphens on both sides, such as "-----BEGIN CERTIFICATE-----"';
  throw fileError(file, `line ${lineAt(text, damaged.index)}`, `the marker "${damaged[0]}" is damaged`, expected);
}

function block(body: string, { label, line }: { label: string; line: number }, file: string): PemBlock {
  return {
    label,
    line,
    holdsCertificates: certificateLabels.includes(label),
    der: () => decode(body, label, line, file),
  };
}

function decode(body: string, label: string, line: number, file: string): Buffer {
  const stray = /[^A-Za-z0-9+/=\s]/.exec(body) ?? /=(?=[\s=]*[A-Za-z0-9+/])/.exec(body);
  if (stray !== null) {
    const at = line + lineAt(body, stray.index) - 1;
    throw fileError(file, `line ${at}`, `"${printable(stray[0])}" does not belong there`, 'base64 between the markers');
  }
  const base64 = body.replace(/\s+/g, '');
  if (base64 === '' || base64.length % 4 !== 0 || !/^[A-Za-z0-9+/]+={0,2}$/.test(base64)) {
    const detail = `the base64 of the block "${label}" has ${base64.length} characters, no whole groups of four`;
    throw fileError(file, `line ${line}`, detail, 'all of its lines, each whole');
  }
  return Buffer.from(base64, 'base64');
}

/** Lines of ever greater indexes without counting from the start each time: a bundle has hundreds of markers. */
function lineCounter(text: string): (index: number) => number {
  let counted = 0;
  let line = 1;
  return (index) => {
    line += lineAt(text.slice(counted, index), index - counted) - 1;
    counted = index;
    return line;
  };
}
