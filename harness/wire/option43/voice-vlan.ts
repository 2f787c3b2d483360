import { HarnessError } from '../../foundation/errors/index.js';
import { encodeSubOptions } from './encode.js';
import { type SubOption, subOptionCode } from './sub-option.js';

/** Option 60 of the phone's first DISCOVER, which asks for the voice VLAN. Written with other capitals in places: compare without case. */
export const voiceVlanVendorClass = 'CPE-OCPHONE';

/** How sub-option 10 holds the number. No source says which one Lync Phone Edition reads; `word` is assumed (inferred). */
export type VoiceVlanForm = 'word' | 'dword' | 'text';

/** The value of option 43 for class CPE-OCPHONE: sub-option 10 alone. Throws WIRE_INVALID unless `id` is 0 to 4095. */
export function encodeVoiceVlan(id: number, form: VoiceVlanForm = 'word'): Buffer {
  if (!Number.isInteger(id) || id < 0 || id > 4095) {
    throw new HarnessError('WIRE_INVALID', {
      what: 'The voice VLAN',
      place: 'its number',
      detail: `${id} is not between 0 and 4095`,
    });
  }
  return encodeSubOptions([{ code: subOptionCode.voiceVlan, data: numberBytes(id, form) }]);
}

/** The VLAN of sub-option 10 in whichever form it came; `undefined` when absent or unreadable. */
export function voiceVlan(subOptions: readonly SubOption[]): number | undefined {
  const data = subOptions.find(({ code }) => code === subOptionCode.voiceVlan)?.data;
  if (data === undefined || data.length === 0) return undefined;
  const text = data.toString('latin1');
  const id = /^\d{1,4}$/.test(text)
    ? Number(text)
    : data.length === 2 || data.length === 4
      ? data.readUIntBE(0, data.length)
      : undefined;
  return id !== undefined && id <= 4095 ? id : undefined;
}

function numberBytes(id: number, form: VoiceVlanForm): Buffer {
  if (form === 'text') return Buffer.from(String(id), 'latin1');
  const bytes = Buffer.alloc(form === 'word' ? 2 : 4);
  bytes.writeUIntBE(id, 0, bytes.length);
  return bytes;
}
