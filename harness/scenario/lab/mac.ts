/** A MAC in any usual notation as journals have it, `00:04:f2:aa:bb:cc`; undefined for what is none. */
export function macOf(text: string): string | undefined {
  if (!/^[0-9a-f]{2}([:\-. ]?[0-9a-f]{2}){5}$/i.test(text) && !/^([0-9a-f]{4}\.){2}[0-9a-f]{4}$/i.test(text))
    return undefined;
  const digits = text.replace(/[^0-9a-f]/gi, '').toLowerCase();
  return digits.match(/../g)?.join(':');
}
