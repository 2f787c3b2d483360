/**
 * The version a handshake is in: the server's, or an older one the client says it speaks. Undefined for one that is no
 * longer served. Clients that name none follow the challenge (inferred).
 */
export function agreedVersion(offered: 3 | 4, named: string | undefined): 3 | 4 | undefined {
  if (named === undefined) return offered;
  if (!/^[0-9]{1,3}$/.test(named) || Number(named) < 3) return undefined;
  return Number(named) === 3 ? 3 : offered;
}
