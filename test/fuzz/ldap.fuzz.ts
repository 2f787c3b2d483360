import fc from 'fast-check';
import {
  changeResponses,
  decodeLdap,
  dnKey,
  encodeLdap,
  filterText,
  type LdapFilter,
  LdapFramer,
  type LdapMessage,
  type LdapOperation,
  MAX_MESSAGE_ID,
  MAX_RDNS,
  parseDn,
  searchScopes,
  writeDn,
} from '../../harness/wire/ldap/index.js';
import { equal, onlyHarnessErrors } from './promises.js';
import type { FuzzTarget } from './target.js';

const bytes = (maxLength = 40) => fc.uint8Array({ maxLength }).map((array) => Buffer.from(array));
/** Text that survives UTF-8. */
const text = fc.string({ unit: 'binary', maxLength: 30 });
const attribute = fc.constantFrom('cn', 'objectCategory', 'cACertificate;binary', '2.5.4.37', '');
const id = fc.nat(MAX_MESSAGE_ID);

const { filter } = fc.letrec<{ filter: LdapFilter }>((tie) => ({
  filter: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    fc.record({ kind: fc.constant('present' as const), attribute }),
    fc.record({
      kind: fc.constantFrom('equality' as const, 'greaterOrEqual' as const, 'lessOrEqual' as const, 'approx' as const),
      attribute,
      value: bytes(),
    }),
    fc
      .record(
        {
          kind: fc.constant('substrings' as const),
          attribute,
          any: fc.array(bytes(), { maxLength: 3 }),
          initial: bytes(),
          final: bytes(),
        },
        { requiredKeys: ['kind', 'attribute', 'any'] },
      )
      .filter(({ any, final, initial }) => any.length > 0 || initial !== undefined || final !== undefined),
    fc
      .record(
        { kind: fc.constant('extensible' as const), rule: text, attribute, value: bytes(), dnAttributes: fc.boolean() },
        { requiredKeys: ['kind', 'value', 'dnAttributes'] },
      )
      .filter((each) => each.rule !== undefined || each.attribute !== undefined),
    fc.record({ kind: fc.constant('not' as const), filter: tie('filter') }),
    fc.record({
      kind: fc.constantFrom('and' as const, 'or' as const),
      filters: fc.array(tie('filter'), { maxLength: 4 }),
    }),
  ) as fc.Arbitrary<LdapFilter>,
}));

const result = {
  code: fc.nat(100),
  matchedDn: text,
  message: text,
  referrals: fc.array(text, { minLength: 0, maxLength: 3 }),
};
const credentials = fc.oneof(
  fc.record({ method: fc.constant('simple' as const), password: bytes() }),
  fc.record(
    { method: fc.constant('sasl' as const), mechanism: text, token: bytes() },
    { requiredKeys: ['method', 'mechanism'] },
  ),
  fc.record({
    method: fc.constant('sicily' as const),
    step: fc.constantFrom('discovery' as const, 'negotiate' as const, 'response' as const),
    token: bytes(),
  }),
);

