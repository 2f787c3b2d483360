import { z } from 'zod';
import { chainProfiles, defects, signatureAlgorithms } from '../../../certs/authorities/index.js';
import { pinStates, windowsAuthentications } from '../../deployment/index.js';
import { activeDirectorySchema } from './active-directory.js';
import { addressBookSchema } from './address-book.js';
import { autodiscoverSchema } from './autodiscover.js';
import { certificateProvisioningSchema } from './certificate-provisioning.js';
import { deviceUpdateSchema } from './device-update.js';
import { dhcpSchema } from './dhcp.js';
import { exchangeSchema } from './exchange.js';
import { frontEndSchema } from './front-end.js';
import { nameServiceSchema } from './name-service.js';
import { provisionedSchema } from './provisioned.js';
import { timeServiceSchema } from './time-service.js';
import { tlsSchema } from './tls.js';
import { templatesSchema } from './web-template.js';
import { webTicketSchema } from './web-ticket.js';

const fqdn = z
  .string()
  .regex(/^(?=.{1,253}$)[a-z0-9_-]{1,63}(\.[a-z0-9_-]{1,63})+$/i, 'not a fully qualified domain name')
  .transform((name) => name.toLowerCase());
const ipv4 = z.ipv4('not an IPv4 address');
const digits = z.string().regex(/^\d+$/, 'digits only, quoted');

const hostSchema = z.strictObject({
  fqdn: fqdn.optional().describe('Fully qualified name; derived from the SIP domain when absent.'),
  address: ipv4.optional().describe('Address DNS publishes and servers listen on; a loopback address when absent.'),
});

const userSchema = z.strictObject({
  displayName: z.string().min(1).optional(),
  extension: digits.optional().describe('Extension as dialled inside.'),
  phoneNumber: z
    .string()
    .regex(/^\+\d{4,15}$/, 'an E.164 number with plus')
    .optional(),
  pin: z
    .string()
    .regex(/^\d{4,24}$/, 'a PIN has 4 to 24 digits; quote it')
    .optional(),
  pinState: z
    .enum(pinStates)
    .optional()
    .describe('State of the PIN; set when absent. locked: until an administrator unlocks it.'),
  password: z.string().min(1).optional(),
  principalName: z
    .string()
    .regex(/^[^@\s]+@[^@\s]+$/, 'a user principal name like jeff@corp.contoso.com')
    .optional()
    .describe('User principal name where it is not the SIP address.'),
  accountLocked: z.boolean().optional().describe('true: the account is locked out of the domain.'),
  enabled: z.boolean().optional().describe('false: disabled for Lync.'),
  home: z.enum(['front-end', 'front-end-2']).optional().describe('Host of the home pool; front-end when absent.'),
  sipDomain: fqdn.optional().describe('Domain of the SIP address; the first of the deployment when absent.'),
  remoteAccess: z.boolean().optional().describe('false: may not sign in through the Edge.'),
});

const profiles = chainProfiles.map(({ profile }) => profile);
const defectIds = defects.map(({ id }) => id);

/** A server certificate to be minted. */
export const serverCertificateSchema = z
  .strictObject({
    profile: z
      .enum(profiles as [string, ...string[]])
      .optional()
      .describe('Which chain to mint.'),
    subject: fqdn.optional().describe('Common name; the Front End pool when absent.'),
    names: z.array(fqdn).min(1).max(200).optional().describe('Subject alternative names, instead of the usual ones.'),
    defects: z
      .array(z.enum(defectIds as [string, ...string[]]))
      .max(10)
      .optional()
      .describe('What is wrong with the chain; applied in this order.'),
    algorithm: z
      .enum(signatureAlgorithms as unknown as [string, ...string[]])
      .optional()
      .describe('Signature algorithm of every minted certificate but the stand-in of a public root.'),
  })
  .meta({ id: 'serverCertificate' });

