import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { HarnessError } from '../../foundation/errors/index.js';
import type { TemplateSpec } from '../schema/web-template.js';
import { parseTemplate, readTemplateFile } from './read.js';

/** `bundled` answers on its own; `examples` are to begin with. This file runs from dist/harness/scenario/templates. */
const folders = (['bundled', 'examples'] as const).map((name) => ({
  name,
  path: fileURLToPath(new URL(`../../../../harness/servers/web/templates/${name}/`, import.meta.url)),
}));

let read: readonly TemplateSpec[] | undefined;

/** The templates that answer where a scenario has none, read once. */
export function bundledTemplates(): readonly TemplateSpec[] {
  read ??= filesOf('bundled').map(({ file }) => readTemplateFile(file));
  return read;
}

export interface ShippedTemplate {
  readonly name: string;
  readonly folder: 'bundled' | 'examples';
  readonly summary: string;
  /** The file as it is. */
  readonly text: string;
}

/** Every template that comes with the harness. */
export function shippedTemplates(): ShippedTemplate[] {
  return folders.flatMap(({ name: folder }) =>
    filesOf(folder).map(({ file, name }) => {
      const text = readFileSync(file, 'utf8');
      return { name, folder, summary: parseTemplate(text, file).summary ?? '', text };
    }),
  );
}

/** Errors: TEMPLATE_NOT_FOUND. */
export function shippedTemplate(name: string): ShippedTemplate {
  const found = shippedTemplates().find((template) => template.name === name);
  if (!found) throw new HarnessError('TEMPLATE_NOT_FOUND', { name });
  return found;
}

function filesOf(folder: 'bundled' | 'examples'): { readonly name: string; readonly file: string }[] {
  const path = folders.find(({ name }) => name === folder)?.path ?? '';
  return readdirSync(path)
    .filter((file) => file.endsWith('.yaml'))
    .sort()
    .map((file) => ({ name: file.slice(0, -'.yaml'.length), file: `${path}${file}` }));
}
