import { readFileSync, statSync } from 'node:fs';
import { HarnessError } from '../../foundation/errors/index.js';
import { firstIssue, type Invalid, readDocument } from '../document.js';
import { type TemplateSpec, templateSchema } from '../schema/web-template.js';
import { hostProblem } from './hosts.js';

/** A template holds one answer; twice the largest document the web services read. */
export const MAX_TEMPLATE_BYTES = 2 * 1024 * 1024;

/** Read a template file. Errors: FILE_UNREADABLE; TEMPLATE_INVALID with line and column. */
export function readTemplateFile(file: string, hosts?: readonly string[]): TemplateSpec {
  let text: string;
  try {
    if (statSync(file).size > MAX_TEMPLATE_BYTES) throw invalid(file)(1, 1, 'the file is larger than 2 MiB');
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof HarnessError) throw error;
    throw new HarnessError('FILE_UNREADABLE', { file, detail: (error as Error).message }, { cause: error });
  }
  return parseTemplate(text, file, hosts);
}

/** The same for text; `file` is only named in errors. `hosts` are those deployed, where that is known. */
export function parseTemplate(text: string, file: string, hosts?: readonly string[]): TemplateSpec {
  const wrong = invalid(file);
  const { value, place } = readDocument(text, wrong);
  const result = templateSchema.safeParse(value);
  if (result.success) {
    const missing = hosts && hostProblem(result.data, hosts);
    if (!missing) return result.data;
    const { line, column } = place(missing.path);
    throw wrong(line, column, missing.message);
  }
  const { path, detail } = firstIssue(result.error.issues);
  const { line, column } = place(path);
  throw wrong(line, column, detail);
}

function invalid(file: string): Invalid {
  return (line, column, detail) => new HarnessError('TEMPLATE_INVALID', { file, line, column, detail });
}
