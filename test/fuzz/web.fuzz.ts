import fc from 'fast-check';
import {
  authoritiesOf,
  authorityPageAccesses,
  defaultActiveDirectorySettings,
} from '../../harness/deployment/index.js';
import { readUpdateCheck } from '../../harness/servers/web/device-update/read-check.js';
import { createWebServer } from '../../harness/servers/web/index.js';
import { writeRootChainRequest, writeUsernameToken } from '../../harness/wire/soap/index.js';
import { parseXml } from '../../harness/wire/xml/index.js';
import { eventsOf, testContext, testDeployment } from '../servers/deployment.js';
import { WebClient } from '../servers/web/client.js';
import { certificatePath, certificateRequest, pinPath, ticketRequest, windowsPath } from '../servers/web/sign-in.js';
import type { FuzzTarget } from './target.js';

/** A good message with a piece replaced, so that most inputs get past the XML parser. */
const bodies = fc
  .tuple(fc.nat(3), fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(40), fc.string({ maxLength: 20 }))
  .map(([which, place, length, piece]) => async () => {
    const messages = [
      writeRootChainRequest(),
      ticketRequest(writeUsernameToken('1001', '730259')),
      await certificateRequest({ request: Buffer.from('3003020100', 'hex') }),
      '<Request><MacAddress>0004F2AABBCC</MacAddress></Request>',
    ];
    const message = messages[which] ?? '';
    const at = Math.floor(place * message.length);
    return message.slice(0, at) + piece + message.slice(at + length);
  });

const paths = fc.constantFrom(
  '/CertProv/CertProvisioningService.svc',
  certificatePath,
  pinPath,
  windowsPath,
  '/WebTicket/WebTicketService.svc/cert',
  '/RequestHandler/ucdevice.upx',
  '/RequestHandlerExt/ucdevice.upx',
);

const authorizations = fc.oneof(
  fc.constant('NTLM'),
  fc.uint8Array({ maxLength: 100 }).map((bytes) => {
    const message = Buffer.concat([Buffer.from('NTLMSSP\0'), Buffer.from(bytes)]);
    return `NTLM ${message.toString('base64')}`;
  }),
);

export const targets: FuzzTarget[] = [
  {
    name: 'web services: every request gets an answer, and none is a mistake of the harness',
    property: fc.asyncProperty(paths, bodies, authorizations, async (path, body, authorization) => {
      const context = await testContext();
      const web = createWebServer(context);
      try {
        const client = new WebClient(web);
        const { status } = await client.soap(path, await body(), { Authorization: authorization });
        const mistakes = eventsOf(context.journal, 'harness.error');
        if (mistakes.length > 0) throw new Error(JSON.stringify(mistakes));
        return [200, 400, 401, 413, 500].includes(status);
      } finally {
        web.close();
      }
    }),
  },
  {
    name: 'the web page of a CA: any question gets an answer, and none is a mistake of the harness',
    property: fc.asyncProperty(
      fc.array(fc.tuple(fc.constantFrom('ReqID', 'Renewal', 'Enc', 'Mode'), fc.string({ maxLength: 20 })), {
        maxLength: 5,
      }),
      fc.constantFrom(...authorityPageAccesses),
      authorizations,
      async (query, page, authorization) => {
        const { certificates } = await testDeployment();
        const enrollment = { page, authorities: authoritiesOf(certificates.default) };
        const activeDirectory = { ...defaultActiveDirectorySettings, domain: 'contoso.com', published: [], enrollment };
        const context = await testContext({ deployment: { activeDirectory } });
        const web = createWebServer(context);
        try {
          // Half of a percent sign's escapes are none, which is what the other half is for.
          const text = query
            .map(([name, value]) => `${name}=${encodeURIComponent(value).replace(/%2/g, '%')}`)
            .join('&');
          const { status } = await new WebClient(web, 'web-http').ask(`/certsrv/certnew.p7b?${text}`, {
            headers: { Authorization: authorization },
          });
          const mistakes = eventsOf(context.journal, 'harness.error');
          if (mistakes.length > 0) throw new Error(JSON.stringify(mistakes));
          return [200, 401, 403, 404].includes(status);
        } finally {
          web.close();
        }
      },
    ),
  },
  {
    name: 'update check: any XML and any bytes are read',
    property: fc.property(fc.uint8Array({ maxLength: 300 }), fc.string({ maxLength: 40 }), (bytes, value) => {
      const text = value.replace(/[^\w .:-]/g, '');
      const document = parseXml(`<r><mac>${text}</mac><model a="${text}"/></r>`);
      readUpdateCheck({ document: undefined, body: Buffer.from(bytes) });
      const { mac = '' } = readUpdateCheck({ document, body: Buffer.alloc(0) });
      return mac.length <= 128;
    }),
  },
];
