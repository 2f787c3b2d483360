import type { FaultKind } from '../kind.js';
import { badCatalogue } from './bad-catalogue.js';
import { delay } from './delay.js';
import { downgradeOffered } from './downgrade-offered.js';
import { drop } from './drop.js';
import { emptyBaseUrl } from './empty-base-url.js';
import { emptyChain } from './empty-chain.js';
import { interruptedDownload } from './interrupted-download.js';
import { malformedXml } from './malformed-xml.js';
import { missingFile } from './missing-file.js';
import { missingMetadata } from './missing-metadata.js';
import { redirect } from './redirect.js';
import { refusePlainConnection } from './refuse-connection.js';
import { resetAnswer } from './reset.js';
import { sameNameRoot } from './same-name-root.js';
import { slowBody } from './slow-body.js';
import { soapFault } from './soap-fault.js';
import { staleChain } from './stale-chain.js';
import { status } from './status.js';
import { storeUnavailable } from './store-unavailable.js';
import { truncatedBody } from './truncated-body.js';
import type { WebConnectionFault, WebFault } from './web-fault.js';
import { wrongContentType } from './wrong-content-type.js';
import { wrongNamespace } from './wrong-namespace.js';
import { wrongSize } from './wrong-size.js';

/** The faults of the web services' answers. */
export const webFaults: readonly FaultKind<WebFault>[] = [
  status,
  redirect,
  wrongContentType,
  truncatedBody,
  malformedXml,
  wrongNamespace,
  delay,
  slowBody,
  drop,
  resetAnswer,
  soapFault,
  staleChain,
  sameNameRoot,
  emptyChain,
  missingMetadata,
  storeUnavailable,
  emptyBaseUrl,
  downgradeOffered,
  missingFile,
  wrongSize,
  badCatalogue,
  interruptedDownload,
];

/** The faults of a connection to a plain port of theirs. */
export const webConnectionFaults: readonly FaultKind<WebConnectionFault>[] = [refusePlainConnection];

export { type DisturbedReply, disturbReply, failureBy, refusalBy } from './disturb.js';
export { webPoints } from './points.js';
export type {
  CutAfter,
  WebAsked,
  WebConnectionFault,
  WebContent,
  WebDelivery,
  WebFailing,
  WebFailure,
  WebFault,
  WebReply,
} from './web-fault.js';
