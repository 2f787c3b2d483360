import { keyObjection, signatureObjection } from './acceptance.js';
import type { Anchor } from './anchor.js';
import { type ParsedCertificate, parseOnce } from './certificate.js';
import type { TrustProfile } from './profile.js';
import type { RefusalReason } from './refusals.js';

/** Longest path, anchor included. No limit of a real phone is known; public chains have four at most. */
export const MAX_PATH_CERTIFICATES = 8;

/** Signature checks in one evaluation: stops a chain of look-alikes from costing more than it can prove. */
export const MAX_SIGNATURE_CHECKS = 64;

/** Where one attempt to climb from the leaf ended. */
export type PathEnd =
  | {
      readonly kind: 'anchored';
      /** Leaf first, without the anchor. */
      readonly path: readonly ParsedCertificate[];
      readonly anchor: Anchor;
      readonly anchorCertificate: ParsedCertificate | undefined;
    }
  | {
      readonly kind: 'broken';
      readonly path: readonly ParsedCertificate[];
      readonly reason: RefusalReason;
      readonly sentence: string;
      readonly at: ParsedCertificate;
    };

/** What there is to climb with. */
export interface PathMaterial {
  readonly leaf: ParsedCertificate;
  /** Presented beside the leaf, or delivered earlier; none of them trusted by itself. */
  readonly others: readonly ParsedCertificate[];
  readonly anchors: readonly Anchor[];
  readonly profile: TrustProfile;
  /** A change to every certificate before it is looked at: what a re-issued one would say. */
  readonly amend?: Amendment;
  /** Subjects taken for trusted roots whose keys nobody here has: what publishing them would do. */
  readonly assumedRoots?: readonly string[];
}

/** Gives the certificate as it would be after a remedy, or the same one. */
export type Amendment = (certificate: ParsedCertificate) => ParsedCertificate;

/** Id of the anchor of a path that ends at an assumed root. */
export const ASSUMED_ANCHOR = 'assumed';

/** Every end of every path from the leaf, each link's signature checked with the key above it; bounded, never empty. */
export function climb(material: PathMaterial): PathEnd[] {
  const climber = new Climber(material);
  climber.extend([material.leaf], material.leaf);
  return climber.ends;
}

class Climber {
  readonly ends: PathEnd[] = [];
  readonly #material: PathMaterial;
  #checksLeft = MAX_SIGNATURE_CHECKS;

  constructor(material: PathMaterial) {
    this.#material = material;
  }

  extend(path: readonly ParsedCertificate[], top: ParsedCertificate): void {
    const itself = this.#material.anchors.find((anchor) => anchor.thumbprint === top.summary.thumbprint);
    if (itself !== undefined) {
      const below = path.length === 1 ? path : path.slice(0, -1);
      this.ends.push({ kind: 'anchored', path: below, anchor: itself, anchorCertificate: top });
      return;
    }
    const objection = [keyObjection(top, this.#material.profile), signatureObjection(top, this.#material.profile)].find(
      (one) => one?.is === 'refuse',
    );
    if (objection !== undefined) {
      const sentence = `The phone does not accept ${objection.what} of "${top.summary.subject}". ${objection.because}`;
      this.#broken(path, objection.reason, sentence, top);
      return;
    }
    const atAnchor = this.#toAssumed(path, top) || this.#toAnchors(path, top);
    const atOthers = this.#toOthers(path, top);
    if (!atAnchor && !atOthers) this.#nowhere(path, top);
  }

  #toAssumed(path: readonly ParsedCertificate[], top: ParsedCertificate): boolean {
    const subject = top.summary.issuer;
    if (!this.#material.assumedRoots?.includes(subject)) return false;
    const anchor: Anchor = {
      id: ASSUMED_ANCHOR,
      subject,
      notBefore: new Date(-8.64e15),
      notAfter: new Date(8.64e15),
      thumbprint: '',
      certificate: undefined,
      origin: 'certificate-service',
    };
    this.ends.push({ kind: 'anchored', path, anchor, anchorCertificate: undefined });
    return true;
  }

  /** True when some anchor bears the issuer's name, whether or not its key fits. */
  #toAnchors(path: readonly ParsedCertificate[], top: ParsedCertificate): boolean {
    let bears = false;
    for (const anchor of this.#material.anchors) {
      const certificate = anchor.certificate ?? anchor.keyTwin;
      if (anchor.subject !== top.summary.issuer || certificate === undefined) continue;
      const issuer = this.#amended(parseOnce(certificate));
      if (this.#verifies(top, issuer)) {
        bears = true;
        // Version 1 cannot say that it is an authority; who delivers it does (RFC 5280 6.1.4 k).
        const mayIssue = issuer.summary.isAuthority || issuer.facts.version === 1;
        if (anchor.origin !== 'firmware' && !mayIssue) this.#notAnAuthority(path, issuer);
        else {
          const anchorCertificate = anchor.certificate === undefined ? undefined : issuer;
          this.ends.push({ kind: 'anchored', path, anchor, anchorCertificate });
        }
      } else if (!top.summary.selfSigned && top.x509.checkIssued(issuer.x509)) {
        // Name and key identifier both fit, so this is the key that should have signed.
        bears = true;
        this.#badSignature(path, top, issuer);
      } else if (!this.#climbable(path, top)) {
        bears = true;
        const sentence = `"${anchor.subject}" is trusted by that name, but "${top.summary.subject}" was issued with another key: its real issuer only bears the same name.`;
        this.#broken(path, 'untrusted-root', sentence, top);
      }
    }
    return bears;
  }

