import { type Anchor, deliveredAnchor, substituteStandIns } from './anchor.js';
import { parseOnce } from './certificate.js';
import { type ChainQuestion, evaluateChain } from './evaluate.js';
import { compareFirmware } from './firmware.js';
import { ownName, type ServerKind } from './names.js';
import { trustProfileFor } from './profile.js';
import type { RefusalReason } from './refusals.js';
import { firmwareAnchors } from './trust-store.js';

/** How a phone comes by roots that are not built in. */
export type SignInPath = 'built-in' | 'pin' | 'usb' | 'typed';

export const signInPaths: readonly { readonly path: SignInPath; readonly explain: string }[] = [
  { path: 'built-in', explain: 'Nothing delivered: outside through an Edge Server, or delivery out of order.' },
  { path: 'pin', explain: 'PIN on an Aries phone: the certificate web service delivers its chain first.' },
  { path: 'usb', explain: 'USB tether on an Aries phone: what Active Directory publishes.' },
  { path: 'typed', explain: 'User and password on a Tanjay phone: what Active Directory publishes.' },
];

/** One firmware a matrix has a row for: the first of each group that decides alike. */
export interface FirmwareRow {
  readonly firmware: string;
  readonly label: string;
}

export const firmwareRows: readonly FirmwareRow[] = [
  { firmware: '3.5.6907.35', label: 'Communicator Phone Edition (OCS 2007 R2)' },
  { firmware: '4.0.7577.0', label: 'Lync Phone Edition RTM to CU9' },
  { firmware: '4.0.7577.4414', label: 'CU10, October 2013' },
  { firmware: '4.0.7577.4420', label: 'CU11, January 2014, and later' },
  { firmware: '4.0.7577.4494', label: '4.0.7577.4494 and later' },
];

/**
 * From this build on a Tanjay was seen to fail its download from Active Directory and to work again after going back;
 * the cause was never found (observed once, for .4494).
 */
const TANJAY_DELIVERY_FAILS_FROM = '4.0.7577.4494';

export interface MatrixOptions {
  readonly at: Date;
  /** Years looked ahead for changes. Default 10. */
  readonly years?: number;
  /** Default: the first name of the certificate itself. */
  readonly name?: string;
  readonly kind?: ServerKind;
  /** DER of what the certificate web service delivers, and what Active Directory publishes. */
  readonly certificateService?: readonly Buffer[];
  readonly activeDirectory?: readonly Buffer[];
  readonly standIns?: readonly { readonly anchor: string; readonly certificate: Buffer }[];
  /** Default: `firmwareRows`. */
  readonly firmwares?: readonly FirmwareRow[];
}

export type Answer =
  | { readonly trusted: true; readonly anchor: string }
  | { readonly trusted: false; readonly reason: RefusalReason };

export interface MatrixCell {
  readonly firmware: string;
  readonly label: string;
  readonly path: SignInPath;
  /** Undefined: phones with this firmware do not sign in that way. */
  readonly now: Answer | undefined;
  /** The first second at which the answer is another one, in order; within the years looked at. */
  readonly changes: readonly { readonly at: Date; readonly answer: Answer }[];
}

/** Most certificates whose dates are tried as turning points. */
const MAX_TURNING_POINTS = 512;

/** Every firmware by every way to sign in, now and for years to come. Errors: FIRMWARE_INVALID. */
export function firmwareMatrix(chain: readonly Buffer[], options: MatrixOptions): MatrixCell[] {
  return (options.firmwares ?? firmwareRows).flatMap(({ firmware, label }) =>
    signInPaths.map(({ path }) => cellOf(chain, options, firmware, label, path)),
  );
}

function cellOf(
  chain: readonly Buffer[],
  options: MatrixOptions,
  firmware: string,
  label: string,
  path: SignInPath,
): MatrixCell {
  if (!offered(firmware, path)) return { firmware, label, path, now: undefined, changes: [] };
  const delivered = deliveredBy(path, firmware, options);
  const anchors = [...substituteStandIns(firmwareAnchors(firmware), options.standIns ?? []), ...delivered.anchors];
  const { kind = 'sip', name = ownName(chain[0]) } = options;
  const profile = trustProfileFor(firmware);
  const { intermediates } = delivered;
  const question = { presented: chain, anchors, intermediates, name, kind, profile };
  const now = answerOf({ ...question, at: options.at });
  const changes: { at: Date; answer: Answer }[] = [];
  let last = now;
  for (const at of turningPoints(chain, intermediates, anchors, options)) {
    const answer = answerOf({ ...question, at });
    if (sameAnswer(answer, last)) continue;
    changes.push({ at, answer });
    last = answer;
  }
  return { firmware, label, path, now, changes };
}

/** PIN came with Lync on Aries phones; Communicator Phone Edition ran on Tanjay phones alone. */
function offered(firmware: string, path: SignInPath): boolean {
  return compareFirmware(firmware, '4.0.0.0') >= 0 || path === 'built-in' || path === 'typed';
}

function deliveredBy(path: SignInPath, firmware: string, options: MatrixOptions) {
  const broken = path === 'typed' && compareFirmware(firmware, TANJAY_DELIVERY_FAILS_FROM) >= 0;
  const origin = path === 'pin' ? 'certificate-service' : 'active-directory';
  const given = path === 'pin' ? options.certificateService : options.activeDirectory;
  const certificates = path === 'built-in' || broken ? [] : (given ?? []);
  const isRoot = (der: Buffer) => parseOnce(der).summary.selfSigned;
  return {
    anchors: certificates.filter(isRoot).map((der) => deliveredAnchor(der, origin)),
    intermediates: certificates.filter((der) => !isRoot(der)),
  };
}

/** An answer can change only when some validity begins, or in the second after one ends. */
function turningPoints(
  chain: readonly Buffer[],
  intermediates: readonly Buffer[],
  anchors: readonly Anchor[],
  { at, years = 10 }: MatrixOptions,
): Date[] {
  const until = new Date(at);
  until.setUTCFullYear(until.getUTCFullYear() + years);
  const dates = [...readable(chain), ...readable(intermediates), ...anchors].flatMap(({ notAfter, notBefore }) => [
    notBefore.getTime(),
    notAfter.getTime() + 1000,
  ]);
  return [...new Set(dates)]
    .filter((time) => time > at.getTime() && time <= until.getTime())
    .toSorted((one, other) => one - other)
    .slice(0, MAX_TURNING_POINTS)
    .map((time) => new Date(time));
}

function readable(certificates: readonly Buffer[]) {
  return certificates.flatMap((der) => {
    try {
      return [parseOnce(der).summary];
    } catch {
      return [];
    }
  });
}

function answerOf(question: ChainQuestion): Answer {
  const verdict = evaluateChain(question);
  return verdict.trusted ? { trusted: true, anchor: verdict.anchor } : { trusted: false, reason: verdict.reason };
}

/** Another anchor is no other answer. */
function sameAnswer(one: Answer, other: Answer): boolean {
  return one.trusted ? other.trusted : !other.trusted && one.reason === other.reason;
}
