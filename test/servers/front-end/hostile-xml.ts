import fc from 'fast-check';
import { defaultFrontEndSettings } from '../../../harness/deployment/index.js';
import { FrontEnd } from '../../../harness/servers/front-end/index.js';
import { memoryPair } from '../../../harness/tls/index.js';
import { header, SipFramer, type SipMessage, type SipResponse } from '../../../harness/wire/sip/index.js';
import { escapeAttribute, escapeText, parseXml } from '../../../harness/wire/xml/index.js';
import { testContext } from '../deployment.js';
import { NOTE_XML, publication, publish, STATE_XML } from './publishing.js';

/** A body for a SERVICE of this type, or for a SUBSCRIBE of this event. */
export interface XmlCase {
  readonly target: keyof typeof targets;
  readonly body: string;
}

const soap = (operation: string, content: string) =>
  `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" xmlns:m="http://schemas.microsoft.com/winrtc/2002/11/sip"><s:Body><m:${operation}>${content}</m:${operation}></s:Body></s:Envelope>`;

/** Every content with an XML body, and good bodies of it; `%` is a place for text. */
const targets = {
  'application/msrtc-category-publish+xml': [
    publish(publication({ categoryName: 'state', instance: 1, container: 2 }, STATE_XML('%', 3500))),
    publish(publication({ categoryName: '%', instance: 0, container: 200, expireType: 'static' }, NOTE_XML('%'))),
    publish(
      publication({ categoryName: 'note', instance: 0, container: 200, version: 1, expires: 0, expireType: 'time' }),
    ),
    publish(publication({ categoryName: 'note', instance: 0, container: 200 }, '<x:a xmlns:x="%"><x:b c="%"/></x:a>')),
  ],
  'application/msrtc-setcontainermembers+xml': [
    '<setContainerMembers><container id="300" version="0"><member action="add" type="user" value="%"/></container></setContainerMembers>',
    '<setContainerMembers><container id="200" version="1"><member action="remove" type="sameEnterprise"/></container></setContainerMembers>',
    '<setContainerMembers><container id="32000" version="0"><member action="add" type="%" value="contoso.com"/></container></setContainerMembers>',
  ],
  'application/msrtc-presence-setsubscriber+xml': [
    '<setSubscribers><subscriber user="%" acknowledged="true"/></setSubscribers>',
    '<setSubscribers><subscriber user="alice@contoso.com" acknowledged="%"/></setSubscribers>',
  ],
  'application/soap+xml': [
    soap(
      'setContact',
      '<m:displayName>%</m:displayName><m:groups>1 2</m:groups><m:URI>sip:%</m:URI><m:deltaNum>1</m:deltaNum>',
    ),
    soap(
      'setContact',
      '<m:URI>%</m:URI><m:contactExtension><m:x y="%">%</m:x></m:contactExtension><m:deltaNum>1</m:deltaNum>',
    ),
    soap('addGroup', '<m:name>%</m:name><m:externalURI>%</m:externalURI><m:deltaNum>1</m:deltaNum>'),
    soap('modifyGroup', '<m:groupID>2</m:groupID><m:name>%</m:name><m:deltaNum>2</m:deltaNum>'),
    soap('deleteGroup', '<m:groupID>2</m:groupID><m:deltaNum>2</m:deltaNum>'),
    soap('deleteContact', '<m:URI>sip:jeff@contoso.com</m:URI><m:deltaNum>1</m:deltaNum>'),
    soap('%', '<m:deltaNum>1</m:deltaNum>'),
  ],
  presence: [
    '<batchSub><action name="subscribe"><adhocList><resource uri="sip:%"><context/></resource><resource uri="sip:jeff@contoso.com"><context/></resource></adhocList><categoryList><category name="%"/></categoryList></action></batchSub>',
    '<batchSub><action name="unsubscribe"><adhocList><resource uri="sip:alice@contoso.com"/></adhocList></action></batchSub>',
    '<batchSub><action name="subscribe"><adhocList><resource uri="sip:alice@contoso.com"/></adhocList></action></batchSub>',
  ],
  'vnd-microsoft-roaming-self': ['<roamingList><roaming type="categories"/><roaming type="%"/></roamingList>'],
} as const;

const awkward = fc.oneof(
  fc.constantFrom(
    '',
    '0',
    '4294967296',
    '-1',
    '1e9',
    '<',
    '>',
    '&',
    '"',
    ']]>',
    '<!--',
    '<![CDATA[',
    '</',
    'xmlns=""',
    '&#0;',
    '\0',
    '\r\n',
  ),
  fc.string({ unit: 'grapheme', maxLength: 30 }),
);

const anyTarget = fc.constantFrom(...(Object.keys(targets) as (keyof typeof targets)[]));

