import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import test, { type ExecutionContext } from 'ava';
import { defaultNameServiceSettings, type NameServiceSettings } from '../../harness/deployment/index.js';
import { DnsServer, listenDnsTcp, listenDnsUdp } from '../../harness/servers/dns/index.js';
import type { Listener } from '../../harness/servers/sockets/index.js';
import { networkContext } from '../servers/network-context.js';
import { peerTest } from './program.js';

const run = promisify(execFile);

/** UDP and TCP on one port number, as dig wants it when it turns to TCP by itself. */
async function listen(
  t: ExecutionContext,
  machines = 0,
  records: NameServiceSettings['records'] = [],
): Promise<number> {
  const hosts = [
    { name: 'front-end', fqdn: 'pool01.contoso.com', address: '10.10.10.20' },
    { name: 'web', fqdn: 'lyncweb.contoso.com', address: '10.10.10.21' },
    { name: 'dc', fqdn: 'dc01.contoso.com', address: '10.10.10.5' },
    ...Array.from({ length: machines }, (_, i) => ({
      name: `front-end-${i + 2}`,
      fqdn: 'big.contoso.com',
      address: `10.0.1.${i + 1}`,
    })),
  ];
  const dns = new DnsServer(networkContext({ hosts, dns: { ...defaultNameServiceSettings, records } }));
  const place = { service: 'dns', address: '127.0.0.1' };
  for (let attempt = 1; ; attempt++) {
    const udp = await listenDnsUdp(dns, { ...place, port: 0 });
    let tcp: Listener;
    try {
      tcp = await listenDnsTcp(dns, { ...place, port: udp.port });
    } catch (error) {
      // Somebody has the number for TCP: the next free one will do.
      await udp.close();
      if (attempt === 10) throw error;
      continue;
    }
    t.teardown(() => Promise.all([udp.close(), tcp.close()]));
    return udp.port;
  }
}

function digger(path: string | undefined, port: number) {
  return async (...asked: string[]) => {
    const { stdout, stderr } = await run(path ?? 'dig', ['@127.0.0.1', '-p', String(port), '+tries=1', ...asked]);
    // What it says of recursion is true and meant so: this server has none.
    const complaints = (stdout + stderr).replace(';; WARNING: recursion requested but not available', '');
    if (/warning|malformed|FORMERR|bad packet|extra bytes/i.test(complaints)) {
      throw new Error(`dig complains:\n${complaints}`);
    }
    return stdout;
  };
}

for (const transport of ['+notcp', '+tcp']) {
  for (const edns of ['+edns=0', '+noedns']) {
    peerTest(test, ['dig'], `dig ${transport} ${edns} finds the Registrar and its address`, async (t, { dig }) => {
      const ask = digger(dig, await listen(t));
      const out = await ask(transport, edns, '_sipinternaltls._tcp.contoso.com', 'SRV');
      t.regex(out, /status: NOERROR/);
      t.regex(out, /flags: qr aa rd;/, 'authoritative, and recursion not available');
      t.regex(out, /^_sipinternaltls\._tcp\.contoso\.com\.\s+60\s+IN\s+SRV\s+0 0 5061 sip\.contoso\.com\.$/m);
      t.regex(out, /ADDITIONAL SECTION:\nsip\.contoso\.com\.\s+60\s+IN\s+A\s+10\.10\.10\.20$/m);
      t.is(/OPT PSEUDOSECTION/.test(out), edns === '+edns=0');
      t.is(/\(TCP\)/.test(out), transport === '+tcp');
    });
  }
}

peerTest(test, ['dig'], 'dig sees what does not exist, and what exists without the type', async (t, { dig }) => {
  const ask = digger(dig, await listen(t));
  t.regex(
    await ask('_sip._tls.contoso.com', 'SRV'),
    /status: NXDOMAIN[\s\S]*AUTHORITY SECTION:\ncontoso\.com\.\s.*SOA/,
  );
  t.regex(await ask('www.example.org'), /status: NXDOMAIN/);
  const empty = await ask('sip.contoso.com', 'AAAA');
  t.regex(empty, /status: NOERROR/);
  t.regex(empty, /ANSWER: 0, AUTHORITY: 1/);
  t.regex(
    await ask('contoso.com', 'SOA', '+short'),
    /^dc01\.contoso\.com\. hostmaster\.contoso\.com\. 1 3600 600 86400 60$/m,
  );
});

peerTest(test, ['dig'], 'dig asks again over TCP when the answer was cut', async (t, { dig }) => {
  const ask = digger(dig, await listen(t, 40));
  const out = await ask('+noedns', '+notcp', 'big.contoso.com');
  t.regex(out, /Truncated, retrying in TCP mode/);
  t.regex(out, /ANSWER: 40,/);
});

peerTest(test, ['dig'], 'dig asks several names on one connection, in odd capitals', async (t, { dig }) => {
  const ask = digger(dig, await listen(t));
  const out = await ask('+tcp', '+keepopen', '+short', 'SIP.contoso.com', 'tIMe.windows.com', 'LyncWeb.Contoso.Com');
  t.deepEqual(out.trim().split('\n'), ['10.10.10.20', '10.10.10.5', '10.10.10.21']);
});

peerTest(test, ['dig'], 'dig follows an alias, and reads IPv6 addresses and name servers', async (t, { dig }) => {
  const port = await listen(t, 0, [
    { name: 'registrar.contoso.com', record: { type: 'CNAME', target: 'pool01.contoso.com' } },
    { name: 'pool01.contoso.com', record: { type: 'AAAA', address: '2001:db8::20' } },
    { name: 'away.contoso.com', record: { type: 'CNAME', target: 'pool.fabrikam.com' } },
  ]);
  const ask = digger(dig, port);
  t.deepEqual((await ask('+short', 'registrar.contoso.com')).trim().split('\n'), [
    'pool01.contoso.com.',
    '10.10.10.20',
  ]);
  t.deepEqual((await ask('+short', 'registrar.contoso.com', 'AAAA')).trim().split('\n').at(-1), '2001:db8::20');
  t.regex(await ask('away.contoso.com'), /status: NOERROR[\s\S]*CNAME\s+pool\.fabrikam\.com\./);
  t.is((await ask('+short', 'contoso.com', 'NS')).trim(), 'dc01.contoso.com.');
  t.regex(await ask('contoso.com', 'AXFR'), /Transfer failed|REFUSED/);
});

peerTest(test, ['dig'], 'what dig says a datagram may hold is kept to', async (t, { dig }) => {
  const ask = digger(dig, await listen(t, 30));
  t.regex(await ask('+notcp', '+bufsize=512', 'big.contoso.com'), /Truncated, retrying in TCP mode/);
  t.notRegex(await ask('+notcp', '+bufsize=1232', 'big.contoso.com'), /Truncated/);
});
