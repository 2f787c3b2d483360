import type { CertificateServiceLocation } from './location.js';
import { blobProblems, locationProblems } from './problems.js';
import { MAX_SUB_OPTIONS, type PlacedSubOption, type SubOption, subOptionCode, subOptionName } from './sub-option.js';

const PAD = 0;
const END = 255;
/** Older Cisco IOS cuts `option 43 hex` silently after 180 digits (observed). */
const IOS_CUT = 90;

/** What option 43 says, and what is wrong with it. */
export interface DecodedOption43 {
  /** Every complete sub-option in order, unknown codes included. */
  readonly subOptions: readonly SubOption[];
  /** From sub-options 1 to 5, the first of each; empty for a voice VLAN value. */
  readonly location: CertificateServiceLocation;
  /** Sentences, each naming the byte, counted from 0 at the first byte of the option's value. */
  readonly problems: readonly string[];
}

/**
 * Reads the value of option 43 in any order of sub-options. Pads (00) and an end mark (ff) are accepted (RFC 2132, section 8.4).
 * Never throws: what cannot be read is a problem. A value with sub-option 10 and none of 1 to 5 is a voice VLAN, and no problem.
 */
export function decodeOption43(data: Buffer): DecodedOption43 {
  const { placed, problems } = readSubOptions(data);
  const location: CertificateServiceLocation = {};
  const fields = [
    [subOptionCode.identifier, 'identifier'],
    [subOptionCode.urlScheme, 'urlScheme'],
    [subOptionCode.webServer, 'webServer'],
    [subOptionCode.port, 'port'],
    [subOptionCode.path, 'path'],
  ] as const;
  for (const [code, field] of fields) {
    const instances = placed.filter((subOption) => subOption.code === code);
    const first = instances[0];
    if (first) location[field] = first.data.toString('latin1');
    for (const again of instances.slice(1)) {
      problems.push(
        `Sub-option ${code} (${subOptionName(code)}) at byte ${again.at} repeats the one at byte ${first?.at}; which of them a phone takes is unknown.`,
      );
    }
  }
  problems.push(...locationProblems(placed, data.length));
  return {
    subOptions: placed.map(({ code, data: value }) => ({ code, data: value })),
    location,
    problems: [...blobProblems(data, placed), ...problems],
  };
}

function readSubOptions(data: Buffer): { placed: PlacedSubOption[]; problems: string[] } {
  const placed: PlacedSubOption[] = [];
  const problems: string[] = [];
  let at = 0;
  while (at < data.length) {
    const code = data.readUInt8(at);
    if (code === PAD) {
      at += 1;
      continue;
    }
    if (code === END) {
      const after = data.subarray(at + 1).findIndex((byte) => byte !== PAD && byte !== END);
      if (after >= 0) problems.push(`Bytes follow the end mark (ff) at byte ${at}, from byte ${at + 1 + after} on.`);
      break;
    }
    const name = `Sub-option ${code} (${subOptionName(code)}) at byte ${at}`;
    const length = data[at + 1];
    const left = data.length - at - 2;
    if (length === undefined) {
      problems.push(`${name} has no length byte: the value was cut after ${data.length} bytes.`);
      break;
    }
    if (length > left) {
      const ios = data.length === IOS_CUT ? `, as older Cisco IOS cuts \`option 43 hex\` at 180 digits` : '';
      problems.push(
        `${name} announces ${length} bytes (0x${length.toString(16)}) but only ${left} follow: the value was cut after ${data.length} bytes${ios}, or the length is wrong.`,
      );
      break;
    }
    if (placed.length === MAX_SUB_OPTIONS) {
      problems.push(`More than ${MAX_SUB_OPTIONS} sub-options; those from byte ${at} on were not read.`);
      break;
    }
    placed.push({ code, data: Buffer.from(data.subarray(at + 2, at + 2 + length)), at });
    at += 2 + length;
  }
  return { placed, problems };
}
