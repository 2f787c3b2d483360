/** One message of RFC 4475, and what a Front End on a stream makes of it. */
export interface TortureMessage {
  readonly section: string;
  /** The name of its file in the RFC's archive. */
  readonly name: string;
  /** What is odd about it. */
  readonly title: string;
  readonly bytes: Buffer;
  readonly expected: Expected;
}

export interface Expected {
  /** Answers of a Front End that authenticates, in order; none where nothing is to be answered. */
  readonly answers: readonly number[];
  /** The same where authentication is off and the senders are deployed; what is not given is the same. */
  readonly believed?: readonly number[];
  /** Where the end of the message cannot be known, the connection ends after the answer. */
  readonly closes?: true;
  /** The parser refuses it, or `checkRequest` does. */
  readonly refused?: true;
  /** Where this is not plainly what the RFC says. */
  readonly why?: string;
}

/** `lines` without line ends. */
export function torture(
  section: string,
  name: string,
  title: string,
  expected: Expected,
  lines: readonly string[],
  body: string | Buffer = '',
): TortureMessage {
  const bytes = Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`), Buffer.from(body)]);
  return { section, name, title, bytes, expected };
}

/** The session description most of the messages carry: 150 bytes with an address of nine characters. */
export function sdp(address: string, time = '0 0'): string {
  return [
    'v=0',
    `o=mhandley 29739 7272939 IN IP4 ${address}`,
    's=-',
    `c=IN IP4 ${address}`,
    `t=${time}`,
    'm=audio 49217 RTP/AVP 0 12',
    'm=video 3227 RTP/AVP 31',
    'a=rtpmap:31 LPC',
    '',
  ].join('\r\n');
}

/** A REGISTER without an endpoint is refused as MS-SIPREGE 3.1.2.5.1 says, before anybody asks who sent it. */
export const noEndpoint = {
  answers: [400],
  why: '4010: neither epid nor +sip.instance (MS-SIPREGE 3.1.2.5.1)',
} as const;
