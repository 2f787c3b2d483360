import test from 'ava';
import { DhcpServer } from '../../../harness/servers/dhcp/index.js';
import { eventsOf } from '../deployment.js';
import { networkContext } from '../network-context.js';
import { hex, phoneAddress, phoneMac } from './messages.js';

// The worked exchange of the reference: MS-UC-Client asks for options 43 and 120, from RFC 2131's fixed fields to the last option.
const fixedFields = (op: number, secs: string) => `${Buffer.from([op]).toString('hex')} 01 06 00  1a2b3c4d ${secs} 0000
  0a0a1433 00000000 00000000 00000000  0004f2aabbcc 00000000000000000000 ${'00'.repeat(192)} 63825363`;
const request = hex(`${fixedFields(1, '0007')}
  35 01 08  3d 07 01 00 04 f2 aa bb cc  3c 0c 4d 53 2d 55 43 2d 43 6c 69 65 6e 74  37 02 2b 78  ff`);
const sipServers = '78 15 00 06 706f6f6c3031 07 636f6e746f736f 03 636f6d 00';
const vendorSpecific = `2b 56
  01 0c 4d 53 2d 55 43 2d 43 6c 69 65 6e 74
  02 05 68 74 74 70 73
  03 13 6c 79 6e 63 77 65 62 2e 63 6f 6e 74 6f 73 6f 2e 63 6f 6d
  04 03 34 34 33
  05 25 2f 43 65 72 74 50 72 6f 76 2f 43 65 72 74 50 72 6f 76 69 73 69 6f 6e 69 6e 67 53 65 72 76 69 63 65 2e 73 76 63`;
const reply = hex(`${fixedFields(2, '0000')}
  35 01 05  36 04 0a 0a 0a 05  ${sipServers} ${vendorSpecific} ff`);

function server() {
  const context = networkContext();
  const dhcp = new DhcpServer(context, { serverAddress: '10.10.10.5', answerTo: 'rfc', allow: () => true });
  return { context, dhcp };
}

test("the worked exchange: the phone's INFORM is acknowledged byte for byte", (t) => {
  const { dhcp } = server();
  const [answer] = dhcp.handle(request, { address: phoneAddress, port: 68 });
  t.is(answer?.bytes.toString('hex'), reply.toString('hex'));
  t.deepEqual(answer?.to, { address: phoneAddress, port: 68 });
});

test('the journal holds request and reply with their bytes, the URL and the SIP server', (t) => {
  const { context, dhcp } = server();
  dhcp.handle(request, { address: phoneAddress, port: 68 });
  const [asked] = eventsOf(context.journal, 'dhcp.request');
  const [sent] = eventsOf(context.journal, 'dhcp.reply');
  t.like(asked, {
    message: 'DHCPINFORM',
    mac: phoneMac,
    device: phoneMac,
    address: phoneAddress,
    vendorClass: 'MS-UC-Client',
    asked: [43, 120],
    raw: request.toString('base64'),
  });
  t.like(sent, {
    message: 'DHCPACK',
    mac: phoneMac,
    device: phoneMac,
    sent: [120, 43],
    withheld: [],
    certificateService: 'https://lyncweb.contoso.com:443/CertProv/CertProvisioningService.svc',
    sipServers: ['pool01.contoso.com'],
    raw: reply.toString('base64'),
  });
  t.is(context.journal.events.length, 2);
});

test('the phone is known by its MAC from then on', (t) => {
  const { context, dhcp } = server();
  t.is(context.pool.devices.ofAddress(phoneAddress), `ip:${phoneAddress}`);
  dhcp.handle(request, { address: phoneAddress, port: 68 });
  t.is(context.pool.devices.ofAddress(phoneAddress), phoneMac);
});