  #toOthers(path: readonly ParsedCertificate[], top: ParsedCertificate): boolean {
    if (top.summary.selfSigned) return false;
    let found = false;
    for (const issuer of this.#issuersAmongOthers(path, top)) {
      found = true;
      if (!this.#verifies(top, issuer)) this.#badSignature(path, top, issuer);
      else if (path.length + 1 >= MAX_PATH_CERTIFICATES) {
        const sentence = `The chain is longer than ${MAX_PATH_CERTIFICATES} certificates.`;
        this.#broken(path, 'incomplete-chain', sentence, top);
      } else this.extend([...path, issuer], issuer);
    }
    return found;
  }

  #amended(certificate: ParsedCertificate): ParsedCertificate {
    return this.#material.amend?.(certificate) ?? certificate;
  }

  #climbable(path: readonly ParsedCertificate[], top: ParsedCertificate): boolean {
    return !top.summary.selfSigned && this.#issuersAmongOthers(path, top).length > 0;
  }

  /** Those whose key identifier is the one asked for come first: the count of signature checks is bounded. */
  #issuersAmongOthers(path: readonly ParsedCertificate[], top: ParsedCertificate): ParsedCertificate[] {
    const wanted = top.facts.authorityKeyIdentifier;
    const fits = (other: ParsedCertificate) => Number(wanted !== other.facts.subjectKeyIdentifier);
    return this.#material.others
      .filter(
        (other) =>
          other.summary.subject === top.summary.issuer &&
          !path.some((below) => below.summary.thumbprint === other.summary.thumbprint),
      )
      .toSorted((one, other) => fits(one) - fits(other));
  }

  #verifies(below: ParsedCertificate, issuer: ParsedCertificate): boolean {
    if (issuer.key === undefined || this.#checksLeft === 0) return false;
    this.#checksLeft--;
    return below.x509.verify(issuer.key);
  }

  /** No issuer of that name anywhere. */
  #nowhere(path: readonly ParsedCertificate[], top: ParsedCertificate): void {
    const { subject, issuer, selfSigned } = top.summary;
    const rootAlone = path.length === 1 && top.summary.isAuthority && !top.facts.commonNames.some(looksLikeHost);
    if (selfSigned && path.length === 1 && !rootAlone) {
      this.#broken(path, 'self-signed', `The server presents "${subject}", signed by itself and not trusted.`, top);
    } else if (selfSigned) {
      this.#broken(
        path,
        'untrusted-root',
        rootAlone
          ? `"${subject}" is a root the phone does not know.`
          : `The chain ends at "${subject}", which the phone does not trust.`,
        top,
      );
    } else if (path.length === 1 && this.#trustsTheOrganizationOf(issuer)) {
      const sentence = `The issuer "${issuer}" was not sent with the certificate, and the phone has no copy of it.`;
      this.#broken(path, 'incomplete-chain', sentence, top);
    } else {
      this.#broken(path, 'untrusted-root', `The chain ends at "${issuer}", which the phone does not trust.`, top);
    }
  }

  /**
   * A leaf alone cannot tell whether its missing issuer is a root or an intermediate. When a root of the issuer's
   * organization (or domain) is trusted, a missing intermediate explains it best (inferred, for the wording only:
   * both refuse).
   */
  #trustsTheOrganizationOf(issuer: string): boolean {
    const organization = organizationOf(issuer);
    return organization !== '' && this.#material.anchors.some((one) => organizationOf(one.subject) === organization);
  }

  #badSignature(path: readonly ParsedCertificate[], top: ParsedCertificate, issuer: ParsedCertificate): void {
    const sentence = `The signature on "${top.summary.subject}" was not made with the key of "${issuer.summary.subject}".`;
    this.#broken(path, 'bad-signature', sentence, top);
  }

  #notAnAuthority(path: readonly ParsedCertificate[], issuer: ParsedCertificate): void {
    const sentence = `"${issuer.summary.subject}" signs another certificate but is not a certification authority.`;
    this.#broken(path, 'not-an-authority', sentence, issuer);
  }

  #broken(path: readonly ParsedCertificate[], reason: RefusalReason, sentence: string, at: ParsedCertificate): void {
    this.ends.push({ kind: 'broken', path, reason, sentence, at });
  }
}

/** The O= of a name, or the DC= parts of an Active Directory one. */
function organizationOf(name: string): string {
  const parts = name.split(/(?<!\\), /);
  const organization = parts.filter((part) => part.startsWith('O='));
  return (organization.length > 0 ? organization : parts.filter((part) => part.startsWith('DC='))).join(', ');
}

/** Authorities have names of several words. */
function looksLikeHost(commonName: string): boolean {
  return /^[\w.*-]+$/.test(commonName);
}
