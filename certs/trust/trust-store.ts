import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { HarnessError } from '../../harness/foundation/errors/index.js';
import type { Anchor } from './anchor.js';
import { compareFirmware } from './firmware.js';

/** A root of the table, as the data file holds it. */
export interface StoredRoot {
  readonly id: string;
  readonly name: string;
  /** The update that brought it: `RTM`, `CU10`, `CU11`. */
  readonly addedIn: string;
  readonly subject: string;
  readonly serial: string;
  /** ISO 8601, UTC. */
  readonly notBefore: string;
  readonly notAfter: string;
  readonly thumbprint: string;
  readonly signatureAlgorithm: string;
  readonly keyBits: number;
  readonly keyType: 'RSA';
  /** X.509 version: 1 has no extensions. */
  readonly version: 1 | 3;
  /** SHA-256 of the DER, and of the public key's SubjectPublicKeyInfo; 64 upper-case hex digits. */
  readonly sha256: string;
  readonly publicKeySha256: string;
  /** The labels of the table published in October 2014, as they stood there. */
  readonly listedAs: {
    readonly vendor: string;
    readonly name: string;
    /** Month/day/year. */
    readonly expires: string;
    readonly signatureAlgorithm: string;
    readonly keyBits: number;
  };
  /** Which of those labels the certificate itself contradicts. */
  readonly listedWrong?: readonly ('name' | 'expires' | 'keyBits')[];
  /** The listed date is a local one, a day before that in UTC. */
  readonly listedInLocalTime?: boolean;
  /** Published packages that carry the certificate. */
  readonly foundIn: readonly string[];
  /** Id of another certificate for the same name and key: a root that was issued anew with later dates. */
  readonly sameKeyAs?: string;
  /** Base64 DER; absent for the four that no published package carries. */
  readonly certificate?: string;
}

/** The roots of a range of firmware versions. */
export interface FirmwareSet {
  readonly id: string;
  readonly label: string;
  readonly from: string;
  /** First version the set no longer holds for; null when it holds to the end. */
  readonly before: string | null;
  /** How well known the set is. */
  readonly confidence: string;
  readonly roots: readonly string[];
}

/** What is documented of phones other than Lync Phone Edition: never the names of their roots. */
export interface ThirdPartySet {
  readonly id: string;
  readonly label: string;
  /** Qualified firmware; null when none is documented. */
  readonly from: string | null;
  /** null: not documented. */
  readonly builtInRoots: number | null;
  /** Roots an administrator can add; null: not documented. */
  readonly ownRoots: number | null;
  readonly tls: readonly string[] | null;
  readonly nameCheck: string | null;
  readonly source: string;
}

export interface TrustStore {
  readonly sets: readonly FirmwareSet[];
  readonly thirdParty: readonly ThirdPartySet[];
  readonly roots: readonly StoredRoot[];
}

/** From dist/certs/trust/ to the data of the package, which is not compiled. */
const dataFile = new URL('../../../certs/trust/lpe-trust-store.json', import.meta.url);

let loaded: TrustStore | undefined;

/** The whole table, read at first use. Errors: TRUST_STORE_UNREADABLE. */
export function trustStore(): TrustStore {
  loaded ??= read();
  return loaded;
}

/** One root of the table; undefined when there is no such id. */
export function storedRoot(id: string): StoredRoot | undefined {
  return trustStore().roots.find((root) => root.id === id);
}

/**
 * The set a firmware ships. Versions older than every set get the oldest set (inferred: no list of the
 * OCS 2007 phones was ever published). Errors: FIRMWARE_INVALID.
 */
export function firmwareSet(firmware: string): FirmwareSet {
  const { sets } = trustStore();
  const newestFirst = sets.toSorted((a, b) => compareFirmware(b.from, a.from));
  const set = newestFirst.find((one) => compareFirmware(firmware, one.from) >= 0) ?? newestFirst.at(-1);
  if (set === undefined) throw unreadable('it has no firmware sets');
  return set;
}

/** The roots a phone with that firmware trusts before it has talked to anyone. Errors: FIRMWARE_INVALID. */
export function firmwareAnchors(firmware: string): Anchor[] {
  return firmwareSet(firmware).roots.map((id) => {
    const root = storedRoot(id);
    if (root === undefined) throw unreadable(`it has no root ${id}`);
    return builtInAnchor(root);
  });
}

const anchorsMade = new Map<string, Anchor>();

/** The same object each time, so that its certificate is parsed once. */
function builtInAnchor(root: StoredRoot): Anchor {
  const made = anchorsMade.get(root.id) ?? makeAnchor(root);
  anchorsMade.set(root.id, made);
  return made;
}

function makeAnchor(root: StoredRoot): Anchor {
  const twin = root.sameKeyAs === undefined ? undefined : storedRoot(root.sameKeyAs)?.certificate;
  return {
    id: root.id,
    subject: root.subject,
    notBefore: new Date(root.notBefore),
    notAfter: new Date(root.notAfter),
    thumbprint: root.thumbprint,
    certificate: root.certificate === undefined ? undefined : Buffer.from(root.certificate, 'base64'),
    ...(twin === undefined ? {} : { keyTwin: Buffer.from(twin, 'base64') }),
    origin: 'firmware',
  };
}

function read(): TrustStore {
  try {
    return JSON.parse(readFileSync(dataFile, 'utf8')) as TrustStore;
  } catch (cause) {
    throw unreadable(cause instanceof Error ? cause.message : String(cause), cause);
  }
}

function unreadable(detail: string, cause?: unknown): HarnessError {
  return new HarnessError('TRUST_STORE_UNREADABLE', { file: fileURLToPath(dataFile), detail }, { cause });
}
