import { z } from 'zod';
import { HarnessError } from '../../foundation/errors/index.js';
import { SOAP_ENVELOPE } from '../../wire/soap/index.js';
import { child, children, parseXml } from '../../wire/xml/index.js';
import { faultKind } from '../kind.js';
import { webPoints } from './points.js';
import { xmlOf } from './reply.js';
import type { WebFault } from './web-fault.js';

/** Of SOAP 1.2, which a service answers with when its binding is changed; of .NET, when nobody gave one. */
const others = { envelope: 'http://www.w3.org/2003/05/soap-envelope', payload: 'http://tempuri.org/' } as const;

/** A service of another version. Clients that compare local names alone do not notice (pidgin-sipe, observed). */
export const wrongNamespace = faultKind<WebFault>()({
  do: 'wrong-namespace',
  at: webPoints,
  schema: () =>
    z.strictObject({
      of: z
        .enum(['payload', 'envelope'])
        .default('payload')
        .describe('payload: of what is in the Body, or of a document that is no SOAP. envelope: of the SOAP envelope.'),
    }),
  summary: 'Answers with elements of another namespace.',
  example: {},
  explain: ({ of }) =>
    `The ${of === 'payload' ? 'payload' : 'SOAP envelope'} of the answer is in the namespace ${others[of]}.`,
  make: ({ of }) => ({
    change: (reply) => {
      const xml = xmlOf(reply);
      const namespace = xml === undefined ? undefined : namespaces(xml)?.[of];
      if (xml === undefined || namespace === undefined || namespace === '') return reply;
      const quoted = (text: string) => [`"${text}"`, `'${text}'`] as const;
      const [double, single] = quoted(namespace);
      const [otherDouble, otherSingle] = quoted(others[of]);
      const body = xml.replaceAll(double, otherDouble).replaceAll(single, otherSingle);
      return body === xml ? reply : { ...reply, body };
    },
  }),
});

/** Undefined for what another fault made unreadable. */
function namespaces(xml: string): { envelope?: string; payload?: string } | undefined {
  try {
    const root = parseXml(Buffer.from(xml));
    if (root.namespace !== SOAP_ENVELOPE) return { payload: root.namespace };
    const body = child(root, 'Body');
    const [payload] = body ? children(body) : [];
    return { envelope: SOAP_ENVELOPE, ...(payload && { payload: payload.namespace }) };
  } catch (error) {
    if (error instanceof HarnessError) return undefined;
    throw error;
  }
}
