import { verifyData } from './key-schedule.js';
import type { ScriptedPeer } from './peer.js';

/** Ways to get a Finished wrong although the keys are right. */
export const verifyDataFaults = ['one-bit', 'other-label', 'message-missing', 'zeros', 'first-byte-only'] as const;
export type VerifyDataFault = (typeof verifyDataFaults)[number];

export function wrongVerifyData(right: Buffer, peer: ScriptedPeer, fault: VerifyDataFault | undefined): Buffer {
  const master = peer.master ?? Buffer.alloc(48);
  if (fault === 'one-bit') return Buffer.from(right.map((byte, index) => (index === 11 ? byte ^ 1 : byte)));
  if (fault === 'other-label') return verifyData(master, peer.side === 'client' ? 'server' : 'client', peer.transcript);
  if (fault === 'message-missing') return verifyData(master, peer.side, peer.transcript.slice(0, -1));
  if (fault === 'zeros') return Buffer.alloc(12);
  if (fault === 'first-byte-only') return Buffer.concat([right.subarray(0, 1), Buffer.alloc(11, (right[1] ?? 0) ^ 1)]);
  return right;
}
