import { connect as connectTcp } from 'node:net';
import test from 'ava';
import { acceptingServer, available, run } from '../support.js';
import { helloRecord } from './raw-phone.js';

test('gnutls-cli with RC4 and 3DES alone is refused by OpenSSL, and the refusal says what was missing', async (t) => {
  const server = await acceptingServer(t, { settings: { engine: 'openssl' } });
  const byHand = !(await available('gnutls-cli'));
  if (byHand) {
    const raw = connectTcp(server.port, '127.0.0.1').on('error', () => {});
    raw.write(helloRecord(0x0301, [4, 5, 10]));
  } else {
    const priority =
      'NONE:+VERS-TLS1.0:+ARCFOUR-128:+3DES-CBC:+RSA:+SHA1:+MD5:+COMP-NULL:+SIGN-ALL:+CTYPE-X509:%COMPAT';
    const { output } = await run(
      'gnutls-cli',
      ['--insecure', '--priority', priority, '-p', String(server.port), '127.0.0.1'],
      '',
    );
    // The engine's alert reaches the client before the connection closes.
    t.regex(output, /alert/i);
  }
  const refused = await server.seen('refused');
  t.like(refused, { by: 'server', how: 'alert', alert: 'handshake_failure', when: 'after-hello' });
  t.regex(refused.detail ?? '', /^no cipher suite in common; the hello offers .*RC4_128.*; the port serves .*AES_128/);
});

test('a version nobody serves is refused with protocol_version', async (t) => {
  const server = await acceptingServer(t);
  const raw = connectTcp(server.port, '127.0.0.1').on('error', () => {});
  raw.write(helloRecord(0x0300, [0x2f]));
  const refused = await server.seen('refused');
  t.like(refused, { by: 'server', how: 'alert' });
  t.regex(refused.detail ?? '', /no TLS version in common; the hello offers SSL 3.0/);
  raw.destroy();
});