const operation = fc.oneof(
  fc.record({ kind: fc.constant('bindRequest' as const), version: fc.nat(127), name: text, credentials }),
  fc.record(
    { kind: fc.constant('bindResponse' as const), ...result, token: bytes() },
    { requiredKeys: ['kind', 'code', 'matchedDn', 'message', 'referrals'] },
  ),
  fc.record({ kind: fc.constant('unbindRequest' as const) }),
  fc.record({
    kind: fc.constant('searchRequest' as const),
    ...{ base: text, scope: fc.constantFrom(...searchScopes), derefAliases: fc.nat(3), sizeLimit: id, timeLimit: id },
    ...{ typesOnly: fc.boolean(), filter, attributes: fc.array(text, { maxLength: 5 }) },
  }),
  fc.record({
    kind: fc.constant('searchResultEntry' as const),
    dn: text,
    attributes: fc.array(fc.record({ type: text, values: fc.array(bytes(300), { maxLength: 3 }) }), { maxLength: 4 }),
  }),
  fc.record({ kind: fc.constant('searchResultReference' as const), uris: fc.array(text, { maxLength: 3 }) }),
  fc.record({ kind: fc.constant('compareRequest' as const), dn: text, attribute: text, value: bytes() }),
  fc.record({ kind: fc.constant('abandonRequest' as const), abandoned: id }),
  fc.record(
    { kind: fc.constant('extendedRequest' as const), name: text, value: bytes() },
    { requiredKeys: ['kind', 'name'] },
  ),
  fc.record(
    { kind: fc.constant('extendedResponse' as const), ...result, name: text, value: bytes() },
    { requiredKeys: ['kind', 'code', 'matchedDn', 'message', 'referrals'] },
  ),
  fc.record({ kind: fc.constantFrom('searchResultDone' as const, ...Object.values(changeResponses)), ...result }),
  fc.record({
    kind: fc.constantFrom('modifyRequest' as const, 'addRequest' as const, 'modifyDnRequest' as const),
    dn: text,
    rest: bytes(),
  }),
) as fc.Arbitrary<LdapOperation>;

const control = fc.record(
  { type: text, critical: fc.boolean(), value: bytes() },
  { requiredKeys: ['type', 'critical'] },
);
export const ldapMessage: fc.Arbitrary<LdapMessage> = fc.record({
  id,
  operation,
  controls: fc.array(control, { maxLength: 3 }) as fc.Arbitrary<LdapMessage['controls']>,
});

/** A message with some of its bytes changed, cut or doubled. */
const broken = fc
  .tuple(ldapMessage, fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 4 }), fc.option(fc.nat()))
  .map(([message, changes, cut]) => {
    const copy = Buffer.from(encodeLdap(message));
    for (const [place, value] of changes) copy[place % copy.length] = value;
    return cut === null ? copy : copy.subarray(0, cut % (copy.length + 1));
  });

const name = fc.array(
  fc.array(fc.record({ type: fc.constantFrom('CN', 'OU', 'DC', '2.5.4.3'), value: text }), {
    minLength: 1,
    maxLength: 2,
  }),
  { minLength: 1, maxLength: 6 },
);

export const targets: FuzzTarget[] = [
  {
    name: 'an LDAP message survives encoding and decoding',
    property: fc.property(ldapMessage, (original) => equal(decodeLdap(encodeLdap(original)), original)),
  },
  {
    name: 'a broken LDAP message is read or refused, and what is read can be written and read again',
    property: fc.property(fc.oneof(bytes(200), broken), (random) => {
      const read = onlyHarnessErrors(() => decodeLdap(random));
      if (read) equal(decodeLdap(encodeLdap(read)), read);
      if (read?.operation.kind === 'searchRequest') filterText(read.operation.filter);
    }),
  },
  {
    name: 'LDAP messages come out of a stream as they went in, however it is cut',
    property: fc.property(
      fc.array(ldapMessage, { maxLength: 4 }),
      fc.array(fc.integer({ min: 1, max: 60 })),
      (all, cuts) => {
        const sent = all.map(encodeLdap);
        const stream = Buffer.concat(sent);
        const framer = new LdapFramer(1_000_000, 'LIMIT');
        const found: Buffer[] = [];
        let at = 0;
        for (const cut of [...cuts, stream.length]) {
          found.push(...framer.push(stream.subarray(at, at + cut)));
          at = Math.min(stream.length, at + cut);
        }
        equal(found, sent);
      },
    ),
  },
  {
    name: 'a distinguished name survives as text, and any text is a name or a HarnessError',
    property: fc.property(name, fc.string({ maxLength: 80 }), (original, random) => {
      equal(dnKey(parseDn(writeDn(original))), dnKey(original));
      const read = onlyHarnessErrors(() => parseDn(random));
      if (read && read.length > MAX_RDNS) throw new Error('too many parts');
    }),
  },
];
