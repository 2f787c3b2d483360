/** NegotiateFlags by name (MS-NLMP 2.2.2.5). */
export const NtlmFlag = {
  UNICODE: 0x00000001,
  OEM: 0x00000002,
  REQUEST_TARGET: 0x00000004,
  SIGN: 0x00000010,
  SEAL: 0x00000020,
  DATAGRAM: 0x00000040,
  LM_KEY: 0x00000080,
  NTLM: 0x00000200,
  ANONYMOUS: 0x00000800,
  OEM_DOMAIN_SUPPLIED: 0x00001000,
  OEM_WORKSTATION_SUPPLIED: 0x00002000,
  ALWAYS_SIGN: 0x00008000,
  TARGET_TYPE_DOMAIN: 0x00010000,
  TARGET_TYPE_SERVER: 0x00020000,
  EXTENDED_SESSION_SECURITY: 0x00080000,
  IDENTIFY: 0x00100000,
  REQUEST_NON_NT_SESSION_KEY: 0x00400000,
  TARGET_INFO: 0x00800000,
  VERSION: 0x02000000,
  KEY_128: 0x20000000,
  KEY_EXCHANGE: 0x40000000,
  KEY_56: 0x80000000,
} as const;

export type NtlmFlagName = keyof typeof NtlmFlag;

/** The flags of a Lync 2013 registrar's challenge (observed). */
export const SIP_CHALLENGE_FLAGS = 0xe29882f3;

export function hasFlag(flags: number, name: NtlmFlagName): boolean {
  return (flags & NtlmFlag[name]) !== 0;
}

/** The flags with these names, as an unsigned 32-bit number. */
export function ntlmFlags(...names: NtlmFlagName[]): number {
  return names.reduce((flags, name) => (flags | NtlmFlag[name]) >>> 0, 0);
}

/** The names of the flags that are set; bits without a name are left out. */
export function flagNames(flags: number): NtlmFlagName[] {
  const names = Object.keys(NtlmFlag) as NtlmFlagName[];
  return names.filter((name) => hasFlag(flags, name));
}
