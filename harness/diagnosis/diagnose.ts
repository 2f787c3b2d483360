import type { EventType, JournalEvent } from '../journal/index.js';
import { Evidence } from './evidence.js';
import type { Finding, FindingId, FindingKind } from './finding.js';
import { addressRefused } from './findings/address-refused.js';
import { alternateSignature } from './findings/alternate-signature.js';
import { authorityPageFailed } from './findings/authority-page-failed.js';
import { authorityReplaced } from './findings/authority-replaced.js';
import { autodiscoverElsewhere } from './findings/autodiscover-elsewhere.js';
import { autodiscoverLoop } from './findings/autodiscover-loop.js';
import { autodiscoverUntrusted } from './findings/autodiscover-untrusted.js';
import { autodiscoverUserRefused } from './findings/autodiscover-user-refused.js';
import { autodiscoverWrongServer } from './findings/autodiscover-wrong-server.js';
import { builtInRootExpired } from './findings/built-in-root-expired.js';
import { certificateExpired } from './findings/certificate-expired.js';
import { certificateReplaced } from './findings/certificate-replaced.js';
import { certificateRequestRefused } from './findings/certificate-request-refused.js';
import { certificateRevoked } from './findings/certificate-revoked.js';
import { certificateServiceUnreachable } from './findings/certificate-service-unreachable.js';
import { certificateStoreUnavailable } from './findings/certificate-store-unavailable.js';
import { chainDownloadRefused } from './findings/chain-download-refused.js';
import { chainNotFetchedAgain } from './findings/chain-not-fetched-again.js';
import { clockWrong } from './findings/clock-wrong.js';
import { deliveredRootRefused } from './findings/delivered-root-refused.js';
import { dhcpUnanswered } from './findings/dhcp-unanswered.js';
import { directoryBindRefused } from './findings/directory-bind-refused.js';
import { directorySearchFailed } from './findings/directory-search-failed.js';
import { directorySigningRequired } from './findings/directory-signing-required.js';
import { dnsLate } from './findings/dns-late.js';
import { dnsRefuses } from './findings/dns-refuses.js';
import { domainControllerNotFound } from './findings/domain-controller-not-found.js';
import { domainControllerUnreachable } from './findings/domain-controller-unreachable.js';
import { downloadedRootRefused } from './findings/downloaded-root-refused.js';
import { exchangeUntrusted } from './findings/exchange-untrusted.js';
import { hostAddressMissing } from './findings/host-address-missing.js';
import { intermediatePublishedAsRoot } from './findings/intermediate-published-as-root.js';
import { nameNotInCertificate } from './findings/name-not-in-certificate.js';
import { noCommonCipher } from './findings/no-common-cipher.js';
import { numberNotUnique } from './findings/number-not-unique.js';
import { option43Malformed } from './findings/option-43-malformed.js';
import { option43Missing } from './findings/option-43-missing.js';
import { option43Stale } from './findings/option-43-stale.js';
import { pinAuthenticationOff } from './findings/pin-authentication-off.js';
import { pinUnusable } from './findings/pin-unusable.js';
import { registrarCertificateAuthenticationOff } from './findings/registrar-certificate-authentication-off.js';
import { registrarNeverSatisfied } from './findings/registrar-never-satisfied.js';
import { registrarNotNamed } from './findings/registrar-not-named.js';
import { registrarUnreachable } from './findings/registrar-unreachable.js';
import { restartLoop } from './findings/restart-loop.js';
import { selfSigned } from './findings/self-signed.js';
import { serverCertificateExpired } from './findings/server-certificate-expired.js';
import { serverNameRequired } from './findings/server-name-required.js';
import { srvOtherDomain } from './findings/srv-other-domain.js';
import { srvWrongPort } from './findings/srv-wrong-port.js';
import { ticketServiceFailed } from './findings/ticket-service-failed.js';
import { timeRefused } from './findings/time-refused.js';
import { timeUnreachable } from './findings/time-unreachable.js';
import { tlsVersionRefused } from './findings/tls-version-refused.js';
import { twoDhcpServers } from './findings/two-dhcp-servers.js';
import { untrustedRoot } from './findings/untrusted-root.js';
import { updateAnonymousOutside } from './findings/update-anonymous-outside.js';
import { updateBuildTooOld } from './findings/update-build-too-old.js';
import { updateFileMissing } from './findings/update-file-missing.js';
import { updateHostMissing } from './findings/update-host-missing.js';
import { updateLockLost } from './findings/update-lock-lost.js';
import { updateLoop } from './findings/update-loop.js';
import { updateNotApproved } from './findings/update-not-approved.js';
import { updateOtherWebService } from './findings/update-other-web-service.js';
import { updateRuleMismatch } from './findings/update-rule-mismatch.js';
import { updateSignatureRefused } from './findings/update-signature-refused.js';
import { updateStoreFull } from './findings/update-store-full.js';
import { updateStoreUrlsMissing } from './findings/update-store-urls-missing.js';
import { updateUntrustedServer } from './findings/update-untrusted-server.js';
import { webCertificateAuthenticationOff } from './findings/web-certificate-authentication-off.js';
import { wrongPin } from './findings/wrong-pin.js';

