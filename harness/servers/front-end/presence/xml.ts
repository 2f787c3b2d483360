import { escapeAttribute, escapeText } from '../../../wire/xml/index.js';

/** ` name="value"` for each that has a value, in order. */
export function attributes(values: Readonly<Record<string, string | number | boolean | undefined>>): string {
  return Object.entries(values)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => ` ${name}="${escapeAttribute(String(value))}"`)
    .join('');
}

/** One element around content that is XML already. */
export function element(
  name: string,
  values: Readonly<Record<string, string | number | boolean | undefined>>,
  content = '',
): string {
  const tag = `${name}${attributes(values)}`;
  return content === '' ? `<${tag}/>` : `<${tag}>${content}</${name}>`;
}

/** One element around text. */
export function textElement(name: string, text: string | number): string {
  return `<${name}>${escapeText(String(text))}</${name}>`;
}
