import type { TlsPort } from '../../../tls/index.js';
import type { ServerContext } from '../../context.js';
import { certificateName } from '../../tls-events.js';
import { openTlsPort } from '../../tls-port.js';

/**
 * The TLS port that serves a connection opened now: the Exchange host presents one certificate, and another one from
 * the moment on when an administrator renewed it. Sessions of the first are not resumed on the second, so that every
 * client gets to see it.
 * @throws HarnessError TLS_CERTIFICATE_UNUSABLE
 */
export function presentedCertificate(context: ServerContext): () => TlsPort {
  const { clock, deployment, journal } = context;
  const { default: usual, exchange = usual, exchangeRenewed } = deployment.certificates;
  const first = openTlsPort(context, 'exchange', exchange);
  const renewal = deployment.exchange?.renewed;
  if (exchangeRenewed === undefined || renewal === undefined) return () => first;
  const renewed = openTlsPort(context, 'exchange', exchangeRenewed);
  let told = false;
  return () => {
    if (clock.now() < renewal.at) return first;
    const [leaf] = exchangeRenewed.chain;
    if (!told && leaf) {
      const { subject, issuer, thumbprint } = certificateName(leaf);
      const details = { subject, issuer, thumbprint, afterMs: renewal.afterMs };
      journal.recorder('exchange').record('exchange.certificate-renewed', details);
    }
    told = true;
    return renewed;
  };
}
