import { dhcpFaults } from './dhcp/index.js';
import { directoryConnectionFaults, directoryFaults } from './directory/index.js';
import { dnsFaults } from './dns/index.js';
import type { AnyFaultKind } from './kind.js';
import { ntpFaults } from './ntp/index.js';
import type { FaultPoint } from './points.js';
import { sipFaults } from './sip/index.js';
import { tlsFaults } from './tls/index.js';
import { webConnectionFaults, webFaults } from './web/index.js';

/** Every fault there is. A word may occur more than once, at different points. */
export const faultTable: readonly AnyFaultKind[] = [
  ...tlsFaults,
  ...sipFaults,
  ...webFaults,
  ...webConnectionFaults,
  ...dnsFaults,
  ...ntpFaults,
  ...directoryFaults,
  ...directoryConnectionFaults,
  ...dhcpFaults,
];

/** The faults that may stand at a point. */
export function faultsAt(point: FaultPoint): readonly AnyFaultKind[] {
  return faultTable.filter(({ at }) => (at as readonly FaultPoint[]).includes(point));
}

export function faultNamed(point: FaultPoint, word: string): AnyFaultKind | undefined {
  return faultsAt(point).find((kind) => kind.do === word);
}
