/** Longest `sipuri` listened to. */
const MAX_SIP_URI = 320;

/** The SIP address in `?sipuri=`, with or without `sip:`; undefined where there is none or it is not one. */
export function sipUriIn(query: string): string | undefined {
  const given = new URLSearchParams(query).get('sipuri')?.trim().replace(/^sip:/i, '').toLowerCase();
  return given !== undefined && given.length <= MAX_SIP_URI && /^[^@\s<>"]+@[^@\s<>"]+$/.test(given)
    ? given
    : undefined;
}
