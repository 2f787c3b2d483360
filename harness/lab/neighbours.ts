import { readFileSync } from 'node:fs';

/** Linux keeps at most 1024 neighbours unless told otherwise; more lines are not read. */
const MAX_NEIGHBOURS = 4096;
const TABLE = '/proc/net/arp';
/** ATF_COM of `if_arp.h`: the entry is complete. */
const COMPLETE = 0x2;

/**
 * The machine's own table of who holds which address on its segments, MAC by IPv4 address; empty where there is none to
 * read. It has no host behind a router, so that no phone is taken for the router.
 */
export function neighbours(read: () => string = () => readFileSync(TABLE, 'latin1')): ReadonlyMap<string, string> {
  let text: string;
  try {
    text = read();
  } catch {
    return new Map();
  }
  const rows = text.split('\n', MAX_NEIGHBOURS).slice(1);
  return new Map(
    rows.flatMap((row): [string, string][] => {
      const [address = '', , flags = '', mac = ''] = row.trim().split(/\s+/);
      const known = /^([0-9a-f]{2}:){5}[0-9a-f]{2}$/i.test(mac) && mac !== '00:00:00:00:00:00';
      return known && (Number(flags) & COMPLETE) !== 0 ? [[address, mac.toLowerCase()]] : [];
    }),
  );
}
