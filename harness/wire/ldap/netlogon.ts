/** What a domain controller tells of itself to whoever pings it. */
export interface NetlogonAnswer {
  /** Whether it knows the account that was asked about; so does one that was asked about none. */
  readonly knowsUser: boolean;
  /** 16 bytes. */
  readonly domainGuid: Buffer;
  readonly forest: string;
  readonly domain: string;
  readonly host: string;
  readonly netbiosDomain: string;
  readonly netbiosComputer: string;
  readonly user: string;
  readonly site: string;
}

/** NETLOGON_NT_VERSION_5EX: the client takes the form written here (MS-ADTS 6.3.1.1). */
export const NT_VERSION_5EX = 0x4;
const NT_VERSION_1 = 0x1;

/** LOGON_SAM_LOGON_RESPONSE_EX and LOGON_SAM_USER_UNKNOWN_EX (MS-ADTS 6.3.1.3). */
const OPERATION = { known: 23, unknown: 25 } as const;

/** PDC, GC, LDAP, DS, time service, closest, writable, DNS names (MS-ADTS 6.3.1.2). No Kerberos: there is no KDC here. */
const FLAGS = 0xe00001dd;

/** NETLOGON_SAM_LOGON_RESPONSE_EX (MS-ADTS 6.3.1.9), names uncompressed, without an address. */
export function encodeNetlogonAnswer(answer: NetlogonAnswer): Buffer {
  const { domain, domainGuid, forest, host, knowsUser, netbiosComputer, netbiosDomain, site, user } = answer;
  const head = Buffer.alloc(8);
  head.writeUInt16LE(knowsUser ? OPERATION.known : OPERATION.unknown, 0);
  head.writeUInt32LE(FLAGS, 4);
  const tail = Buffer.alloc(8);
  tail.writeUInt32LE(NT_VERSION_5EX | NT_VERSION_1, 0);
  tail.writeUInt32LE(0xffffffff, 4);
  const names = [forest, domain, host].map((name) => labels(name.split('.')));
  const others = [netbiosDomain, netbiosComputer, user, site, site].map((name) => labels([name]));
  return Buffer.concat([head, domainGuid, ...names, ...others, tail]);
}

/** RFC 1035 4.1.4, in UTF-8. */
function labels(parts: readonly string[]): Buffer {
  const written = parts
    .filter((part) => part !== '')
    .map((part) => {
      const text = Buffer.from(part, 'utf8').subarray(0, MAX_LABEL);
      return Buffer.concat([Buffer.of(text.length), text]);
    });
  return Buffer.concat([...written, Buffer.of(0)]);
}

const MAX_LABEL = 63;
