/** Result codes by name (RFC 4511 4.1.9). */
export const LdapResultCode = {
  success: 0,
  operationsError: 1,
  protocolError: 2,
  timeLimitExceeded: 3,
  sizeLimitExceeded: 4,
  compareFalse: 5,
  compareTrue: 6,
  authMethodNotSupported: 7,
  strongerAuthRequired: 8,
  referral: 10,
  adminLimitExceeded: 11,
  unavailableCriticalExtension: 12,
  confidentialityRequired: 13,
  saslBindInProgress: 14,
  noSuchAttribute: 16,
  undefinedAttributeType: 17,
  noSuchObject: 32,
  invalidDNSyntax: 34,
  inappropriateAuthentication: 48,
  invalidCredentials: 49,
  insufficientAccessRights: 50,
  busy: 51,
  unavailable: 52,
  unwillingToPerform: 53,
  other: 80,
} as const;

export type LdapResultName = keyof typeof LdapResultCode;

const names = new Map<number, LdapResultName>(
  Object.entries(LdapResultCode).map(([name, code]) => [code, name as LdapResultName]),
);

/** `noSuchObject`, or `result 97` for a code without a name here. */
export function resultName(code: number): string {
  return names.get(code) ?? `result ${code}`;
}