/** Every kind of finding, the more particular before the more general: the first that holds is the finding. */
export const findingKinds: readonly FindingKind[] = [
  wrongPin,
  pinUnusable,
  numberNotUnique,
  pinAuthenticationOff,
  webCertificateAuthenticationOff,
  addressRefused,
  dhcpUnanswered,
  twoDhcpServers,
  option43Missing,
  dnsRefuses,
  dnsLate,
  srvOtherDomain,
  srvWrongPort,
  option43Malformed,
  option43Stale,
  autodiscoverLoop,
  autodiscoverUserRefused,
  autodiscoverWrongServer,
  autodiscoverElsewhere,
  hostAddressMissing,
  registrarNotNamed,
  tlsVersionRefused,
  noCommonCipher,
  serverNameRequired,
  clockWrong,
  timeRefused,
  timeUnreachable,
  selfSigned,
  alternateSignature,
  serverCertificateExpired,
  builtInRootExpired,
  nameNotInCertificate,
  autodiscoverUntrusted,
  chainDownloadRefused,
  certificateStoreUnavailable,
  certificateRequestRefused,
  certificateRevoked,
  certificateExpired,
  registrarCertificateAuthenticationOff,
  certificateServiceUnreachable,
  domainControllerNotFound,
  domainControllerUnreachable,
  directorySigningRequired,
  directoryBindRefused,
  directorySearchFailed,
  authorityPageFailed,
  deliveredRootRefused,
  downloadedRootRefused,
  untrustedRoot,
  registrarUnreachable,
  registrarNeverSatisfied,
  ticketServiceFailed,
  intermediatePublishedAsRoot,
  chainNotFetchedAgain,
  authorityReplaced,
  certificateReplaced,
  exchangeUntrusted,
  updateHostMissing,
  updateStoreUrlsMissing,
  updateSignatureRefused,
  updateFileMissing,
  updateNotApproved,
  updateOtherWebService,
  updateRuleMismatch,
  updateAnonymousOutside,
  updateLoop,
  updateStoreFull,
  updateBuildTooOld,
  updateLockLost,
  restartLoop,
  updateUntrustedServer,
];

export const findingIds: readonly FindingId[] = findingKinds.map((kind) => kind.id);

/** What stopped one device. */
export interface Diagnosis {
  readonly device: string;
  /** Judged on what the harness saw alone. */
  readonly outcome: 'signed-in' | 'sign-in-failed';
  /** Best first; for a device that signed in, what spoils it afterwards. */
  readonly findings: readonly Finding[];
}

const said: ReadonlySet<EventType> = new Set(['device.stated', 'device.section', 'device.verdict']);

/** Diagnose every device of a journal, in the order in which they first appeared. */
export function diagnose(events: readonly JournalEvent[]): Diagnosis[] {
  const devices = new Map<string, JournalEvent[]>();
  for (const event of events) {
    // What an operator or the lab says of a device is no sign of it.
    if (event.device === undefined || said.has(event.type)) continue;
    const own = devices.get(event.device);
    if (own) own.push(event);
    else devices.set(event.device, [event]);
  }
  return [...devices].map(([device, own]) => {
    const evidence = new Evidence(own);
    const outcome = outcomeOf(evidence);
    const afterSignIn = outcome === 'signed-in';
    const findings = findingKinds
      .filter((kind) => (afterSignIn ? kind.afterSignIn !== undefined : kind.afterSignIn !== 'alone'))
      .map((kind) => kind.diagnose(evidence))
      .filter((found) => found !== undefined);
    return { device, outcome, findings };
  });
}

/** A device is signed in when the Front End accepted its signed REGISTER. */
function outcomeOf(evidence: Evidence): Diagnosis['outcome'] {
  const signedIn = evidence.last('front-end.signed-in');
  return signedIn ? 'signed-in' : 'sign-in-failed';
}
