import fc from 'fast-check';
import { normalThumbprint } from '../../harness/deployment/index.js';
import { HarnessError } from '../../harness/foundation/errors/index.js';
import { certificateProvisioningSchema } from '../../harness/scenario/schema/certificate-provisioning.js';
import { createWebServer } from '../../harness/servers/web/index.js';
import {
  isMetadataRequest,
  parseEnvelope,
  readGetAndPublishCertRequest,
  writeGetAndPublishCertRequest,
  writeMetadataAnswer,
  writeMetadataRequest,
} from '../../harness/wire/soap/index.js';
import { parseXml } from '../../harness/wire/xml/index.js';
import { eventsOf, testContext } from '../servers/deployment.js';
import { WebClient } from '../servers/web/client.js';
import type { FuzzTarget } from './target.js';

const path = '/CertProv/CertProvisioningService.svc/mex';

/** A good message with a piece of it replaced. */
const bent = (message: string) =>
  fc
    .tuple(fc.nat(message.length), fc.nat(30), fc.string({ maxLength: 20 }))
    .map(([at, length, piece]) => message.slice(0, at) + piece + message.slice(at + length));

const ask = writeGetAndPublishCertRequest({
  ...{ deviceId: '{1}', entity: 'a@b', request: Buffer.from('3000', 'hex'), requestId: '{2}' },
  ...{ securityXml: '', to: 'https://h/', lifetime: { expires: new Date('2014-11-16T09:00:00Z') } },
});

/** True when the work ended, or refused its input with an error that was foreseen. */
function foreseen(work: () => unknown): boolean {
  try {
    work();
  } catch (error) {
    if (!(error instanceof HarnessError)) throw error;
  }
  return true;
}

export const targets: FuzzTarget[] = [
  {
    name: 'metadata exchange: every message gets an answer',
    property: fc.asyncProperty(bent(writeMetadataRequest('https://h/mex', 'urn:uuid:1')), async (body) => {
      const context = await testContext();
      const web = createWebServer(context);
      try {
        const { status } = await new WebClient(web).soap(path, body);
        return [200, 400, 413, 500].includes(status) && eventsOf(context.journal, 'harness.error').length === 0;
      } finally {
        web.close();
      }
    }),
  },
  {
    name: 'metadata exchange: an answer is well-formed whatever was asked',
    property: fc.property(fc.string(), fc.constantFrom('1.1' as const, '1.2' as const), (id, version) => {
      const printable = id.replace(/[^\t\n\r -\ud7ff]/g, '');
      const request = parseXml(writeMetadataRequest('https://h/mex', printable, version));
      return isMetadataRequest(request) && parseXml(writeMetadataAnswer(request, '<a/>').body).localName === 'Envelope';
    }),
  },
  {
    name: 'GetAndPublishCert: a request with a validity is read or refused',
    property: fc.property(bent(ask), (message) =>
      foreseen(() => {
        const { operation } = parseEnvelope(message);
        return operation && readGetAndPublishCertRequest(operation);
      }),
    ),
  },
  {
    name: 'thumbprints and settings: any value is taken or refused',
    property: fc.property(fc.string(), fc.jsonValue(), (text, value) => {
      const thumbprint = normalThumbprint(text);
      certificateProvisioningSchema.safeParse(value);
      return thumbprint === undefined || /^[0-9A-F]{40}$/.test(thumbprint);
    }),
  },
];
