import { execFile } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { type ServedProcess, serve } from '../cli/served.js';
import { peerTest } from './program.js';

// What anybody can ask of `mock-lync serve sign-in/pin --ports any` with the tools of the trade.

let served: ServedProcess;
const folder = mkdtempSync(join(tmpdir(), 'mock-lync-outside-'));
test.before(async () => {
  served = await serve(['sign-in/pin', '--ports', 'any']);
});
test.after.always(async () => {
  await served?.stop();
  rmSync(folder, { recursive: true, force: true });
});

function run(command: string, args: readonly string[], input = ''): Promise<{ code: number; output: string }> {
  return new Promise((resolve) => {
    const child = execFile(command, [...args], { timeout: 20_000 }, (error, stdout, stderr) => {
      const code = error ? (typeof error.code === 'number' ? error.code : 1) : 0;
      resolve({ code, output: `${stdout}${stderr}` });
    });
    // A program that ends before it read its input says why by its code.
    child.stdin?.on('error', () => {});
    child.stdin?.end(input);
  });
}

function at(name: string): { address: string; port: number } {
  const endpoint = served.ready.endpoints[name];
  if (!endpoint) throw new Error(`no endpoint ${name}`);
  return endpoint;
}

const path = '/certprov/CERTPROVISIONINGSERVICE.svc';

for (const name of ['web-http', 'web-http-8080', 'web'] as const) {
  peerTest(test, ['curl', 'openssl'], `curl fetches the chain from ${name}, and openssl lists the root`, async (t) => {
    const { address, port } = at(name);
    const file = join(folder, `${name}.p7b`);
    const secure = name === 'web';
    const host = 'lyncweb.contoso.com';
    const trust = secure ? ['--cacert', String(served.ready.files.rootCertificate)] : [];
    const url = `${secure ? 'https' : 'http'}://${host}:${port}${path}`;
    const fetched = await run('curl', ['-sSf', '--resolve', `${host}:${port}:${address}`, ...trust, '-o', file, url]);
    t.is(fetched.code, 0, fetched.output);
    const listed = await run('openssl', ['pkcs7', '-inform', 'DER', '-in', file, '-print_certs', '-noout']);
    t.is(listed.code, 0, listed.output);
    const root = await run('openssl', [
      'x509',
      '-in',
      String(served.ready.files.rootCertificate),
      '-noout',
      '-subject',
      '-nameopt',
      'RFC2253',
    ]);
    const commonName = /CN ?= ?([^,\n]+)/.exec(root.output)?.[1] ?? 'no common name';
    t.true(listed.output.includes(commonName), listed.output);
  });
}

peerTest(test, ['openssl'], 'openssl verifies the Front End’s chain and name, and refuses another name', async (t) => {
  const { address, port } = at('front-end');
  const connect = (name: string, ...more: string[]) =>
    run('openssl', [
      's_client',
      '-connect',
      `${address}:${port}`,
      '-CAfile',
      String(served.ready.files.rootCertificate),
      '-verify_return_error',
      '-verify_hostname',
      name,
      ...more,
    ]);
  const good = await connect('pool01.contoso.com');
  t.is(good.code, 0, good.output);
  t.regex(good.output, /Verify return code: 0 \(ok\)/);
  t.not((await connect('pool02.contoso.com')).code, 0);
  const old = await connect('pool01.contoso.com', '-tls1', '-cipher', 'AES128-SHA:@SECLEVEL=0');
  t.is(old.code, 0, old.output);
  t.regex(old.output, /Protocol *: TLSv1\n/);
});

peerTest(
  test,
  ['dig'],
  'dig gets the SRV record with its address, over UDP and TCP, and NXDOMAIN for what is not ours',
  async (t) => {
    const { address, port } = at('dns');
    for (const transport of ['+notcp', '+tcp']) {
      const ask = (...question: string[]) =>
        run('dig', [`@${address}`, '-p', String(port), transport, '+norecurse', '+time=3', '+tries=1', ...question]);
      const srv = await ask('_sipinternaltls._tcp.contoso.com', 'SRV');
      t.regex(srv.output, /_sipinternaltls\._tcp\.contoso\.com\.\s+60\s+IN\s+SRV\s+0 0 5061 sip\.contoso\.com\./);
      t.regex(srv.output, new RegExp(`sip\\.contoso\\.com\\.\\s+60\\s+IN\\s+A\\s+${at('front-end').address}`));
      t.notRegex(srv.output, /WARNING|malformed/i);
      t.regex((await ask('www.example.org', 'A')).output, /status: NXDOMAIN/);
      t.regex((await ask('pool01.contoso.com', 'AAAA')).output, /status: NOERROR.*ANSWER: 0/s);
    }
  },
);

test('a hand-made DHCPINFORM gets Option 43 and 120 byte for byte', async (t) => {
  const { address, port } = at('dhcp');
  const header = Buffer.alloc(236);
  header.set([1, 1, 6, 0, 0xca, 0xfe, 0xba, 0xbe]);
  header.set([127, 0, 0, 1], 12);
  header.set([0x00, 0x04, 0xf2, 0xaa, 0xbb, 0xcc], 28);
  const options = '63825363 350108 3d07010004f2aabbcc 3c0c4d532d55432d436c69656e74 37022b78 ff';
  const request = Buffer.concat([header, Buffer.from(options.replaceAll(' ', ''), 'hex')]);
  const socket = createSocket('udp4');
  t.teardown(() => socket.close());
  const reply = await new Promise<Buffer>((resolve, reject) => {
    socket.on('message', resolve);
    socket.on('error', reject);
    socket.send(request, port, address);
  });
  t.is(reply.subarray(0, 8).toString('hex'), '02010600cafebabe');
  t.deepEqual([...reply.subarray(12, 16)], [127, 0, 0, 1], 'ciaddr is echoed');
  t.deepEqual([...reply.subarray(16, 20)], [0, 0, 0, 0], 'yiaddr stays empty');
  const found = optionsOf(reply.subarray(240));
  t.deepEqual(
    [...found.keys()].sort((one, other) => one - other),
    [43, 53, 54, 120],
    'exactly what was asked for',
  );
  t.is(found.get(53), '05');
  t.is(
    found.get(43),
    '010c4d532d55432d436c69656e74' +
      '02056874747073' +
      '03136c796e637765622e636f6e746f736f2e636f6d' +
      '0403343433' +
      '05252f4365727450726f762f4365727450726f766973696f6e696e67536572766963652e737663',
  );
  t.is(found.get(120), '0006706f6f6c303107636f6e746f736f03636f6d00');
});

/** A reader of its own, so that a mistake of the codec is not read back by the codec. */
function optionsOf(bytes: Buffer): Map<number, string> {
  const found = new Map<number, string>();
  for (let offset = 0; offset < bytes.length && bytes[offset] !== 255; ) {
    const code = bytes[offset] ?? 0;
    const length = code === 0 ? -1 : (bytes[offset + 1] ?? 0);
    if (code !== 0) found.set(code, bytes.subarray(offset + 2, offset + 2 + length).toString('hex'));
    offset += 2 + length;
  }
  return found;
}
