/** One user certificate as the control API tells it, for people. */
export function certificateLine(value: unknown): string {
  const { deviceId, notAfter, revoked, thumbprint, user } = value as Readonly<Record<string, unknown>>;
  return `${thumbprint} ${user} ${deviceId} until ${notAfter}${revoked === true ? ', revoked' : ''}`;
}
