import { certificateProvisioningUrl } from '../../../deployment/index.js';
import type { ServerContext } from '../../context.js';
import type { Scheme } from './scheme.js';

/** TLS-DSK: a TLS handshake inside SIP with a certificate of the pool's provisioning service (MS-SIPAE 3.2.5.1). */
export function tlsDsk(context: ServerContext): Scheme {
  return {
    name: 'TLS-DSK',
    challenge: [['sts-uri', certificateProvisioningUrl(context.deployment)]],
    begin: () => {
      throw new RangeError('not yet');
    },
  };
}
