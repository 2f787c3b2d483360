import { createHash } from 'node:crypto';
import { remembered } from '../../foundation/remembered.js';
import { invalidSip } from './invalid.js';

/** fcacfb03-8a73-46ef-91b1-e5ebeeaba4fe in the byte order of a Windows GUID (MS-SIPRE 3.2). */
const INSTANCE_NAMESPACE = '03fbacfc738aef4691b1e5ebeeaba4fe';

/**
 * The UUID, in lower case, that an endpoint derives from its epid for `+sip.instance` and as the DeviceId of a
 * certificate request (MS-SIPRE 3.2): version 5 in a GUID's little-endian layout.
 */
export const instanceFromEpid: (epid: string) => string = remembered(derivedInstance, { entries: 1024, longest: 16 });

function derivedInstance(epid: string): string {
  const bytes = createHash('sha1').update(Buffer.from(INSTANCE_NAMESPACE, 'hex')).update(epid).digest().subarray(0, 16);
  bytes[7] = ((bytes[7] ?? 0) & 0x0f) | 0x50;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = swapGuidFields(bytes).toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/**
 * The X of `sip:user@domain;opaque=user:epid:X;gruu` for an instance UUID in either case: 24 characters that end in
 * `AA` (recomputed from public traces).
 * @throws HarnessError WIRE_INVALID when `instance` is not a UUID
 */
export const gruuIdentifier: (instance: string) => string = remembered(encodedInstance, { entries: 1024, longest: 36 });

function encodedInstance(instance: string): string {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(instance)) {
    throw invalidSip('+sip.instance', 'it is not a UUID');
  }
  const guid = swapGuidFields(Buffer.from(instance.replaceAll('-', ''), 'hex'));
  return Buffer.concat([guid, Buffer.alloc(2)]).toString('base64url');
}

/** Between text order and a GUID's memory order: the first three fields change their byte order. */
function swapGuidFields(bytes: Buffer): Buffer {
  const order = [3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15];
  return Buffer.from(order.map((from) => bytes[from] ?? 0));
}
