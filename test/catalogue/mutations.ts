import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { parseScenario } from '../../harness/scenario/load.js';
import type { Scenario } from '../../harness/scenario/scenario.js';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type Fields = { [key: string]: Json };

/** A scenario from which one thing was deleted, and which must no longer pass. */
export interface Mutation {
  readonly scenario: string;
  readonly variant: string;
  /** What was deleted, in words. */
  readonly deleted: string;
  /** The scenario with that one variant alone; an error where the deletion left nothing that can be deployed. */
  readonly load: () => Scenario;
}

/**
 * Every fault, every change, every defect of a certificate and every part of a cure that a scenario file has, deleted one at a time
 * from the parsed document. A cure is what a variant changes where it comes to another verdict than the base: each
 * section of the deployment, each property of the phone, the date and the faults are its parts.
 */
export function mutationsOf(file: string, text = readFileSync(file, 'utf8')): Mutation[] {
  const document = parse(text) as Fields;
  const { variants = [], ...base } = document;
  const all = [undefined, ...(variants as Fields[])];
  return all.flatMap((variant) => {
    const part = variant ?? base;
    const name = variant === undefined ? 'as reported' : String(variant.name);
    const cures = variant !== undefined && verdict(variant.expect ?? base.expect) !== verdict(base.expect);
    return [
      ...listed(part, 'faults'),
      ...listed(part, 'changes'),
      ...defectPaths(part),
      ...(cures ? curePaths(part) : healed(part)),
    ].map((path) => ({
      scenario: String(document.id),
      variant: name,
      deleted: words(part, path),
      load: () => loadWithout(file, { base, variant, path }),
    }));
  });
}

/** A path inside a base or a variant. */
type Path = readonly (string | number)[];

/** Every fault, or every change. */
function listed(part: Fields, key: 'faults' | 'changes'): Path[] {
  return list(part[key]).map((_, index) => [key, index]);
}

/** Defects of deployed certificates, and of those that faults present. */
function defectPaths(part: Fields): Path[] {
  const certificates = fields(fields(part.deployment).certificates);
  const deployed = Object.keys(certificates).flatMap((use) =>
    list(fields(certificates[use]).defects).map((_, index) => ['deployment', 'certificates', use, 'defects', index]),
  );
  const swapped = list(part.faults).flatMap((fault, at) =>
    list(fields(fields(fault).certificate).defects).map((_, index) => ['faults', at, 'certificate', 'defects', index]),
  );
  return [...deployed, ...swapped];
}

/** How long a phone is watched cures nothing. */
const WATCHING = 'stay';

function curePaths(part: Fields): Path[] {
  return [
    ...Object.keys(fields(part.deployment)).map((key) => ['deployment', key]),
    ...Object.keys(fields(part.phone))
      .filter((key) => key !== WATCHING)
      .map((key) => ['phone', key]),
    ...['clock', 'faults'].filter((key) => key in part).map((key) => [key]),
  ];
}

/** The base's faults taken away cure, whatever the verdict says. */
function healed(part: Fields): Path[] {
  return Array.isArray(part.faults) && part.faults.length === 0 ? [['faults']] : [];
}

interface Deletion {
  readonly base: Fields;
  readonly variant: Fields | undefined;
  readonly path: Path;
}

function loadWithout(file: string, { base, variant, path }: Deletion): Scenario {
  const document = variant === undefined ? without(base, path) : { ...base, variants: [without(variant, path)] };
  // JSON is YAML, too.
  const scenario = parseScenario(JSON.stringify(document), file);
  return { ...scenario, variants: scenario.variants.slice(-1) };
}

function without(part: Fields, path: Path): Fields {
  const copy = structuredClone(part);
  let at: Json = copy;
  for (const key of path.slice(0, -1)) at = (at as Fields)[key] as Json;
  const last = path.at(-1);
  if (Array.isArray(at)) at.splice(Number(last), 1);
  else delete (at as Fields)[String(last)];
  return copy;
}

function words(part: Fields, path: Path): string {
  let at: Json | undefined = part;
  for (const key of path) at = (at as Fields | undefined)?.[key];
  const what =
    typeof at === 'object' && at !== null && 'do' in at
      ? `the ${path[0] === 'changes' ? 'change' : 'fault'} ${at.do}`
      : JSON.stringify(at);
  return `${path.filter((key) => typeof key === 'string').join('.')}: ${what}`.slice(0, 160);
}

/** What a run comes to, as far as a variant can say so shortly. */
function verdict(expect: Json | undefined): string {
  const { outcome, finding = null } = fields(expect);
  return JSON.stringify([outcome, finding === 'none' ? null : finding]);
}

function fields(value: Json | undefined): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
}

function list(value: Json | undefined): Json[] {
  return Array.isArray(value) ? value : [];
}
