/** What a server made of a hello, and what it said about it. */
export interface HelloAnswer {
  readonly answer: 'accepted' | 'refused' | 'waits';
  readonly detail: string;
}

/** Where the engine answers a hello otherwise than OpenSSL does, with the reason. */
export const agreedDifferences: readonly {
  readonly reason: string;
  applies(ours: HelloAnswer, theirs: HelloAnswer): boolean;
}[] = [
  {
    reason:
      'OpenSSL reads extensions that TLS 1.0 does not know and the engine ignores, content, context and doubles (RFC 2246 7.4.1.2 has it ignore what follows the compression methods)',
    applies: (ours, theirs) =>
      ours.answer === 'accepted' &&
      theirs.answer === 'refused' &&
      /tls_(parse_ctos_\w+|collect_extensions):bad extension/.test(theirs.detail),
  },
  {
    reason: 'the engine refuses a hello that announces more than any hello needs; OpenSSL waits for it',
    applies: (ours, theirs) =>
      ours.answer === 'refused' && theirs.answer === 'waits' && /message of \d+ bytes is longer than/.test(ours.detail),
  },
];
