import type { Comparison, LdapFilter } from './filter.js';

const signs: Readonly<Record<Comparison, string>> = {
  equality: '=',
  greaterOrEqual: '>=',
  lessOrEqual: '<=',
  approx: '~=',
};

/** The filter as administrators write it (RFC 4515); bytes that are no plain text are escaped. */
export function filterText(filter: LdapFilter): string {
  switch (filter.kind) {
    case 'and':
      return `(&${filter.filters.map(filterText).join('')})`;
    case 'or':
      return `(|${filter.filters.map(filterText).join('')})`;
    case 'not':
      return `(!${filterText(filter.filter)})`;
    case 'present':
      return `(${filter.attribute}=*)`;
    case 'substrings': {
      const { any, attribute, final, initial } = filter;
      const pieces = [initial, ...any, final].map((piece) => (piece ? escaped(piece) : ''));
      return `(${attribute}=${pieces.join('*')})`;
    }
    case 'extensible': {
      const { attribute = '', dnAttributes, rule, value } = filter;
      return `(${attribute}${dnAttributes ? ':dn' : ''}${rule === undefined ? '' : `:${rule}`}:=${escaped(value)})`;
    }
    default:
      return `(${filter.attribute}${signs[filter.kind]}${escaped(filter.value)})`;
  }
}

function escaped(value: Buffer): string {
  const text = value.toString('utf8');
  const isText = Buffer.from(text, 'utf8').equals(value);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: RFC 4515 has them escaped.
  if (isText) return text.replace(/[\0-\x1f*()\\\x7f]/g, (character) => hex(character.charCodeAt(0)));
  return [...value].map(hex).join('');
}

function hex(octet: number): string {
  return `\\${octet.toString(16).padStart(2, '0')}`;
}
