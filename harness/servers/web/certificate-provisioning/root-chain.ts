import { certsOnlyPkcs7 } from '../../../../certs/authorities/index.js';
import { writeRootChainResponse } from '../../../wire/soap/index.js';
import type { XmlElement } from '../../../wire/xml/index.js';
import { certificateName } from '../../tls-events.js';
import { faultAnswer, pageAnswer, xmlAnswer } from '../answers.js';
import { isSecure } from '../connection.js';
import type { WebAnswer, WebExchange } from '../exchange.js';
import { webProblems } from '../problems.js';
import { type PublishedChain, publishedChain } from './published-chain.js';

/** Why there is no chain. */
type ChainProblem = 'chain-download-disabled' | 'trusted-ca-missing';
type Published = { readonly chain: PublishedChain } | { readonly chain?: undefined; readonly problem: ChainProblem };

/** The anonymous SOAP request for the chain, by whatever name the phone calls it; the answer's shape is inferred. */
export function rootChain(exchange: WebExchange, operation: XmlElement): WebAnswer {
  const published = publish(exchange);
  if (!published.chain) return faultAnswer(published.problem);
  return xmlAnswer(writeRootChainResponse(operation.localName, bundles(exchange, published.chain)));
}

/** The same by GET, as a certificate file (inferred). */
export function downloadRootChain(exchange: WebExchange): WebAnswer {
  const published = publish(exchange);
  if (!published.chain) {
    const { reason } = webProblems[published.problem];
    return pageAnswer(published.problem === 'chain-download-disabled' ? 404 : 500, reason);
  }
  return { status: 200, contentType: 'application/x-pkcs7-certificates', body: published.chain.bundle };
}

/** The certificates to publish, or why there are none: EnableCertChainDownload, or an entry of TrustedCACerts. */
function publish(exchange: WebExchange): Published {
  const { deployment, pool } = exchange.context;
  const over = isSecure(exchange.connection) ? 'https' : 'http';
  const refuse = (problem: ChainProblem): Published => {
    exchange.record('root-chain.refused', { over, reason: problem });
    return { problem };
  };
  if (!deployment.webServices.chainDownload) return refuse('chain-download-disabled');
  const chain = publishedChain({ deployment, pool });
  const { certificates, missing } = chain;
  const { missingThumbprint } = deployment.certificateProvisioning;
  for (const { store, thumbprint } of missing) {
    exchange.record('trusted-ca.missing', { thumbprint, store, rule: missingThumbprint });
  }
  if (missing.length > 0 && missingThumbprint === 'download-fails') return refuse('trusted-ca-missing');
  exchange.record('root-chain.served', {
    over,
    port: exchange.connection.port,
    certificates: certificates.map(certificateName),
  });
  return { chain };
}

function bundles({ context }: WebExchange, { bundle, certificates }: PublishedChain): readonly Buffer[] {
  if (context.deployment.certificateProvisioning.chainBundling === 'each-certificate') {
    return certificates.map((certificate) => certsOnlyPkcs7([certificate]));
  }
  return certificates.length === 0 ? [] : [bundle];
}
