import { generateKeyPairSync } from 'node:crypto';
import type { ExecutionContext } from 'ava';
import { securityTokensXml, type WebTicket } from '../../../../harness/authentication/web-ticket/index.js';
import { signatureValue, writeSignedInfo } from '../../../../harness/authentication/xml-signature/index.js';
import { defaultWebTicketSettings, type WebTicketSettings } from '../../../../harness/deployment/index.js';
import { ScenarioClock } from '../../../../harness/foundation/clock/index.js';
import {
  parseEnvelope,
  parseFault,
  WS_SECURITY_UTILITY,
  writeGetAndPublishCertRequest,
  XML_SIGNATURE,
} from '../../../../harness/wire/soap/index.js';
import { canonicalize, parseXml } from '../../../../harness/wire/xml/index.js';
import { alicePin, eventsOf, jeffPin, testDate } from '../../deployment.js';
import { testWeb } from '../client.js';
import { certificatePath, certificateUrl, deviceId, phoneKey, pinTicket, pkcs10 } from '../sign-in.js';

/** What a message holds, and what a cheat makes of it. */
export interface Held {
  readonly ticket: WebTicket;
  readonly other: WebTicket;
  /** Timestamp, assertion, signature, as an honest client sends them. */
  readonly tokens: string;
}

export type Cheat = (held: Held) => string;

/** An assertion changed, with an honest signature around it: the holder of the key is the cheat. */
export const changed =
  (from: string | RegExp, to: string): Cheat =>
  ({ ticket }) => {
    const assertionXml = ticket.assertionXml.replace(from, to);
    if (assertionXml === ticket.assertionXml) throw new Error(`nothing to change: ${from}`);
    return securityTokensXml({ ...ticket, assertionXml });
  };

/** The message changed after it was signed. */
export const tampered =
  (from: string | RegExp, to: string): Cheat =>
  ({ tokens }) => {
    const cheated = tokens.replace(from, to);
    if (cheated === tokens) throw new Error(`nothing to tamper with: ${from}`);
    return cheated;
  };

export const timestampOf = (tokens: string) => /<wsu:Timestamp.*?<\/wsu:Timestamp>/.exec(tokens)?.[0] ?? '';
export const signatureOf = (tokens: string) =>
  tokens.slice(tokens.indexOf('</saml:Assertion>') + '</saml:Assertion>'.length);
export const assertionOf = ({ ticket }: Held) => ticket.assertionXml;

/** An own Timestamp, signed honestly. */
export const timed =
  (created: string, expires: string): Cheat =>
  ({ ticket }) =>
    securityTokensXml({
      ...ticket,
      lifetimeXml: `<Created xmlns="${WS_SECURITY_UTILITY}">${created}</Created><Expires xmlns="${WS_SECURITY_UTILITY}">${expires}</Expires>`,
    });

/** A signature with the right key over something else. */
export const signing =
  (extra: string, id: string): Cheat =>
  (held) => {
    const info = writeSignedInfo([{ id, canonicalXml: canonicalize(parseXml(extra)) }], 'hmac-sha1');
    const value = signatureValue('hmac-sha1', held.ticket.proofKey, info).toString('base64');
    const signature = `<Signature xmlns="${XML_SIGNATURE}">${info}<SignatureValue>${value}</SignatureValue></Signature>`;
    return `${timestampOf(held.tokens)}${assertionOf(held)}${extra}${signature}`;
  };

export const elsewhere = (id: string) => `<x:Thing xmlns:x="urn:x" Id="${id}"></x:Thing>`;
export const rsa = generateKeyPairSync('rsa', { modulusLength: 1024 });

/** Each cheat with the problem it is, and what the client hears. */
export type Matrix = readonly (readonly [what: string, problem: string, errorId: number, cheat: Cheat])[];

export async function sent(t: ExecutionContext, make: Cheat, options: Options = {}) {
  const clock = new ScenarioClock({ start: testDate, waits: 'skip' });
  const webTicket = { ...defaultWebTicketSettings, ...options.settings };
  const web = await testWeb(t, { clock, deployment: { webTicket } });
  const client = web.client();
  const ticket = await pinTicket(client, '1001', alicePin, options.appliesTo ?? certificateUrl);
  const other = await pinTicket(client, '1002', jeffPin);
  const held = { ticket, other, tokens: securityTokensXml(ticket) };
  clock.advance(options.later ?? 0);
  const post = async (securityXml: string, header = '') => {
    const message = writeGetAndPublishCertRequest({
      deviceId,
      entity: 'alice@contoso.com',
      request: await pkcs10(await phoneKey()),
      requestId: '11111111-2222-3333-4444-555555555555',
      securityXml,
      to: certificateUrl,
    });
    return await client.soap(certificatePath, message.replace('</wsse:Security>', `</wsse:Security>${header}`));
  };
  return { ...web, held, post, answer: await post(make(held), options.header) };
}

export interface Options {
  readonly settings?: Partial<WebTicketSettings>;
  readonly appliesTo?: string;
  /** Milliseconds. */
  readonly later?: number;
  /** Behind the Security header. */
  readonly header?: string;
}

export async function refusedAs(t: ExecutionContext, problem: string, errorId: number, make: Cheat, options?: Options) {
  const { answer, context } = await sent(t, make, options);
  t.is(answer.status, 500);
  t.is(parseFault(parseEnvelope(answer.body))?.errorId, errorId);
  t.like(eventsOf(context.journal, 'certificate.refused')[0], { problem: `ticket-${problem}`, errorId });
  t.is(eventsOf(context.journal, 'certificate.issued').length, 0);
}

export const honest: Cheat = ({ tokens }) => tokens;
