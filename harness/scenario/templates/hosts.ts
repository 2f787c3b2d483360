import { standardHosts } from '../../deployment/index.js';
import { readTemplateText } from '../../servers/web/templates/index.js';
import type { TemplateSpec } from '../schema/web-template.js';

/** Hosts a deployment has when it names these. */
export function deployedHosts(named: Readonly<Record<string, unknown>> = {}): string[] {
  return [...standardHosts, ...Object.keys(named).filter((name) => named[name] !== undefined)];
}

/** The first text of a template that names a host which is not deployed. */
export function hostProblem(
  { answer: { body = '', headers = {} } }: TemplateSpec,
  hosts: readonly string[],
): { readonly path: readonly string[]; readonly message: string } | undefined {
  const texts: [readonly string[], string][] = [
    ...Object.entries(headers).map(([name, value]): [string[], string] => [['answer', 'headers', name], value]),
    [['answer', 'body'], body],
  ];
  for (const [path, text] of texts) {
    const { problem } = readTemplateText(text, hosts);
    if (!problem) continue;
    const { column, detail, line } = problem;
    return { path, message: `line ${line}, column ${column} of the text: ${detail}, or its host is not deployed` };
  }
  return undefined;
}
