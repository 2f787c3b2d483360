import type { FaultKind } from './kind.js';
import type { FaultPoint } from './points.js';
import { tlsFaults } from './tls/index.js';

/** Every fault there is. A word may occur more than once, at different points. */
export const faultTable: readonly FaultKind[] = [...tlsFaults];

/** The faults that may stand at a point. */
export function faultsAt(point: FaultPoint): readonly FaultKind[] {
  return faultTable.filter(({ at }) => at.includes(point));
}

export function faultNamed(point: FaultPoint, word: string): FaultKind | undefined {
  return faultsAt(point).find((kind) => kind.do === word);
}
