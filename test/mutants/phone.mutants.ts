import type { Mutant } from './mutant.js';

const trustTests = ['test/phone/secure.test.js', 'test/phone/register.test.js'];
const registerTests = ['test/phone/register.test.js'];
const informTests = ['test/phone/inform.test.js'];
const resolverTests = ['test/phone/resolver.test.js'];
const timeTests = ['test/phone/time.test.js'];
const ticketTests = ['test/phone/web-ticket.test.js'];
const certificateTests = ['test/phone/certificate.test.js'];

export const mutants: Mutant[] = [
  {
    name: 'the phone ignores its own verdict on a server certificate',
    file: 'harness/phone/network/secure.js',
    find: 'accept: false',
    replace: 'accept: true',
    tests: trustTests,
  },
  {
    name: 'the phone judges certificates for a name it did not dial',
    file: 'harness/phone/network/secure.js',
    find: 'name: host,',
    replace: "name: 'lyncfe.contoso.test',",
    tests: trustTests,
  },
  {
    name: 'the phone takes an answer the registrar did not sign',
    file: 'harness/phone/sip/registration.js',
    find: 'if (!check.ok)',
    replace: 'if (false)',
    tests: registerTests,
  },
  {
    name: "the phone takes a time server's answer to somebody else",
    file: 'harness/phone/network/sntp.js',
    find: 'packet.originate !== request.transmit',
    replace: 'false',
    tests: timeTests,
  },
  {
    name: 'a kiss of death sets the date',
    file: 'harness/phone/network/sntp.js',
    find: 'packet.stratum === 0',
    replace: 'false',
    tests: timeTests,
  },
  {
    name: 'the phone takes a DHCP answer with another xid',
    file: 'harness/phone/network/dhcp-client.js',
    find: 'message.xid !== xid',
    replace: 'false',
    tests: informTests,
  },
  {
    name: 'the phone takes a DHCP answer for another hardware address',
    file: 'harness/phone/network/dhcp-client.js',
    find: '!message.chaddr.equals(parseMac(context.mac))',
    replace: 'false',
    tests: informTests,
  },
  {
    name: 'the phone takes a DNS answer with another id',
    file: 'harness/phone/network/dns-question.js',
    find: 'packet.id !== question.id',
    replace: 'false',
    tests: resolverTests,
  },
  {
    name: 'the phone takes a DNS answer to another question',
    file: 'harness/phone/network/dns-question.js',
    find: 'asked?.name.toLowerCase() !== question.name.toLowerCase()',
    replace: 'asked === undefined',
    tests: resolverTests,
  },
  {
    name: 'the phone takes a web ticket for another service',
    file: 'harness/phone/web/obtain-ticket.js',
    find: 'sameUrl(named, audience)',
    replace: 'true',
    tests: ticketTests,
  },
  {
    name: 'the phone takes a web ticket of another user',
    file: 'harness/phone/steps/web-ticket.js',
    find: 'named.toLowerCase() !== wanted.toLowerCase()',
    replace: 'false',
    tests: ticketTests,
  },
  {
    name: 'the phone takes a certificate for another key',
    file: 'harness/phone/steps/certificate.js',
    find: '!x509.publicKey.equals(createPublicKey(keys.privateKey))',
    replace: 'false',
    tests: certificateTests,
  },
  {
    name: 'the phone takes a certificate of another user',
    file: 'harness/phone/steps/certificate.js',
    find: 'name?.toLowerCase() !== entity.toLowerCase()',
    replace: 'false',
    tests: certificateTests,
  },
  {
    name: 'certificates that are not self-signed become trusted when delivered',
    file: 'harness/phone/steps/root-chain.js',
    find: 'summarize(certificate).selfSigned === wanted',
    replace: 'wanted',
    tests: ['test/phone/root-chain.test.js'],
  },
  {
    name: 'new firmware follows an SRV record out of its domain',
    file: 'harness/phone/network/registrars.js',
    find: '!strict || isInside(host, domain)',
    replace: 'true',
    tests: registerTests,
  },
  {
    name: 'a name is believed for ever',
    file: 'harness/phone/network/dns-cache.js',
    find: 'cached.until > this.#clock.elapsed()',
    replace: 'true',
    tests: ['test/phone/dns-cache.test.js'],
  },
  {
    name: 'answers are kept without bound',
    file: 'harness/phone/network/dns-cache.js',
    find: 'this.#answers.size >= MAX_CACHED_ANSWERS',
    replace: 'false',
    tests: ['test/phone/dns-cache.test.js'],
  },
  {
    name: 'every phone asks for a search list',
    file: 'harness/phone/network/lease-options.js',
    find: 'asksSearchList ?',
    replace: 'true ?',
    tests: ['test/phone/inform.test.js'],
  },
  {
    name: 'an address somebody else has is taken all the same',
    file: 'harness/phone/network/obtain-lease.js',
    find: 'await plug.inUse(ack.yiaddr)',
    replace: 'false',
    tests: ['test/phone/decline.test.js'],
  },
  {
    name: 'after a declined address the phone asks again at once',
    file: 'harness/phone/network/obtain-lease.js',
    find: 'await clock.sleep(DECLINE_PAUSE_MS);',
    replace: '',
    tests: ['test/phone/decline.test.js'],
  },
];
