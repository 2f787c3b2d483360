import type { ExecutionContext } from 'ava';
import { udpServer } from './bench.js';

/** Options of the reference's worked answer: option 43 for lyncweb.contoso.com, option 120 for pool01.contoso.com. */
export const option43 =
  '2b56010c4d532d55432d436c69656e74020568747470730313' +
  '6c796e637765622e636f6e746f736f2e636f6d04033434330525' +
  '2f4365727450726f762f4365727450726f766973696f6e696e67536572766963652e737663';
export const option120 = '78150006706f6f6c303107636f6e746f736f03636f6d00';

/** Option 43 with header, by hand, for another scheme, server and port. */
export function option43Of(scheme: string, server: string, port: string): string {
  const path = '/CertProv/CertProvisioningService.svc';
  const texts = ['MS-UC-Client', scheme, server, port, path];
  const body = Buffer.concat(
    texts.map((text, i) => Buffer.concat([Buffer.from([i + 1, text.length]), Buffer.from(text)])),
  );
  return Buffer.concat([Buffer.from([43, body.length]), body]).toString('hex');
}

/** A DHCPACK by hand: the request's xid, ciaddr and chaddr, server id 10.10.10.5, and these options in hex. */
export function acknowledge(request: Buffer, optionsHex: string): Buffer {
  const reply = Buffer.alloc(236);
  request.copy(reply, 0, 0, 236);
  reply[0] = 2;
  const options = `63825363${'350105'}${'36040a0a0a05'}${optionsHex}ff`;
  return Buffer.concat([reply, Buffer.from(options, 'hex')]);
}

/** A DHCP server and the dial table that leads there; `answers` gives the replies to the nth request, from 0. */
export async function dhcpServer(t: ExecutionContext, answers: (request: Buffer, nth: number) => readonly Buffer[]) {
  const requests: Buffer[] = [];
  const port = await udpServer(t, (bytes, reply) => {
    const nth = requests.push(bytes) - 1;
    for (const answer of answers(bytes, nth)) reply(answer);
  });
  return { requests, dial: { 'udp 255.255.255.255:67': `127.0.0.1:${port}` } };
}
