import type { Answer } from 'dns-packet';
import { type DnsRecord, lookUp, originOf, type Zone } from './zone.js';

/** The sections of one answer. */
export interface Sections {
  readonly exists: boolean;
  readonly answers: readonly Answer[];
  readonly authorities: readonly Answer[];
  readonly additionals: readonly Answer[];
}

/**
 * What the zone says of a name. An existing name without records of the type gives an empty answer, never "no such name"; empty and
 * negative answers inside our zones carry the SOA that lets a resolver remember them (RFC 2308). Services come with the addresses of
 * their targets. Owner names are in the case of the question.
 */
export function answer(zone: Zone, name: string, type: string, ttl: number): Sections {
  const records = lookUp(zone, name);
  const origin = originOf(zone, name);
  const isTop = origin === name.toLowerCase();
  const answers = (records ?? [])
    .filter((record) => record.type === type || type === 'ANY')
    .map((record) => wire(name, record, ttl));
  if (isTop && (type === 'SOA' || type === 'ANY')) answers.push(startOfAuthority(zone, name, ttl));
  return {
    exists: records !== undefined,
    answers,
    authorities: answers.length === 0 && origin !== undefined ? [startOfAuthority(zone, origin, ttl)] : [],
    additionals: targetAddresses(zone, answers, ttl),
  };
}

/** Presentation form of a record's data: `0 0 5061 sip.contoso.com`, `127.10.1.1`. */
export function presentation(record: Answer): string {
  switch (record.type) {
    case 'A':
    case 'NS':
      return record.data;
    case 'SRV': {
      const { priority, weight, port, target } = record.data;
      return `${priority} ${weight} ${port} ${target}`;
    }
    case 'SOA':
      return `${record.data.mname} ${record.data.rname}`;
    default:
      return record.type;
  }
}

function wire(name: string, record: DnsRecord, ttl: number): Answer {
  switch (record.type) {
    case 'A':
      return { type: 'A', name, ttl, data: record.address };
    case 'NS':
      return { type: 'NS', name, ttl, data: record.target };
    case 'SRV': {
      const { priority, weight, port, target } = record;
      return { type: 'SRV', name, ttl, data: { priority, weight, port, target } };
    }
  }
}

function targetAddresses(zone: Zone, answers: readonly Answer[], ttl: number): Answer[] {
  const targets = answers.flatMap((each) => {
    if (each.type === 'SRV') return [each.data.target];
    return each.type === 'NS' ? [each.data] : [];
  });
  return [...new Set(targets)].flatMap((target) =>
    (lookUp(zone, target) ?? []).filter((record) => record.type === 'A').map((record) => wire(target, record, ttl)),
  );
}

function startOfAuthority(zone: Zone, origin: string, ttl: number): Answer {
  return {
    type: 'SOA',
    name: origin,
    ttl,
    data: {
      mname: zone.nameServer,
      rname: `hostmaster.${origin}`,
      serial: 1,
      refresh: 3600,
      retry: 600,
      expire: 86_400,
      minimum: ttl,
    },
  };
}
