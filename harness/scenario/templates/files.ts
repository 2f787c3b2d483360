import { resolve } from 'node:path';
import type { DeploymentSpec } from '../schema/deployment.js';
import { deployedHosts } from './hosts.js';
import { readTemplateFile } from './read.js';

/** Runs what may throw a HarnessError; nothing where it did. */
export type Attempt = <T>(work: () => T) => T | undefined;

/**
 * The deployment with every template file it names read in, those that can be read. Errors that are attempted:
 * FILE_UNREADABLE, TEMPLATE_INVALID.
 */
export function withTemplateFiles(spec: DeploymentSpec, folder: string, attempt: Attempt): DeploymentSpec {
  const { webServices } = spec;
  if (!webServices?.templates) return spec;
  const hosts = deployedHosts(spec.hosts);
  const templates = webServices.templates.flatMap(
    (entry) => ('file' in entry ? attempt(() => readTemplateFile(resolve(folder, entry.file), hosts)) : entry) ?? [],
  );
  return { ...spec, webServices: { ...webServices, templates } };
}
