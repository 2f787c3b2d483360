/** An attribute that is not a namespace declaration. Without a prefix its namespace is empty. */
export interface XmlAttribute {
  readonly name: string;
  readonly localName: string;
  readonly namespace: string;
  readonly prefix: string;
  readonly value: string;
}

/** An element of a parsed document. Comments are dropped and the text around them joined; CDATA is text. */
export interface XmlElement {
  readonly name: string;
  readonly localName: string;
  readonly prefix: string;
  /** Namespace URI, empty for none. */
  readonly namespace: string;
  readonly attributes: readonly XmlAttribute[];
  /** Prefix to URI as declared on this element; the default namespace has the empty prefix. */
  readonly declarations: ReadonlyMap<string, string>;
  readonly parent: XmlElement | undefined;
  readonly children: readonly (XmlElement | string)[];
  /** Offsets into the text given to `parseXml` (after decoding, for bytes): the element can be cut out verbatim. */
  readonly source: { readonly start: number; readonly end: number };
}
