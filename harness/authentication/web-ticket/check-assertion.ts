import { tryBase64 } from '../../wire/soap/index.js';
import {
  attribute,
  canonicalize,
  children,
  descend,
  find,
  parseXml,
  text,
  type XmlElement,
} from '../../wire/xml/index.js';
import { isSignatureValue } from '../xml-signature/index.js';
import {
  type AssertionContent,
  assertionSignedInfo,
  canonicalAssertion,
  type IssuerKey,
  unsignedAssertion,
} from './assertion.js';
import type { TicketProblem } from './problems.js';

export type AssertionProblem = Extract<TicketProblem, `forged-${string}` | 'unsigned'>;

/**
 * Why the assertion is not, to the letter of its canonical form, what the issuer of that key wrote; undefined when it
 * is. The signature decides; what we remember of the ticket only tells which field was changed.
 */
export function assertionProblem(
  assertion: XmlElement,
  content: AssertionContent,
  key: IssuerKey,
): AssertionProblem | undefined {
  const [signature, ...more] = children(assertion, 'Signature');
  const value = signature && descend(signature, 'SignatureValue');
  const given = signature && descend(signature, 'SignedInfo');
  if (!signature) return 'unsigned';
  if (!value || !given || more.length > 0) return 'forged-signature';
  const unsigned = { ...assertion, children: assertion.children.filter((each) => each !== signature) };
  const info = assertionSignedInfo(content.id, canonicalize(unsigned), key.method);
  const genuine =
    canonicalize(given) === info &&
    isSignatureValue(key.method, key.verifying, info, tryBase64(text(value)) ?? Buffer.alloc(0));
  return genuine ? undefined : forgedField(unsigned, content);
}

type Field = readonly [problem: AssertionProblem, read: (assertion: XmlElement) => string];

const attributeOf =
  (element: string, ...names: readonly string[]) =>
  (assertion: XmlElement): string => {
    const found = find(assertion, element);
    return names.map((name) => (found && attribute(found, name)) ?? '').join(' ');
  };

const textOf = (name: string) => (assertion: XmlElement) => {
  const found = find(assertion, name);
  return found ? text(found) : '';
};

/** Parts of an assertion by the problem a change to each is. */
const fields: readonly Field[] = [
  ['forged-version', attributeOf('Assertion', 'MajorVersion', 'MinorVersion')],
  ['forged-issue-instant', attributeOf('Assertion', 'IssueInstant')],
  ['forged-not-before', attributeOf('Conditions', 'NotBefore')],
  ['forged-expiry', attributeOf('Conditions', 'NotOnOrAfter')],
  ['forged-audience', textOf('Audience')],
  ['forged-user', textOf('NameIdentifier')],
  ['forged-user', attributeOf('NameIdentifier', 'Format')],
  ['forged-authentication', attributeOf('AuthenticationStatement', 'AuthenticationMethod', 'AuthenticationInstant')],
  ['forged-confirmation', textOf('SubjectConfirmation')],
];

function forgedField(unsigned: XmlElement, content: AssertionContent): AssertionProblem {
  const expected = parseXml(unsignedAssertion(content));
  const [changed] = fields.filter(([, read]) => read(unsigned) !== read(expected));
  if (changed) return changed[0];
  return canonicalize(unsigned) === canonicalAssertion(content) ? 'forged-signature' : 'forged-content';
}
