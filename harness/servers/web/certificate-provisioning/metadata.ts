import { certificateProvisioningPath, host, webTicketUrl } from '../../../deployment/index.js';
import { writeCertificateProvisioningMetadata } from '../../../wire/soap/index.js';
import { xmlAnswer } from '../answers.js';
import type { WebHandler } from '../exchange.js';

/** GET `…svc/mex` and `…svc?wsdl`: where certificates are issued, and who issues the tickets for that. */
export const certificateProvisioningMetadata: WebHandler = ({ context: { deployment } }) =>
  xmlAnswer(
    writeCertificateProvisioningMetadata({
      baseUrl: `https://${host(deployment, 'web').fqdn}${certificateProvisioningPath}`,
      webTicketUrl: webTicketUrl(deployment),
    }),
  );