/** A good body with awkward text where text belongs, and often a piece of it replaced, left out or doubled. */
export const xmlCase: fc.Arbitrary<XmlCase> = fc
  .record({
    target: anyTarget,
    which: fc.nat(20),
    text: awkward,
    broken: fc.option(
      fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), length: fc.nat(30), piece: awkward }),
    ),
  })
  .map(({ broken, target, text, which }) => {
    const bodies = targets[target];
    const good = (bodies[which % bodies.length] ?? '').replaceAll('%', () => escaped(text));
    if (!broken) return { target, body: good };
    const at = Math.floor(broken.at * good.length);
    return { target, body: good.slice(0, at) + broken.piece + good.slice(at + broken.length) };
  });

function escaped(text: string): string {
  try {
    return escapeText(escapeAttribute(text)).replaceAll('&amp;amp;', '&amp;');
  } catch {
    return text;
  }
}

const POSSIBLE: ReadonlySet<number> = new Set([200, 400, 403, 404, 409, 413, 415]);

/**
 * Sends the bodies as alice, who watches everything she can. Throws when one gets no response or one that cannot be, when
 * the Front End met an error it had not foreseen, or when a document it sent afterwards is not XML.
 */
export async function answersXml(cases: readonly XmlCase[]): Promise<void> {
  const context = await testContext({
    deployment: { frontEnd: { ...defaultFrontEndSettings, authentication: 'off' } },
  });
  const [near, far] = memoryPair();
  const place = { address: '10.0.0.21', port: 1063 };
  new FrontEnd(context).handle(far, { id: 'front-end#1', peer: place, local: place });
  const framer = new SipFramer();
  const received: SipMessage[] = [];
  near.on('data', (bytes: Buffer) => {
    for (const framed of framer.push(bytes)) if (framed.kind === 'message') received.push(framed.message);
  });
  const closed = new Promise<void>((resolve) => near.once('close', resolve));
  const subscriptions: XmlCase['target'][] = ['vnd-microsoft-roaming-self', 'presence'];
  const all = ['vnd-microsoft-roaming-contacts', ...subscriptions];
  const sent = [
    message('REGISTER', 1, ['Event: registration'], ''),
    ...all.map((event, n) => message('SUBSCRIBE', 2 + n, [`Event: ${event}`], '')),
    ...cases.map((each, n) => messageOf(each, 100 + n)),
    ...all.map((event, n) => message('SUBSCRIBE', 1000 + n, [`Event: ${event}`], '')),
  ];
  for (const bytes of sent) near.write(bytes);
  near.end();
  await closed;
  check(received, sent.length);
  const failed = context.journal.events.find(({ type }) => type === 'harness.error');
  if (failed) throw new Error(`unforeseen: ${JSON.stringify(failed)}`);
}

function check(received: readonly SipMessage[], sent: number): void {
  const responses = received.filter((each): each is SipResponse => each.kind === 'response');
  if (responses.length !== sent) throw new Error(`${responses.length} responses to ${sent} requests`);
  const odd = responses.find(({ status }) => !POSSIBLE.has(status));
  if (odd) throw new Error(`it answered ${odd.status}`);
  const last = responses.slice(-3).find(({ status }) => status !== 200);
  if (last) throw new Error(`afterwards it answered ${last.status}`);
  for (const each of received) if (isXml(each)) parseXml(each.body);
}

function isXml(message: SipMessage): boolean {
  return /\+xml$/i.test(header(message, 'Content-Type') ?? '');
}

function messageOf({ body, target }: XmlCase, cseq: number): Buffer {
  if (target.startsWith('application/')) return message('SERVICE', cseq, [`Content-Type: ${target}`], body);
  const type =
    target === 'presence' ? 'application/msrtc-adrl-categorylist+xml' : 'application/vnd-microsoft-roaming-self+xml';
  return message(
    'SUBSCRIBE',
    cseq,
    [`Event: ${target}`, 'Require: adhoclist, categoryList', `Content-Type: ${type}`],
    body,
  );
}

function message(method: string, cseq: number, headers: readonly string[], body: string): Buffer {
  const lines = [
    `${method} sip:alice@contoso.com SIP/2.0`,
    'Via: SIP/2.0/TLS 10.0.0.21:1063',
    'Max-Forwards: 70',
    'From: <sip:alice@contoso.com>;tag=6b0e52f7a9;epid=c8ca638a15',
    'To: <sip:alice@contoso.com>',
    `Call-ID: call-${cseq}`,
    `CSeq: ${cseq} ${method}`,
    'Contact: <sip:10.0.0.21:1063;transport=tls>',
    'Supported: ms-benotify, com.microsoft.autoextend, ms-piggyback-first-notify',
    ...headers,
    `Content-Length: ${Buffer.byteLength(body)}`,
  ];
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n${body}`);
}
