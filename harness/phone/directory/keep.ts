import {
  type CertificateSummary,
  type DeliveringOrigin,
  deliveredAnchor,
  summarize,
} from '../../../certs/trust/index.js';
import { HarnessError } from '../../foundation/errors/index.js';
import type { PhoneMemory } from '../memory.js';

/** How many certificates of a download were new to each other. */
export interface Kept {
  readonly roots: number;
  readonly others: number;
}

/** Every value that is a certificate is installed, expired ones and doubles too (inferred); the rest is passed over. */
export function keepAuthorities(memory: PhoneMemory, values: readonly Buffer[], origin: DeliveringOrigin): Kept {
  const roots = new Set<string>();
  const others = new Set<string>();
  for (const value of values) {
    const found = readable(value);
    if (!found) continue;
    if (found.selfSigned) {
      roots.add(found.thumbprint);
      const anchor = deliveredAnchor(value, origin);
      if (!memory.deliveredAnchors.some(({ id }) => id === anchor.id)) memory.deliveredAnchors.push(anchor);
    } else {
      others.add(found.thumbprint);
      if (!memory.intermediates.some((one) => one.equals(value))) memory.intermediates.push(value);
    }
  }
  return { roots: roots.size, others: others.size };
}

/** What the value says as a certificate; undefined when it is none. */
export function readable(value: Buffer): CertificateSummary | undefined {
  try {
    return summarize(value);
  } catch (error) {
    if (error instanceof HarnessError) return undefined;
    throw error;
  }
}
