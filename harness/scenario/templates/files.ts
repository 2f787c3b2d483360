import { resolve } from 'node:path';
import type { DeploymentSpec } from '../schema/deployment.js';
import { deployedHosts } from './hosts.js';
import { readTemplateFile } from './read.js';

/** The deployment with every template file it names read in. Errors: FILE_UNREADABLE, TEMPLATE_INVALID. */
export function withTemplateFiles(spec: DeploymentSpec, folder: string): DeploymentSpec {
  const { webServices } = spec;
  if (!webServices?.templates) return spec;
  const hosts = deployedHosts(spec.hosts);
  const templates = webServices.templates.map((entry) =>
    'file' in entry ? readTemplateFile(resolve(folder, entry.file), hosts) : entry,
  );
  return { ...spec, webServices: { ...webServices, templates } };
}
