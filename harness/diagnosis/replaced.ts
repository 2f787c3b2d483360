import type { CertificateName, JournalEvent } from '../journal/index.js';
import { type Evidence, refusalWords } from './evidence.js';
import { type Finding, shows } from './finding.js';

type Flight = JournalEvent<'tls.server-flight'>;

/** A signed-in phone that refuses what the Front End presents by now, where that is another certificate than before. */
export interface Replaced {
  readonly signedIn: JournalEvent<'front-end.signed-in'>;
  readonly before: Flight;
  readonly now: Flight;
  readonly refused: JournalEvent<'tls.refused'>;
}

export function replacedCertificate(evidence: Evidence): Replaced | undefined {
  const signedIn = evidence.last('front-end.signed-in');
  const refused = evidence.standingRefusal('front-end');
  const now = refused && evidence.presentedOn(refused);
  if (!signedIn || !refused || !now || refused.seq < signedIn.seq) return undefined;
  const before = evidence.lastPresented('front-end', signedIn.seq);
  const [leaf, former] = [now.chain[0], before?.chain[0]];
  if (!before || !leaf || !former || former.thumbprint === leaf.thumbprint) return undefined;
  return { signedIn, before, now, refused };
}

/** What a finding about it rests on, in the order it happened. */
export function replacedEvidence({ before, now, refused, signedIn }: Replaced): Finding['evidence'] {
  const presented = (flight: Flight) =>
    shows(flight, `the Front End presented "${flight.chain[0]?.subject}" by "${flight.chain[0]?.issuer}"`);
  return [
    presented(before),
    shows(signedIn, `the phone signed in as ${signedIn.user}`),
    presented(now),
    shows(refused, `the phone ${refusalWords(refused)}`),
  ];
}

/** The CA at the end of what was presented, which need not have been sent along. */
export function authorityAbove({ chain }: Flight): string {
  return chain.at(-1)?.issuer ?? '';
}

/** No CA of the one chain is in the other: a renewal keeps one, a new PKI none. */
export function otherAuthority(before: Flight, now: Flight): boolean {
  const former = new Set(before.chain.map(({ issuer }) => issuer));
  return now.chain.every(({ issuer }) => !former.has(issuer));
}

/** `2 tiers, sha256RSA`: how many CAs stand above the server, and how the highest certificate sent is signed. */
export function pkiWords({ chain }: Flight): string {
  const authorities = new Set(chain.map(({ issuer }) => issuer)).size;
  const signature = chain.at(-1)?.signature;
  return `${authorities === 1 ? 'one CA' : `${authorities} CAs`}${signature === undefined ? '' : `, ${signature}`}`;
}

/** The root chain as the phone was given it, by the certificate service, Active Directory or the web page of a CA. */
export function chainsGiven(
  evidence: Evidence,
): JournalEvent<'root-chain.served' | 'ldap.certificates' | 'authority-page.served'>[] {
  return [
    ...evidence.all('root-chain.served'),
    ...evidence.all('ldap.certificates'),
    ...evidence.all('authority-page.served'),
  ].sort((a, b) => a.seq - b.seq);
}

export function holds(certificates: readonly CertificateName[], authority: string): boolean {
  return certificates.some(({ selfSigned, subject }) => selfSigned && subject === authority);
}
