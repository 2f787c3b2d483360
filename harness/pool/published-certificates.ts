/** A user certificate the provisioning service issued, as the home pool's store keeps it. */
export interface PublishedCertificate {
  /** SIP address without scheme. */
  readonly user: string;
  readonly deviceId: string;
  /** SHA-1, upper-case hex. */
  readonly thumbprint: string;
  readonly certificate: Buffer;
  readonly notAfter: Date;
  revoked: boolean;
}

/** The pool's store of issued user certificates, shared by the web services and the Front End. */
export class PublishedCertificates {
  readonly #byThumbprint = new Map<string, PublishedCertificate>();

  publish(certificate: Omit<PublishedCertificate, 'revoked'>): void {
    this.#byThumbprint.set(certificate.thumbprint, { ...certificate, revoked: false });
  }

  /** Revoke one certificate; false when it was never published. */
  revoke(thumbprint: string): boolean {
    const entry = this.#byThumbprint.get(thumbprint);
    if (entry) entry.revoked = true;
    return entry !== undefined;
  }

  state(thumbprint: string): 'published' | 'revoked' | 'unknown' {
    const entry = this.#byThumbprint.get(thumbprint);
    if (!entry) return 'unknown';
    return entry.revoked ? 'revoked' : 'published';
  }

  list(): readonly PublishedCertificate[] {
    return [...this.#byThumbprint.values()];
  }
}
