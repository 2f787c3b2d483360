import type { NetworkEvents } from '../events/network.js';
import { type EventFieldsOf, flag, list, number, text, words } from './kinds.js';

/** Fields of the events of `NetworkEvents`. */
export const networkFields: EventFieldsOf<NetworkEvents> = {
  'dhcp.request': {
    message: text('`DHCPINFORM`…'),
    mac: text(),
    address: text('ciaddr.'),
    requested: text('Option 50.'),
    relay: text('giaddr, when a relay passed it on.'),
    vendorClass: text('Option 60 as text, exactly as sent; absent when not sent.'),
    asked: list(number(), 'Option 55, in order.'),
  },
  'dhcp.reply': {
    message: text(),
    mac: text(),
    server: text('Option 54.'),
    address: text('yiaddr; absent where nothing is leased.'),
    row: text('The row of the decision table that was chosen: `INFORM of MS-UC-Client`.'),
    sent: list(number(), 'Option codes sent, in order, without 53 and 54.'),
    withheld: list(number(), 'Option codes asked for and not sent.'),
    delivered: words(
      ['relay', 'client', 'broadcast'],
      'Where it went on the standard ports: through a relay, to the client alone, or to everybody.',
    ),
    insteadOfUnicast: flag(
      'Broadcast, though the client did not ask for that: its new address cannot be sent to before it has taken it.',
    ),
    certificateService: text('The URL that Option 43 spells.'),
    sipServers: list(text(), 'The names in Option 120.'),
    voiceVlan: number('The number in Option 43, sub-option 10.'),
    problems: list(
      text(),
      'What is wrong with Options 43 and 120 as they were sent, a sentence each; absent when nothing is.',
    ),
  },
  'dhcp.lease': {
    mac: text(),
    address: text(),
    state: words(['released', 'declined']),
  },
  'dhcp.ignored': {
    reason: text(),
    mac: text(),
  },
  'dns.query': {
    name: text(),
    recordType: text(),
    transport: words(['udp', 'tcp']),
  },
  'dns.answer': {
    name: text(),
    recordType: text(),
    code: text('`NOERROR`, `NXDOMAIN`…'),
    answers: list(text(), 'Presentation form: `0 0 5061 sip.contoso.com`, `127.10.1.1`.'),
  },
  'dns.ignored': {
    reason: text(),
  },
  'ntp.request': {
    version: number(),
    mode: number(),
  },
  'ntp.reply': {
    date: text('What it tells, ISO 8601.'),
    stratum: number('0 for a kiss of death, 16 for a clock that is not synchronised.'),
    leap: number('3 for a clock that is not synchronised.'),
    kiss: text('`DENY`, `RATE`…'),
  },
  'ntp.ignored': {
    reason: text(),
  },
};