const webServicesSchema = z.strictObject({
  http: z.boolean().optional().describe('Whether the web services listen on http 80 and 8080.'),
  http8080: z.boolean().optional().describe('Whether they listen on http 8080; as http when absent.'),
  https: z.boolean().optional().describe('Whether the web services listen on https 443.'),
  chainDownload: z.boolean().optional().describe('EnableCertChainDownload.'),
  pinAuthentication: z.boolean().optional().describe('UsePinAuth.'),
  windowsAuthentication: z
    .union([z.boolean(), z.enum(windowsAuthentications)])
    .optional()
    .describe('UseWindowsAuth; true is NTLM, false None. Negotiate also offers what some clients take for Kerberos.'),
  certificateHours: z.number().int().min(8).max(8760).optional().describe('Life of a user certificate in hours.'),
  templates: templatesSchema.optional().describe('Answers to requests no service knows; the first that fits.'),
});

/** What is deployed; whatever is absent takes the default of `scenario/deploy`. */
export const deploymentSchema = z.strictObject({
  sipDomain: fqdn.optional(),
  sipDomains: z.array(fqdn).min(1).max(20).optional().describe('Every SIP domain; the first is the sipDomain.'),
  dhcpDomain: fqdn.optional().describe('Option 15; the SIP domain when absent.'),
  netbiosDomain: z
    .string()
    .regex(/^[A-Z0-9-]{1,15}$/, 'a NetBIOS name')
    .optional(),
  hosts: z
    .strictObject({
      'front-end': hostSchema.optional(),
      web: hostSchema.optional(),
      dc: hostSchema.optional(),
      'front-end-2': hostSchema.optional().describe('A second pool.'),
      director: hostSchema.optional().describe('Sends everybody to the home pool.'),
      backup: hostSchema.optional().describe('Backup Registrar: registers users without contacts and presence.'),
      edge: hostSchema.optional().describe('Edge server: SIP on 443 and 5061 for clients outside.'),
      exchange: hostSchema.optional().describe('Exchange: Autodiscover and Exchange Web Services.'),
      ca: hostSchema
        .pick({ fqdn: true })
        .optional()
        .describe('The certification authority; its web page is at the address of the host web.'),
    })
    .optional()
    .describe('Hosts of their own names or addresses; front-end, web and dc are always there.'),
  registrar: z
    .enum(['front-end', 'front-end-2', 'director', 'backup', 'edge'])
    .optional()
    .describe(
      'Host of the Registrar phones are told of by DHCP and DNS; front-end when absent. edge: phones are outside and ' +
        'find the Edge by external DNS alone.',
    ),
  users: z.record(z.string().regex(/^[a-z][a-z0-9.-]*$/, 'an account name'), userSchema).optional(),
  certificates: z
    .strictObject({
      default: serverCertificateSchema.optional(),
      exchange: serverCertificateSchema
        .optional()
        .describe('Of the Exchange host; the profile of the default when absent.'),
      exchangeRenewed: serverCertificateSchema
        .optional()
        .describe('What the Exchange host presents later; exchange.certificateRenewed says when.'),
    })
    .optional(),
  tls: tlsSchema.optional().describe('What the TLS ports speak.'),
  dhcp: dhcpSchema.optional(),
  dns: nameServiceSchema.optional().describe('The name server.'),
  time: timeServiceSchema.optional().describe('The time server.'),
  webServices: webServicesSchema.optional(),
  certificateProvisioning: certificateProvisioningSchema
    .optional()
    .describe('The Certificate Provisioning Service, beside what webServices tells of it.'),
  webTicket: webTicketSchema.optional().describe('The Web Ticket Service.'),
  activeDirectory: activeDirectorySchema.optional().describe('The domain controller and what is published in it.'),
  exchange: exchangeSchema.optional().describe('The Exchange organization beside Lync.'),
  autodiscover: autodiscoverSchema.optional().describe('Lync autodiscover.'),
  addressBook: addressBookSchema.optional().describe('The company directory beside the users.'),
  deviceUpdate: deviceUpdateSchema.optional().describe('The device update service.'),
  provisioned: provisionedSchema
    .optional()
    .describe('Settings of in-band provisioning by group, over the usual ones; null leaves one out.'),
  frontEnd: frontEndSchema.optional().describe('The Registrar.'),
});

export type ServerCertificateSpec = z.infer<typeof serverCertificateSchema>;
export type DeploymentSpec = z.infer<typeof deploymentSchema>;
