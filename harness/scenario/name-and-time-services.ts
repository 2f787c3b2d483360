import {
  type DnsChanges,
  type DnsRecord,
  defaultNameServiceSettings,
  defaultTimeServiceSettings,
  type NameServiceSettings,
  type TimeServiceSettings,
} from '../deployment/index.js';
import { durationMs } from './schema/duration.js';
import { macOf, type NameServiceSpec } from './schema/name-service.js';
import type { TimeServiceSpec } from './schema/time-service.js';

/** The name server's records as the scenario changes them. */
export function nameServiceOf(spec: NameServiceSpec = {}): NameServiceSettings {
  const devices = Object.entries(spec.devices ?? {}).map(
    ([mac, changes]) => [macOf(mac) ?? mac, changesOf(changes)] as const,
  );
  return { ttl: spec.ttl ?? defaultNameServiceSettings.ttl, ...changesOf(spec), devices: new Map(devices) };
}

/** The time server's clock as the scenario sets it. */
export function timeServiceOf(spec: TimeServiceSpec = {}): TimeServiceSettings {
  return {
    served: spec.served ?? defaultTimeServiceSettings.served,
    ...(spec.date !== undefined && { date: new Date(spec.date) }),
    offsetMs: signedMs(spec.offset ?? '0s'),
    frozen: spec.frozen ?? defaultTimeServiceSettings.frozen,
    driftPpm: spec.drift ?? defaultTimeServiceSettings.driftPpm,
    jumps: (spec.jumps ?? []).map(({ after, by }) => ({ afterMs: durationMs(after), byMs: signedMs(by) })),
  };
}

function changesOf({ records = [], removed = [] }: Pick<NameServiceSpec, 'records' | 'removed'>): DnsChanges {
  return { records: records.map(({ name, ...data }) => ({ name, record: recordOf(data) })), removed };
}

type RecordData = NonNullable<NameServiceSpec['records']>[number] extends infer R
  ? R extends unknown
    ? Omit<R, 'name'>
    : never
  : never;

function recordOf(data: RecordData): DnsRecord {
  if (data.type !== 'SRV') return data;
  return { ...data, priority: data.priority ?? 0, weight: data.weight ?? 0 };
}

function signedMs(text: string): number {
  const ms = durationMs(text.replace(/^[+-]/, ''));
  return text.startsWith('-') ? -ms : ms;
}
