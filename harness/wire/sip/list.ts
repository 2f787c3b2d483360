/**
 * The elements of a comma-separated header value (Contact, Via, Supported), trimmed; commas inside quotes or angle
 * brackets do not separate. Not for Authorization and its relatives, whose commas separate parameters.
 */
export function listValues(value: string): string[] {
  if (!value.includes(',')) return value.trim() === '' ? [] : [value.trim()];
  const elements: string[] = [];
  let start = 0;
  let quoted = false;
  let bracketed = false;
  for (let i = 0; i < value.length; i++) {
    const c = value[i];
    if (quoted) {
      if (c === '\\') i++;
      else if (c === '"') quoted = false;
    } else if (c === '"') quoted = true;
    else if (c === '<') bracketed = true;
    else if (c === '>') bracketed = false;
    else if (c === ',' && !bracketed) {
      elements.push(value.slice(start, i).trim());
      start = i + 1;
    }
  }
  elements.push(value.slice(start).trim());
  return elements.filter((element) => element !== '');
}
