/** Messages in the spirit and numbering of RFC 4475; lines without their line ends. */
export function wire(lines: readonly string[], body = ''): Buffer {
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n${body}`);
}

const SDP = 'v=0\r\no=mhandley 29739 7272939 IN IP4 192.0.2.3\r\ns=-\r\nt=0 0\r\n';

/** 3.1.1.1 */
export const SHORT_TORTUOUS_INVITE = wire(
  [
    'INVITE sip:vivekg@chair-dnrc.example.com;unknownparam SIP/2.0',
    'TO :',
    ' sip:vivekg@chair-dnrc.example.com ;   tag    = 1918181833n',
    'from   : "J Rosenberg \\\\\\""       <sip:jdrosen@example.com>',
    '  ;',
    '  tag = 98asjd8',
    'MaX-fOrWaRdS: 0068',
    'Call-ID: wsinv.ndaksdj@192.0.2.1',
    `Content-Length   : ${SDP.length}`,
    'cseq: 0009',
    '  INVITE',
    'Via  : SIP  /   2.0',
    ' /UDP',
    '    192.0.2.2;branch=390skdjuw',
    's :',
    'NewFangledHeader:   newfangled value',
    ' continued newfangled value',
    'UnknownHeaderWithUnusualValue: ;;,,;;,;',
    'Content-Type: application/sdp',
    'Route:',
    ' <sip:services.example.com;lr;unknownwith=value;unknown-no-value>',
    'v:  SIP  / 2.0  / TCP     spindle.example.com   ;',
    '  branch  =   z9hG4bK9ikj8  ,',
    ' SIP  /    2.0   / UDP  192.168.255.111   ; branch=',
    ' z9hG4bK30239',
    'm:"Quoted string \\"\\"" <sip:jdrosen@example.com> ; newparam =',
    '      newvalue ;',
    '  secondparam ; q = 0.33',
  ],
  SDP,
);

const METHOD = "!interesting-Method0123456789_*+`.%indeed'~";

/** 3.1.1.2 */
export const WIDE_RANGE_OF_CHARACTERS = wire([
  `${METHOD} sip:1_unusual.URI~(to-be!sure)&isn't+it$/crazy?,/;;*:&it+has=1,weird!*pas$wo~d_too.(doesn't-it)@example.com SIP/2.0`,
  "Via: SIP/2.0/TCP host1.example.com;branch=z9hG4bK-.!%66*_+`'~",
  `To: "BEL:\\\u0007 NUL:\\\u0000 DEL:\\\u007F" <sip:1_unusual.URI~(to-be!sure)&isn't+it$/crazy?,/;;*@example.com>`,
  "From: token1~` token2'+_ token3*%!.- <sip:mundane@example.com>;fromParam''~+*_!.-%=\"\u0440\u0430\u0431\";tag=_token~1'+`*%!-.",
  'Call-ID: intmeth.word%ZK-!.*_+\'@word`~)(><:\\/"][?}{',
  `CSeq: 139122385 ${METHOD}`,
  'Max-Forwards: 255',
  "extensionHeader-!.%*+_`'~:\uFEFF\u5927\u505C\u96FB",
  'Content-Length: 0',
]);

/** A plain request as a base for the messages that differ from it in one place. */
export function request(
  change: { start?: string; set?: Record<string, string>; drop?: string; add?: string[] } = {},
): Buffer {
  const headers: Record<string, string> = {
    Via: 'SIP/2.0/TLS 10.0.0.21:1063;branch=z9hG4bK1',
    'Max-Forwards': '70',
    From: '<sip:alice@contoso.test>;tag=6b0e52f7a9;epid=7d41f09b2c',
    To: '<sip:alice@contoso.test>',
    'Call-ID': 'c0ffee00',
    CSeq: '1 REGISTER',
    'Content-Length': '0',
    ...change.set,
  };
  const lines = Object.entries(headers)
    .filter(([name]) => name !== change.drop)
    .map(([name, value]) => `${name}: ${value}`);
  return wire([change.start ?? 'REGISTER sip:contoso.test SIP/2.0', ...lines, ...(change.add ?? [])]);
}
