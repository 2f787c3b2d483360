import type { Mutant } from './mutant.js';

const SIP_PARSE = ['test/wire/sip/parse.test.js'];
const SIP_HEAD_READER = ['test/wire/sip/head-reader.test.js'];
const SIP_FRAMER = ['test/wire/sip/framer.test.js'];
const SIP_VALUES = ['test/wire/sip/header-values.test.js'];
const XML_PARSE = ['test/wire/xml/parse.test.js'];
const C14N = ['test/wire/xml/canonicalize.test.js'];
const NTLM = ['test/wire/ntlm/ntlm.test.js'];
const CERTIFICATES = ['test/wire/soap/certificate-provisioning.test.js'];
const TICKETS = ['test/wire/soap/web-ticket.test.js'];

export const mutants: Mutant[] = [
  {
    name: 'a SIP parameter given twice is accepted in credentials',
    file: 'harness/wire/sip/credentials.js',
    find: 'if (parameters.has(name))',
    replace: 'if (false)',
    tests: SIP_VALUES,
  },
  {
    name: 'a quote is written into a SIP credential',
    file: 'harness/wire/sip/credentials.js',
    find: '/^[^"\\r\\n]*$/',
    replace: '/^[^\\r\\n]*$/',
    tests: SIP_VALUES,
  },
  {
    name: 'a line break is written into a SIP header',
    file: 'harness/wire/sip/line-of.js',
    find: 'if (hasLineEnd(text))',
    replace: 'if (false)',
    tests: SIP_PARSE,
  },
  {
    name: 'two different Content-Lengths are accepted',
    file: 'harness/wire/sip/parse.js',
    find: 'if (found !== undefined && found !== length)',
    replace: 'if (false)',
    tests: [...SIP_PARSE, ...SIP_FRAMER],
  },
  {
    name: 'a lone line feed separates SIP headers',
    file: 'harness/wire/sip/parse.js',
    find: ".split('\\r\\n')",
    replace: '.split(/\\r?\\n/)',
    tests: SIP_PARSE,
  },
  {
    name: 'a connection keeps lines that never come again',
    file: 'harness/wire/sip/known-head.js',
    find: 'learned > MOST_LEARNED',
    replace: 'false',
    tests: SIP_HEAD_READER,
  },
  {
    name: 'a connection keeps lines of any length',
    file: 'harness/wire/sip/known-head.js',
    find: 'line.length > LONGEST_LEARNED',
    replace: 'false',
    tests: SIP_HEAD_READER,
  },
  {
    name: 'SIP headers without end are buffered for ever',
    file: 'harness/wire/sip/framer.js',
    find: 'if ((end === -1 ? this.#buffer.length : end) > this.#limits.maxHeaderBytes)',
    replace: 'if (false)',
    tests: SIP_FRAMER,
  },
  {
    name: 'a SIP body of any size is awaited',
    file: 'harness/wire/sip/framer.js',
    find: 'if (length !== undefined && length > this.#limits.maxBodyBytes)',
    replace: 'if (false)',
    tests: SIP_FRAMER,
  },
  {
    name: 'the CSeq method may differ from the request',
    file: 'harness/wire/sip/check-request.js',
    find: '.method !== request.method)',
    replace: ".method === '')",
    tests: SIP_PARSE,
  },
  {
    name: 'a second From is ignored',
    file: 'harness/wire/sip/check-request.js',
    find: 'if (values.length > 1)',
    replace: 'if (false)',
    tests: SIP_PARSE,
  },
  {
    name: 'document type declarations are accepted',
    file: 'harness/wire/xml/strict-reader.js',
    find: "this.#parser.on('doctype'",
    replace: "this.#parser.on('comment'",
    tests: XML_PARSE,
  },
  {
    name: 'XML may nest without end',
    file: 'harness/wire/xml/strict-reader.js',
    find: 'if (++this.#depth > MAX_XML_DEPTH)',
    replace: 'if (false)',
    tests: XML_PARSE,
  },
  {
    name: 'XML may have any number of nodes',
    file: 'harness/wire/xml/strict-reader.js',
    find: 'if (++this.#nodes > MAX_XML_NODES)',
    replace: 'if (false)',
    tests: XML_PARSE,
  },
  {
    name: 'canonical XML repeats declarations that are in force',
    file: 'harness/wire/xml/canonicalize.js',
    find: 'if (previous === uri)',
    replace: 'if (false)',
    tests: C14N,
  },
  {
    name: 'canonical XML keeps the order of attributes',
    file: 'harness/wire/xml/canonicalize.js',
    find: '.sort(byNamespaceThenName)',
    replace: '',
    tests: C14N,
  },
  {
    name: 'an NTLM payload may lie beyond the end of the message',
    file: 'harness/wire/ntlm/fields.js',
    find: 'if (offset + length > bytes.length)',
    replace: 'if (false)',
    tests: NTLM,
  },
  {
    name: 'an NTLM payload may lie inside the header',
    file: 'harness/wire/ntlm/fields.js',
    find: 'if (offset < HEADER_BYTES)',
    replace: 'if (false)',
    tests: NTLM,
  },
  {
    name: 'a certificate request in the WS-Trust namespace without its slash is accepted',
    file: 'harness/wire/soap/get-and-publish-cert.js',
    find: 'if (token?.namespace !== WS_TRUST_IN_CERTIFICATE_REQUEST)',
    replace: 'if (token === undefined)',
    tests: CERTIFICATES,
  },
  {
    name: 'an assertion that cannot stand alone is accepted',
    file: 'harness/wire/soap/request-security-token-response.js',
    find: 'parseXml(assertionXml);',
    replace: '',
    tests: TICKETS,
  },
  {
    name: 'entropy of any size is accepted',
    file: 'harness/wire/soap/request-security-token.js',
    find: 'if (entropy.length > MAX_ENTROPY_BYTES)',
    replace: 'if (false)',
    tests: TICKETS,
  },
  {
    name: 'a password prints itself',
    file: 'harness/wire/soap/username-token.js',
    find: 'password: new Secret(secret.value)',
    replace: 'password: { reveal: () => secret.value, value: secret.value }',
    tests: ['test/wire/soap/username-token.test.js'],
  },
];
