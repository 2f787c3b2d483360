import { hash } from 'node:crypto';
import { cipherSuiteName, isGrease, offersOnlyLegacy } from './cipher-suite.js';
import { type Extension, extensionType } from './extension.js';
import { versionName } from './version.js';

export interface HelloSuite {
  readonly id: number;
  readonly name: string;
}

/** What one build of a client says alike in every hello; all else in it is random, or of one session. */
export interface HelloShape {
  /** Names of the offered versions in the client's order: supported_versions without GREASE if sent, else its own alone. */
  readonly versions: readonly string[];
  readonly suites: readonly HelloSuite[];
  readonly suiteNames: readonly string[];
  readonly extensionNames: readonly string[];
  /** SHA-256 in hex of version, suites and extension types in order, GREASE left out: the same for every hello of one client build. */
  readonly fingerprint: string;
  /** Only RC4, 3DES, DES, export and the like are offered: suites that Node's OpenSSL cannot serve. */
  readonly onlyLegacySuites: boolean;
}

/** A lab has a handful of client builds; those that sprinkle in random numbers have sixteen of each. */
export const MAX_KNOWN_SHAPES = 256;
const known = new Map<string, HelloShape>();

/**
 * The shape of a hello with these parts, which is worked out once and then shared. `offered` reads supported_versions and may throw:
 * it is asked only for a shape not seen before.
 */
export function helloShape(
  version: number,
  suites: Buffer,
  extensions: readonly Extension[],
  offered: () => readonly number[],
): HelloShape {
  const key = keyOf(version, suites, extensions);
  const before = known.get(key);
  if (before) return before;
  const shape = makeShape(version, numbers(suites), extensions, offered());
  if (known.size >= MAX_KNOWN_SHAPES) known.clear();
  known.set(key, shape);
  return shape;
}

/** The shape of suites that were read one by one, as in an SSLv2-format hello. */
export function makeShape(
  version: number,
  ids: readonly number[],
  extensions: readonly Extension[],
  offered: readonly number[],
): HelloShape {
  const suites = ids.map((id) => ({ id, name: cipherSuiteName(id) }));
  return {
    versions: offered.map(versionName),
    suites,
    suiteNames: suites.map(({ name }) => name),
    extensionNames: extensions.map(({ name }) => name),
    fingerprint: fingerprint(
      version,
      ids,
      extensions.map(({ type }) => type),
    ),
    onlyLegacySuites: offersOnlyLegacy(ids),
  };
}

/** Big-endian numbers of two bytes. */
export function numbers(bytes: Buffer): number[] {
  const values: number[] = [];
  for (let at = 0; at + 1 < bytes.length; at += 2) values.push(bytes.readUInt16BE(at));
  return values;
}

/** The lengths stand in front, so that no two hellos share a key. */
function keyOf(version: number, suites: Buffer, extensions: readonly Extension[]): string {
  let key = `${version},${suites.length},${extensions.length},${suites.toString('latin1')}`;
  let offered = '';
  for (const { type, data } of extensions) {
    key += String.fromCharCode(type);
    if (type === extensionType.supportedVersions) offered += data.toString('latin1');
  }
  return key + offered;
}

/** SHA-256 in hex over the parts that a client build does not change from one connection to the next. */
function fingerprint(version: number, suites: readonly number[], extensions: readonly number[]): string {
  const list = (values: readonly number[]) => values.filter((value) => !isGrease(value)).join('-');
  return hash('sha256', `${version},${list(suites)},${list(extensions)}`);
}
