import { certsOnlyPkcs7, type ServerCertificate } from '../../../../certs/authorities/index.js';
import { summarize } from '../../../../certs/trust/index.js';
import { writeRootChainResponse } from '../../../wire/soap/index.js';
import type { XmlElement } from '../../../wire/xml/index.js';
import { certificateName } from '../../tls-events.js';
import { faultAnswer, pageAnswer, xmlAnswer } from '../answers.js';
import { isSecure } from '../connection.js';
import type { WebAnswer, WebExchange } from '../exchange.js';

/** The anonymous SOAP request for the chain, by whatever name the phone calls it; the answer's shape is inferred. */
export function rootChain(exchange: WebExchange, operation: XmlElement): WebAnswer {
  const chain = publish(exchange);
  if (!chain) return faultAnswer('chain-download-disabled');
  return xmlAnswer(writeRootChainResponse(operation.localName, chain.length === 0 ? [] : [certsOnlyPkcs7(chain)]));
}

/** The same by GET, as a certificate file (inferred). */
export function downloadRootChain(exchange: WebExchange): WebAnswer {
  const chain = publish(exchange);
  if (!chain) return pageAnswer(404, 'Certificate chain download is not enabled.');
  return { status: 200, contentType: 'application/x-pkcs7-certificates', body: certsOnlyPkcs7(chain) };
}

/** The certificates to publish, or undefined where downloading them is switched off (EnableCertChainDownload). */
function publish(exchange: WebExchange): readonly Buffer[] | undefined {
  const { deployment } = exchange.context;
  const over = isSecure(exchange.connection) ? 'https' : 'http';
  if (!deployment.webServices.chainDownload) {
    exchange.record('root-chain.refused', { over, reason: 'chain-download-disabled' });
    return undefined;
  }
  const chain = authorities(deployment.certificates.default);
  const certificates = chain.map(certificateName);
  exchange.record('root-chain.served', { over, port: exchange.connection.port, certificates });
  return chain;
}

/**
 * Root first, then the authorities below it. A self-signed server certificate is its own root, so it is published
 * itself; of a given certificate whose root nobody gave, the intermediates are all there is.
 */
function authorities(certificate: ServerCertificate): readonly Buffer[] {
  const [leaf] = certificate.chain;
  const root = certificate.root ?? (leaf && summarize(leaf).selfSigned ? leaf : undefined);
  return [...(root ? [root] : []), ...certificate.intermediates.toReversed()];
}
