import type { Answer } from 'dns-packet';
import type { DnsRecord } from '../../deployment/index.js';
import { lookUp, originOf, type Zone } from './zone.js';

/** The sections of one answer. */
export interface Sections {
  readonly exists: boolean;
  readonly answers: readonly Answer[];
  readonly authorities: readonly Answer[];
  readonly additionals: readonly Answer[];
}

/** Aliases followed in one answer: a chain that leads back to itself ends here. */
export const MAX_ALIASES = 8;

/**
 * What the zone says of a name. An existing name without records of the type gives an empty answer, never "no such name"; empty and
 * negative answers inside our zones carry the SOA that lets a resolver remember them (RFC 2308). An alias is answered with whatever
 * of its way lies in our zones (RFC 1034, section 4.3.2). Services come with the addresses of their targets. Owner names are in the
 * case of the question.
 */
export function answer(zone: Zone, name: string, type: string, ttl: number): Sections {
  const answers: Answer[] = [];
  const passed = new Set<string>();
  let owner = name;
  let records = lookUp(zone, owner);
  const exists = records !== undefined;
  for (;;) {
    const here = (records ?? []).filter((record) => record.type === type || type === 'ANY');
    answers.push(...here.map((record) => wire(owner, record, ttl)));
    const alias = records?.find((record) => record.type === 'CNAME');
    if (here.length > 0 || alias?.type !== 'CNAME') break;
    answers.push(wire(owner, alias, ttl));
    passed.add(owner.toLowerCase());
    owner = alias.target;
    records = lookUp(zone, owner);
    if (passed.has(owner.toLowerCase()) || passed.size >= MAX_ALIASES) break;
  }
  const origin = originOf(zone, owner);
  const isTop = origin === owner.toLowerCase();
  if (isTop && (type === 'SOA' || type === 'ANY')) answers.push(startOfAuthority(zone, owner, ttl));
  const empty = answers.every((each) => each.type === 'CNAME' && type !== 'CNAME');
  return {
    // The code speaks of the last name on the way (RFC 6604); a foreign one is not ours to deny.
    exists: exists && (passed.size === 0 || records !== undefined || origin === undefined),
    answers,
    authorities: empty && origin !== undefined ? [startOfAuthority(zone, origin, ttl)] : [],
    additionals: targetAddresses(zone, answers, ttl),
  };
}

/** Presentation form of a record's data: `0 0 5061 sip.contoso.com`, `127.10.1.1`. */
export function presentation(record: Answer): string {
  switch (record.type) {
    case 'A':
    case 'AAAA':
    case 'CNAME':
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
    case 'AAAA':
      return { type: record.type, name, ttl, data: record.address };
    case 'NS':
    case 'CNAME':
      return { type: record.type, name, ttl, data: record.target };
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
    (lookUp(zone, target) ?? [])
      .filter((record) => record.type === 'A' || record.type === 'AAAA')
      .map((record) => wire(target, record, ttl)),
  );
}

/** The SOA of a zone; `minimum` is how long a negative answer may be kept (RFC 2308, section 4). */
export function startOfAuthority(zone: Zone, origin: string, ttl: number): Answer {
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
