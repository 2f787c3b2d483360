import test from 'ava';
import { diagnose } from '../../harness/diagnosis/index.js';
import type { EventDetails, JournalEvent } from '../../harness/journal/index.js';
import { event } from '../events.js';

const findings = (...events: JournalEvent[]) => diagnose(events)[0]?.findings.map(({ id }) => id) ?? [];
const url = (host: string) => `https://${host}:443/CertProv/CertProvisioningService.svc`;
const asked = event(1, 'dhcp.request', {
  message: 'DHCPINFORM',
  mac: 'm',
  address: '10.10.20.51',
  vendorClass: 'MS-UC-Client',
  asked: [43, 120],
});
const reply = (seq: number, more: Partial<EventDetails['dhcp.reply']> = {}) =>
  event(seq, 'dhcp.reply', {
    message: 'DHCPACK',
    mac: 'm',
    server: '10.10.10.5',
    sent: [120, 43],
    withheld: [],
    ...more,
  });
const issued = event(9, 'web-ticket.issued', { user: 'alice', method: 'pin', audience: 'x' });
const dns = (seq: number, name: string, code: string, answers: string[] = []) =>
  event(seq, 'dns.answer', { name, recordType: 'A', code, answers });

test('a malformed Option 43 is named with what is wrong, until a ticket was asked for', (t) => {
  const broken = reply(2, { problems: ['Sub-option 4 (port) at byte 42 is the binary number 443.'] });
  t.deepEqual(findings(asked, broken), ['option-43-malformed']);
  t.regex(diagnose([asked, broken])[0]?.findings[0]?.sentence ?? '', /binary number 443/);
  t.deepEqual(findings(asked, broken, issued), []);
  t.deepEqual(
    findings(asked, reply(2, { problems: ['Option 120 holds addresses (10.0.0.1); TLS needs a name.'] })),
    [],
  );
  t.deepEqual(findings(asked, reply(2, { voiceVlan: 100 })), ['option-43-malformed']);
});

test('an Option 43 whose server DNS does not know is stale', (t) => {
  const stale = reply(2, { certificateService: url('oldpool.contoso.com') });
  t.is(findings(asked, stale, dns(3, 'oldpool.contoso.com', 'NXDOMAIN'))[0], 'option-43-stale');
  t.false(findings(asked, stale, dns(3, 'sip.contoso.com', 'NXDOMAIN')).includes('option-43-stale'));
  const later = dns(4, 'oldpool.contoso.com', 'NOERROR', ['10.0.0.1']);
  t.false(findings(asked, stale, dns(3, 'oldpool.contoso.com', 'NXDOMAIN'), later).includes('option-43-stale'));
});

test('two servers with different values, of which the first leads nowhere', (t) => {
  const first = reply(2, { server: '192.0.2.67', certificateService: url('oldpool.contoso.com') });
  const second = reply(3, { certificateService: url('lyncweb.contoso.com') });
  t.deepEqual(findings(asked, first, second)[0], 'two-dhcp-servers');
  t.deepEqual(findings(asked, first, reply(3, { certificateService: url('oldpool.contoso.com') })), []);
  t.deepEqual(findings(asked, first, second, issued), []);
});

test('a request nobody answered, and an address refused', (t) => {
  const discover = event(1, 'dhcp.request', { message: 'DHCPDISCOVER', mac: 'm', address: '0.0.0.0', asked: [] });
  t.deepEqual(findings(discover), ['dhcp-unanswered']);
  t.deepEqual(findings(discover, reply(2, { message: 'DHCPOFFER', sent: [] })), []);
  const refused = reply(2, { message: 'DHCPNAK', sent: [] });
  t.deepEqual(findings(discover, refused), ['address-refused']);
  t.deepEqual(findings(discover, refused, reply(3, { sent: [] })), []);
});
