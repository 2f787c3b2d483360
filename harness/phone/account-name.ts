/** An account as NTLM names it. */
export interface AccountName {
  readonly user: string;
  /** Empty where the user is a principal name. */
  readonly domain: string;
}

/**
 * What a person types for a Windows account: `CONTOSO\jeff` or `contoso.com\jeff`, a user principal name
 * `jeff@contoso.com`, which goes out whole and without a domain, or `jeff` in the domain given beside it. A slash for the
 * backslash is a usual slip, and taken as one (inferred).
 */
export function accountName(typed: string, domain = ''): AccountName {
  const text = typed.trim();
  const split = /^([^\\/]+)[\\/]([^\\/]+)$/.exec(text);
  if (split) return { domain: split[1] ?? '', user: split[2] ?? '' };
  return { user: text, domain: text.includes('@') ? '' : domain };
}
