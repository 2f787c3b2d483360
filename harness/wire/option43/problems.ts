import { ucVendorClass } from './location.js';
import { type PlacedSubOption, subOptionCode, subOptionName } from './sub-option.js';

/** Mistakes of the value as a whole: text instead of bytes, or the option's own header inside its value. */
export function blobProblems(data: Buffer, placed: readonly PlacedSubOption[]): string[] {
  if (data.length === 0) return ['Option 43 is empty at byte 0: it holds no sub-option.'];
  if (placed.some(({ code }) => code >= subOptionCode.identifier && code <= subOptionCode.path)) return [];
  const text = textOfHex(data.toString('latin1').replace(/[\s.:-]/g, ''), true);
  if (text?.includes(ucVendorClass)) {
    return [
      'From byte 0 on the value is the hex digits as text; the bytes themselves must be sent (type Binary, not String).',
    ];
  }
  if (data[0] === 43 && data[1] === data.length - 2) {
    return [
      "The value starts at byte 0 with the option's own code and length (2b), which the DHCP server adds by itself.",
    ];
  }
  return [];
}

/** Mistakes of sub-options 1 to 5, in the order of their codes. `length` is that of the whole value. */
export function locationProblems(placed: readonly PlacedSubOption[], length: number): string[] {
  const first = (code: number) => placed.find((subOption) => subOption.code === code);
  const required = [subOptionCode.identifier, subOptionCode.urlScheme, subOptionCode.webServer, subOptionCode.path];
  const isLocation = [...required, subOptionCode.port].some((code) => first(code) !== undefined);
  if (length === 0 || (!isLocation && first(subOptionCode.voiceVlan) !== undefined)) return [];
  const problems = required
    .filter((code) => first(code) === undefined)
    .map((code) => `Sub-option ${code} (${subOptionName(code)}) is missing from bytes 0 to ${length - 1}.`);
  // A wrong length eats into what follows: one of the five is gone, and something nobody knows is there instead.
  const whole = [...required, subOptionCode.port].every((code) => first(code) !== undefined);
  const stray = placed.find(({ code }) => code > subOptionCode.path && code !== subOptionCode.voiceVlan);
  if (stray && !whole) {
    problems.push(
      `Sub-option ${stray.code} at byte ${stray.at} is none that a Lync phone knows; the length before it may be wrong.`,
    );
  }
  for (const subOption of [...placed].sort((a, b) => a.code - b.code || a.at - b.at)) {
    if (subOption.code > subOptionCode.path) break;
    const detail = valueProblem(subOption.code, subOption.data);
    if (detail === undefined) continue;
    problems.push(
      `Sub-option ${subOption.code} (${subOptionName(subOption.code)}) at byte ${subOption.at} ${detail(subOption)}`,
    );
  }
  return problems;
}

type Detail = (subOption: PlacedSubOption) => string;

/** The end of the sentence about the worst mistake of one value; `undefined` when the value is good. */
function valueProblem(code: number, data: Buffer): Detail | undefined {
  const text = data.toString('latin1');
  if (data.length === 0) return () => 'is empty.';
  if (code === subOptionCode.port && (data.length === 2 || data.length === 4) && !/^\d+$/.test(text)) {
    const port = data.readUIntBE(0, data.length);
    return () =>
      `is the binary number ${port} (${spaced(data)}); a phone reads decimal text, here "${port}" (${spaced(Buffer.from(String(port)))}).`;
  }
  const nul = data.indexOf(0);
  if (nul >= 0) return ({ at }) => `holds a NUL at byte ${at + 2 + nul}; the text must have none, not even at its end.`;
  const odd = data.findIndex((byte) => byte <= 0x20 || byte >= 0x7f);
  if (odd >= 0)
    return ({ at }) =>
      `holds at byte ${at + 2 + odd} a blank or a byte that is not ASCII text (${spaced(data.subarray(odd, odd + 1))}).`;
  const hidden = textOfHex(text, code !== subOptionCode.port || Number(text) > 65535);
  if (hidden !== undefined) return () => `is the hex digits of "${hidden}" as text; the bytes themselves must be sent.`;
  return textProblem(code, text);
}

function textProblem(code: number, text: string): Detail | undefined {
  switch (code) {
    case subOptionCode.identifier:
      if (text === ucVendorClass) return undefined;
      if (text.toLowerCase() === ucVendorClass.toLowerCase()) {
        return () =>
          `is "${text}", which differs from ${ucVendorClass} in capitals; what phones make of that is unknown.`;
      }
      return () => `is "${text}" instead of ${ucVendorClass}.`;
    case subOptionCode.urlScheme:
      return text.toLowerCase() === 'https' ? undefined : () => `is "${text}" instead of https.`;
    case subOptionCode.webServer:
      if (/^\d+\.\d+\.\d+\.\d+$/.test(text)) {
        return () => `is the address ${text}; only a name can match the server's certificate.`;
      }
      return /^[a-z0-9_-]+(\.[a-z0-9_-]+)+$/i.test(text)
        ? undefined
        : () => `is "${text}", which is not a fully qualified host name.`;
    case subOptionCode.port:
      return /^\d{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= 65535
        ? undefined
        : () => `is "${text}", which is not a port number from 1 to 65535 in decimal text.`;
    case subOptionCode.path:
      if (text.toLowerCase() === 'https') {
        return () => 'holds "https", the value of sub-option 2; the URL then ends in "https" instead of a path.';
      }
      return text.startsWith('/') ? undefined : () => `is "${text}", which does not start with a slash.`;
    default:
      return undefined;
  }
}

/** The printable text that `digits` spell in hex, if they do and `suspect` says that plain digits are no answer. */
function textOfHex(digits: string, suspect: boolean): string | undefined {
  const hex = digits.replace(/^0x/i, '');
  if (!suspect || hex.length < 4 || !/^([0-9a-f]{2})+$/i.test(hex)) return undefined;
  const bytes = Buffer.from(hex, 'hex');
  return bytes.every((byte) => byte > 0x20 && byte < 0x7f) || bytes.includes(ucVendorClass)
    ? bytes.toString('latin1')
    : undefined;
}

function spaced(bytes: Buffer): string {
  return bytes.toString('hex').replace(/(..)(?=.)/g, '$1 ');
}
