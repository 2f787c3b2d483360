import { readdirSync } from 'node:fs';
import { dirname, join, normalize, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The package's root, seen from dist/test/house. */
export const root = fileURLToPath(new URL('../../../', import.meta.url));

/** May import: `room` values and types, `types:room` types alone. Everybody may import foundation and its own room. */
const rules: Readonly<Record<string, readonly string[] | 'all'>> = {
  'harness/foundation': [],
  'certs/encoding': ['certs'],
  'certs/bundles': ['certs'],
  'certs/authorities': ['certs'],
  'certs/requests': ['certs'],
  'certs/trust': ['certs'],
  'harness/wire': [],
  'harness/tls': ['harness/wire'],
  'harness/authentication': ['harness/wire', 'harness/tls', 'certs/requests'],
  'harness/journal': ['types:harness/wire'],
  'harness/deployment': ['certs', 'types:harness/tls'],
  'harness/pool': ['types:harness/deployment', 'harness/journal'],
  'harness/faults': ['harness/wire', 'types:harness/tls'],
  'harness/servers': [
    'harness/wire',
    'harness/tls',
    'harness/authentication',
    'certs',
    'harness/deployment',
    'harness/pool',
    'harness/faults',
    'harness/journal',
  ],
  'harness/phone': [
    'harness/wire',
    'harness/tls',
    'harness/authentication',
    'certs/trust',
    'certs/requests',
    'harness/journal',
  ],
  'harness/diagnosis': ['harness/journal', 'harness/wire', 'certs/trust'],
  'harness/reports': ['harness/journal', 'harness/wire', 'certs/trust'],
  'harness/lab': ['harness/deployment', 'harness/pool', 'harness/servers', 'harness/faults', 'harness/journal'],
  'harness/scenario': 'all',
  'harness/cli': 'all',
  'harness/dashboard': 'all',
};

export interface Import {
  readonly from: string;
  readonly to: string;
  readonly typesOnly: boolean;
}

/** Every TypeScript file below a folder of the package. */
export function sources(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => `${folder}/${file.split(sep).join('/')}`);
}

/** The house's own modules a source text imports. */
export function importsOf(file: string, text: string): Import[] {
  const statements = text.matchAll(/(?:^|\n)\s*(import|export)\b(\s+type\b)?([^;'"]*?)from\s*['"](\.[^'"]+)['"]/g);
  const dynamic = text.matchAll(/\bimport\(\s*['"](\.[^'"]+)['"]\s*\)/g);
  const bare = text.matchAll(/(?:^|\n)\s*import\s*['"](\.[^'"]+)['"]/g);
  const resolve = (path: string) =>
    relative(root, normalize(join(root, dirname(file), path)))
      .split(sep)
      .join('/');
  return [
    ...[...statements].map((match) => ({
      from: file,
      to: resolve(match[4] ?? ''),
      typesOnly: match[2] !== undefined || everyNameIsType(match[3] ?? ''),
    })),
    ...[...dynamic, ...bare].map((match) => ({ from: file, to: resolve(match[1] ?? ''), typesOnly: false })),
  ];
}

function everyNameIsType(clause: string): boolean {
  const names = /\{([^}]*)\}/
    .exec(clause)?.[1]
    ?.split(',')
    .map((name) => name.trim())
    .filter(Boolean);
  return names !== undefined && names.length > 0 && names.every((name) => name.startsWith('type '));
}

/** The room a file stands in. */
export function roomOf(path: string): string | undefined {
  return Object.keys(rules).find((room) => path.startsWith(`${room}/`));
}

/** The rule an import breaks, or undefined. */
export function violation({ from, to, typesOnly }: Import): string | undefined {
  const room = roomOf(from);
  if (!room) return undefined;
  const server = /^harness\/servers\/(\w[\w-]*)\//.exec(from)?.[1];
  const other = /^harness\/servers\/(\w[\w-]*)\//.exec(to)?.[1];
  const shared = new Set([undefined, 'sockets']);
  if (room === 'harness/servers' && !shared.has(other) && other !== server && !shared.has(server)) {
    return `${from} imports another server, ${to}`;
  }
  const allowed = rules[room];
  if (allowed === 'all' || to.startsWith(`${room}/`) || to.startsWith('harness/foundation/')) return undefined;
  const admits = (rule: string) => {
    const types = rule.startsWith('types:');
    return to.startsWith(`${types ? rule.slice('types:'.length) : rule}/`) && (!types || typesOnly);
  };
  return allowed?.some(admits) ? undefined : `${from} imports ${to}`;
}
