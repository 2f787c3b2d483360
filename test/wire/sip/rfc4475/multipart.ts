const boundary = '7a9cbec02ceef655';

/** The second part: DER, with null bytes and with what ends headers elsewhere. */
const binary = Buffer.concat([
  Buffer.from('308201520609', 'hex'),
  Buffer.from('\r\n\r\nREGISTER sip:not-a-message SIP/2.0\r\n\r\n'),
  Buffer.from('00000000ff8ef466f948f0522dd2e5978e9d95aae9f2fe15a0', 'hex'),
]);

const body = Buffer.concat([
  Buffer.from(
    `--${boundary}\r\nContent-Type: text/plain\r\nContent-Transfer-Encoding: binary\r\n\r\nHello\r\n` +
      `--${boundary}\r\nContent-Type: application/octet-stream\r\nContent-Transfer-Encoding: binary\r\n\r\n`,
  ),
  binary,
  Buffer.from(`\r\n--${boundary}--\r\n`),
]);

/** 3.1.1.11: only Content-Length tells where the body ends. The binary part is shorter than the RFC's and nastier. */
export const MULTIPART = {
  body,
  lines: [
    'MESSAGE sip:kumiko@example.org SIP/2.0',
    'Via: SIP/2.0/UDP 127.0.0.1:5070;branch=z9hG4bK-d87543-4dade06d0bdb11ee-1--d87543-;rport',
    'Max-Forwards: 70',
    'Route: <sip:127.0.0.1:5080>',
    'Identity: r5mwreLuyDRYBi/0TiPwEsY3rEVsk/G2WxhgTV1PF7hHuLIK0YWVKZhKv9Mj8UeXqkMVbnVq37CD+813gvYjcBUaZng=',
    'Contact: <sip:fluffy@127.0.0.1:5070>',
    'To: <sip:kumiko@example.org>',
    'From: <sip:fluffy@example.com>;tag=2fb0dcc9',
    'Call-ID: 3d9485ad0c49859b@Zmx1ZmZ5LW1hYy0xNi5sb2NhbA..',
    'CSeq: 1 MESSAGE',
    'Content-Transfer-Encoding: binary',
    `Content-Type: multipart/mixed;boundary=${boundary}`,
    'Date: Sat, 15 Oct 2005 04:44:56 GMT',
    'User-Agent: SIPimp.org/0.2.5 (curses)',
    `Content-Length: ${body.length}`,
  ],
} as const;
