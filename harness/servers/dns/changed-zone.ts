import type { DnsChanges, DnsRecord } from '../../deployment/index.js';
import { addNamesBetween, isWithin, type Zone } from './zone.js';

/**
 * The zone after an administrator's changes. A name outside every zone becomes one of its own, so that the rest of its
 * domain stays foreign. A name that lost its records exists no more, unless it leads to another.
 */
export function changedZone(zone: Zone, { records: added, removed }: DnsChanges): Zone {
  if (added.length + removed.length === 0) return zone;
  // Names between are made again from what is left.
  const records = new Map<string, readonly DnsRecord[]>([...zone.records].filter(([, held]) => held.length > 0));
  for (const { name, type } of removed) {
    const key = name.toLowerCase();
    const left = (records.get(key) ?? []).filter((record) => type !== undefined && record.type !== type);
    if (left.length > 0) records.set(key, left);
    else records.delete(key);
  }
  const origins = [...zone.origins];
  for (const { name, record } of added) {
    const key = name.toLowerCase();
    records.set(key, [...(records.get(key) ?? []), record]);
    if (!origins.some((origin) => isWithin(key, origin))) origins.push(key);
  }
  addNamesBetween(records, origins);
  return { ...zone, records, origins };
}
