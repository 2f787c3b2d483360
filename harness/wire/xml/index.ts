export { canonicalize, EXCLUSIVE_C14N } from './canonicalize.js';
export type { XmlAttribute, XmlElement } from './element.js';
export { escapeAttribute, escapeText } from './escape.js';
export { MAX_XML_ATTRIBUTES, MAX_XML_BYTES, MAX_XML_DEPTH, MAX_XML_NODES } from './limits.js';
export { attribute, child, children, descend, find, text } from './navigate.js';
export { parseXml } from './parse.js';
