import type { TemplatePiece, WebTemplate } from '../../deployment/index.js';
import { readTemplateText } from '../../servers/web/templates/index.js';
import type { TemplateEntry, TemplateSpec } from '../schema/web-template.js';
import { bundledTemplates } from './bundled.js';

/** A scenario's templates as the web services use them, those that come with the harness behind them. */
export function webTemplatesOf(entries: readonly TemplateEntry[] = []): readonly WebTemplate[] {
  const own = entries.flatMap((entry) => ('file' in entry ? [] : [compileTemplate(entry)]));
  return [...own, ...bundledTemplates().map((spec) => compileTemplate(spec, true))];
}

export function compileTemplate({ name, match, answer }: TemplateSpec, bundled = false): WebTemplate {
  const { body, bodyBase64, contentType, headers = {}, status = 200 } = answer;
  return {
    ...{ name, bundled, match, status },
    ...(contentType !== undefined && { contentType }),
    headers: Object.fromEntries(Object.entries(headers).map(([header, value]) => [header, pieces(value)])),
    body: bodyBase64 === undefined ? pieces(body ?? '') : Buffer.from(bodyBase64, 'base64'),
  };
}

/** Every text was checked when it was read. */
function pieces(text: string): readonly TemplatePiece[] {
  return readTemplateText(text).pieces;
}
