import { z } from 'zod';
import { faultKind } from '../kind.js';
import { webPoints } from './points.js';
import { xmlOf } from './reply.js';
import type { WebFault } from './web-fault.js';

/** Puts this before the last end tag. */
const beforeTheEnd = (xml: string, inserted: string) => {
  const at = xml.lastIndexOf('</');
  return at < 0 ? `${xml}${inserted}` : `${xml.slice(0, at)}${inserted}${xml.slice(at)}`;
};

/** Puts this into the start tag of the root. */
const intoTheRoot = (xml: string, inserted: string) =>
  xml.replace(/<[A-Za-z_][^\s/>]*/, (start) => `${start}${inserted}`);

/** XML that is not well-formed, and a DOCTYPE, which SOAP 1.1 section 3 forbids. */
const ways = {
  'end-tag': (xml) => xml.replace(/<\/[^<>]*>\s*$/, '</wrong>'),
  ampersand: (xml) => beforeTheEnd(xml, ' & '),
  'duplicate-attribute': (xml) => intoTheRoot(xml, ' twice="1" twice="2"'),
  'undeclared-prefix': (xml) => beforeTheEnd(xml, '<nowhere:declared/>'),
  'two-roots': (xml) => `${xml}<second/>`,
  doctype: (xml) => `<!DOCTYPE x [<!ENTITY e "e">]>${xml.replace(/^<\?xml[^>]*\?>\s*/, '')}`,
  encoding: (xml) => {
    const at = Buffer.byteLength(xml.slice(0, Math.max(0, xml.lastIndexOf('</'))));
    const bytes = Buffer.from(xml);
    return Buffer.concat([bytes.subarray(0, at), Buffer.from([0xc3, 0x28]), bytes.subarray(at)]);
  },
} as const satisfies Record<string, (xml: string) => string | Buffer>;

const names = Object.keys(ways) as (keyof typeof ways)[];

/** A service, or a filter before it, that writes XML by hand. */
export const malformedXml = faultKind<WebFault>()({
  do: 'malformed-xml',
  at: webPoints,
  schema: () =>
    z.strictObject({
      how: z.enum(names).default('end-tag').describe('What is wrong with it; end-tag when absent.'),
    }),
  summary: 'Sends XML that is none.',
  example: {},
  explain: ({ how }) => `The XML of the answer is broken: ${how.replaceAll('-', ' ')}.`,
  make: ({ how }) => ({
    change: (reply) => {
      const xml = xmlOf(reply);
      return xml === undefined ? reply : { ...reply, body: ways[how](xml) };
    },
  }),
});
