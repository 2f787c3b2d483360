import { parseCertificate } from './certificate.js';

/** Who hands a phone what it trusts: the CertProv web service, Active Directory, or the web page of a CA found there. */
export const deliveringOrigins = ['certificate-service', 'active-directory', 'authority-page'] as const;
export type DeliveringOrigin = (typeof deliveringOrigins)[number];

/** Where a trust anchor came from; `firmware`: it was built in. */
export type AnchorOrigin = 'firmware' | DeliveringOrigin;

/** One root a phone trusts. */
export interface Anchor {
  /** `lpe-root-22` for a built-in one, `delivered:<thumbprint>` for one fetched at sign-in. */
  readonly id: string;
  /** Distinguished name, most specific part first, as Windows prints it. */
  readonly subject: string;
  readonly notBefore: Date;
  readonly notAfter: Date;
  /** SHA-1 of the DER, 40 upper-case hex digits. */
  readonly thumbprint: string;
  /** DER; undefined when the root is known by its thumbprint only. */
  readonly certificate: Buffer | undefined;
  /** DER of another certificate for the same name and key, where that one is known and this one is not. */
  readonly keyTwin?: Buffer;
  readonly origin: AnchorOrigin;
  /** The certificate was minted in place of the real one, whose private key nobody has. */
  readonly standIn?: boolean;
}

/**
 * A certificate a phone was handed as trusted, as an anchor.
 * Errors: CERTIFICATE_MALFORMED, DER_INVALID.
 */
export function deliveredAnchor(certificate: Buffer, origin: DeliveringOrigin): Anchor {
  const { summary } = parseCertificate(certificate);
  return {
    id: `delivered:${summary.thumbprint}`,
    subject: summary.subject,
    notBefore: summary.notBefore,
    notAfter: summary.notAfter,
    thumbprint: summary.thumbprint,
    certificate,
    origin,
  };
}

/**
 * The anchors with this run's minted stand-ins put in place of the real roots of the same id.
 * A stand-in for a root that is not among the anchors is ignored: that firmware does not have it.
 */
export function substituteStandIns(
  anchors: readonly Anchor[],
  standIns: readonly { readonly anchor: string; readonly certificate: Buffer }[],
): Anchor[] {
  return anchors.map((anchor) => {
    const standIn = standIns.find((one) => one.anchor === anchor.id);
    if (standIn === undefined) return anchor;
    const { summary } = parseCertificate(standIn.certificate);
    return {
      id: anchor.id,
      subject: summary.subject,
      notBefore: summary.notBefore,
      notAfter: summary.notAfter,
      thumbprint: summary.thumbprint,
      certificate: standIn.certificate,
      origin: anchor.origin,
      standIn: true,
    };
  });
}
