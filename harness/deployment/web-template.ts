/** A run of text as written, or the name of a value put in its place when the template is used. */
export type TemplatePiece = string | { readonly placeholder: string };

/** Which requests a template answers. Whatever is absent fits every request. */
export interface TemplateMatch {
  /** The first element of the SOAP body, or the root of any other XML document. */
  readonly element?: { readonly namespace?: string | undefined; readonly name?: string | undefined } | undefined;
  /** In any case. */
  readonly method?: string | undefined;
  /** `*` stands for any characters; compared without regard to case or to a slash at the end, as IIS does. */
  readonly path?: string | undefined;
  readonly soapAction?: string | undefined;
  /** `*` stands for any characters; compared without regard to case. */
  readonly userAgent?: string | undefined;
}

/** An answer to requests that no service knows. */
export interface WebTemplate {
  readonly name: string;
  /** Came with the harness: a server behind it, where there is one, is asked first. */
  readonly bundled: boolean;
  readonly match: TemplateMatch;
  readonly status: number;
  readonly contentType?: string | undefined;
  readonly headers: Readonly<Record<string, readonly TemplatePiece[]>>;
  /** Bytes go out as they are. */
  readonly body: readonly TemplatePiece[] | Buffer;
}
