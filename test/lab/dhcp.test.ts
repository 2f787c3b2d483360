import test from 'ava';
import { openDhcp } from '../../harness/lab/dhcp.js';
import { dhcpPermission } from '../../harness/lab/guard.js';
import { eventsOf } from '../servers/deployment.js';
import { inform } from '../servers/dhcp/messages.js';
import { networkContext } from '../servers/network-context.js';
import { udpClient } from '../servers/sockets.js';
import { opened } from './open.js';

const yesLab = { allow: [], yesLab: true };

test('off loopback nothing is leased without the operator’s word, whatever the scenario says', async (t) => {
  const context = networkContext({ dhcp: { option43: true, option120: true, mode: 'full' } });
  const place = { service: 'dhcp', address: '192.0.2.5', port: 0 };
  await t.throwsAsync(openDhcp(context, place, yesLab), { code: 'DHCP_FULL_UNSAID' });
  await t.throwsAsync(openDhcp(context, place, yesLab, { mode: 'inform-only' }), { code: 'ADDRESS_UNAVAILABLE' });
});

test('clients of a scope behind a relay may be answered, when they are named', (t) => {
  const scopes = [{ network: '10.10.20.0', prefix: 24 }];
  const may = dhcpPermission('192.0.2.5', { allow: ['00:04:f2'], yesLab: false }, scopes);
  t.true(may('00:04:f2:aa:bb:cc', '10.10.20.1'));
  t.true(may('00:04:f2:aa:bb:cc', '192.0.2.5'), 'this very segment');
  t.false(may('00:04:f2:aa:bb:cc', '10.10.21.1'));
  t.false(may('00:15:65:aa:bb:cc', '10.10.20.1'));
});

for (const answers of ['first', 'last'] as const) {
  test(`a second server answers ${answers}; the request is recorded once, and before both answers`, async (t) => {
    const spec = { sipDomain: 'contoso.com', dhcp: { second: { webServer: 'old.contoso.com', answers } } };
    const { journal, lab } = await opened(t, spec);
    const { address, port } = lab.endpoints.get('dhcp') ?? { address: '', port: 0 };
    const client = await udpClient(t);
    const message = { ciaddr: '127.0.0.1' };
    const { bytes } = await client.ask(inform({ message }), { address, port });
    t.is(bytes.includes('old.contoso.com'), answers === 'first');
    t.deepEqual(
      journal.events.filter(({ service }) => service === 'dhcp').map(({ type }) => type),
      ['dhcp.request', 'dhcp.reply', 'dhcp.reply'],
    );
    const servers = eventsOf(journal, 'dhcp.reply').map(({ server }) => server);
    t.deepEqual(servers, answers === 'first' ? ['192.0.2.67', address] : [address, '192.0.2.67']);
    await client.ask(inform({ message: { ...message, xid: 9 } }), { address, port });
  });
}
