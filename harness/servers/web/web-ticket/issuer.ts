import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { WebTicketIssuer } from '../../../authentication/web-ticket/index.js';
import { type Deployment, webTicketSettings, webTicketUrl } from '../../../deployment/index.js';
import type { ServerContext } from '../../context.js';

/** Of a key made here, where the web server's is none of RSA. */
const KEY_BITS = 2048;

/** The issuer of a deployment's web tickets; with RSA it signs with the key of the web server's certificate, as WCF does. */
export function ticketIssuer({ clock, deployment }: ServerContext): WebTicketIssuer {
  const { clockSkewMs, lifetimeMs, proof, replay, signature, ticketSkewMs } = webTicketSettings(deployment);
  return new WebTicketIssuer({
    issuer: webTicketUrl(deployment),
    clock,
    policy: { clockSkewMs, lifetimeMs, proof, replay, signature, ticketSkewMs },
    ...(signature !== 'hmac-sha1' && { signingKey: rsaKey(deployment) }),
  });
}

function rsaKey({ certificates }: Deployment): KeyObject {
  const { privateKey, tls } = certificates.default;
  const key = privateKey ?? ('key' in tls ? createPrivateKey(tls.key) : undefined);
  if (key?.asymmetricKeyType === 'rsa') return key;
  return generateKeyPairSync('rsa', { modulusLength: KEY_BITS }).privateKey;
}
