import type { Mutant } from './mutant.js';

const options = 'harness/servers/dhcp/options.js';
const compose = 'harness/servers/dhcp/compose.js';
const leases = 'harness/servers/dhcp/leases.js';
const request = 'harness/servers/dhcp/messages/request.js';
const answers = 'harness/servers/dhcp/answers.js';
const server = 'harness/servers/dhcp/server.js';
const destination = 'harness/servers/dhcp/destination.js';
const optionTests = ['test/servers/dhcp/options.test.js'];
const exchangeTests = ['test/servers/dhcp/exchange.test.js'];
const leaseTests = ['test/servers/dhcp/leases.test.js'];
const rowTests = ['test/servers/dhcp/rows.test.js'];
const refusalTests = ['test/servers/dhcp/refusals.test.js'];

export const mutants: readonly Mutant[] = [
  {
    name: 'a broadcast that was asked for is told as one instead of a unicast',
    file: 'harness/servers/dhcp/destination.js',
    find: '(request.flags & BROADCAST_BIT) === 0',
    replace: 'true',
    tests: ['test/servers/dhcp/destination.test.js'],
  },
  {
    name: 'the journal does not tell how a DHCP answer travelled',
    file: 'harness/servers/dhcp/answers.js',
    find: '...(!toSender && deliveryOf(request.message, rfc, message.yiaddr)),',
    replace: '',
    tests: ['test/servers/dhcp/destination.test.js'],
  },
  {
    name: 'Option 43 is sent though the deployment has none',
    file: options,
    find: "vendorSpecific === 'location' && dhcp.option43",
    replace: "vendorSpecific === 'location'",
    tests: optionTests,
  },
  {
    name: 'Option 43 is sent to a client of another class',
    file: options,
    find: 'isUcClient(vendorClass) || deployment.dhcp.classless',
    replace: 'true',
    tests: optionTests,
  },
  {
    name: 'Option 43 is missing from the acknowledgement',
    file: options,
    find: "vendorSpecific === 'location' && dhcp.option43",
    replace: 'false',
    tests: exchangeTests,
  },
  {
    name: 'Option 120 is sent though the deployment has none',
    file: options,
    find: 'dhcp.option120 && (',
    replace: '(',
    tests: optionTests,
  },
  {
    name: 'the class is compared with its capitals',
    file: 'harness/servers/dhcp/classes.js',
    find: 'vendorClass?.toLowerCase() === ucVendorClass.toLowerCase()',
    replace: 'vendorClass === ucVendorClass',
    tests: optionTests,
  },
  {
    name: 'an option that was not asked for is sent',
    file: compose,
    find: 'has.filter(({ code }) => wanted.includes(code))',
    replace: 'has',
    tests: optionTests,
  },
  {
    name: 'an answer longer than the client takes is sent',
    file: compose,
    find: 'length <= left[each]',
    replace: 'true',
    tests: optionTests,
  },
  {
    name: 'an option nobody asked for is in the answer: the client identifier',
    file: compose,
    find: '[...first, ...overloadMark, ...main, ...relay]',
    replace: '[...first, ...echo(message, dhcpOption.clientIdentifier), ...overloadMark, ...main, ...relay]',
    tests: optionTests,
  },
  {
    name: 'the guard is not asked',
    file: server,
    find: '!this.#options.allow(mac, address)',
    replace: 'false',
    tests: refusalTests,
  },
  {
    name: 'a message other than DHCPINFORM is answered',
    file: server,
    find: "!inform && this.#mode !== 'full'",
    replace: 'false',
    tests: refusalTests,
  },
  {
    name: "another server's reply is answered",
    file: server,
    find: 'message.op !== 1',
    replace: 'false',
    tests: refusalTests,
  },
  {
    name: 'an answer does not go through the relay',
    file: destination,
    find: 'if (inform.giaddr !== NOWHERE)',
    replace: 'if (false)',
    tests: refusalTests,
  },
  {
    name: 'two clients are given one address',
    file: leases,
    find: 'this.#byAddress.has(fresh) || taken(fresh)',
    replace: 'taken(fresh)',
    tests: leaseTests,
  },
  {
    name: 'addresses of the lab’s own hosts are leased',
    file: leases,
    find: 'this.#byAddress.has(fresh) || taken(fresh)',
    replace: 'this.#byAddress.has(fresh)',
    tests: leaseTests,
  },
  {
    name: 'a lease that is not over is given to another client',
    file: leases,
    find: 'if (first && !this.isActive(first))',
    replace: 'if (first)',
    tests: leaseTests,
  },
  {
    name: 'a flood of offers keeps everybody out',
    file: leases,
    find: 'return offered;',
    replace: 'return undefined;',
    tests: ['test/servers/dhcp/flood.test.js', ...leaseTests],
  },
  {
    name: 'a declined address is given out at once',
    file: leases,
    find: "this.#put(binding, 'declined', DECLINED_MS, true)",
    replace: "this.#put(binding, 'released', 0, true)",
    tests: leaseTests,
  },
  {
    name: 'an address another client holds is taken over by a renewal',
    file: leases,
    find: 'there && there.client !== client && this.isActive(there)',
    replace: 'false',
    tests: leaseTests,
  },
  {
    name: 'the offer of another server is answered',
    file: request,
    find: 'chosen !== answering.serverAddress',
    replace: 'false',
    tests: leaseTests,
  },
  {
    name: 'an address that was not offered is leased',
    file: request,
    find: 'own?.address !== numberOf(wanted)',
    replace: '!own',
    tests: leaseTests,
  },
  {
    name: 'an address of another network is confirmed',
    file: request,
    find: '(number & scope.mask) >>> 0 !== scope.network',
    replace: 'false',
    tests: leaseTests,
  },
  {
    name: 'somebody else’s lease is given back',
    file: 'harness/servers/dhcp/messages/give-back.js',
    find: '|| binding.client !== request.client',
    replace: '',
    tests: leaseTests,
  },
  {
    name: 'a refusal through a relay is not broadcast',
    file: compose,
    find: 'message.flags | 0x8000',
    replace: 'message.flags',
    tests: leaseTests,
  },
  {
    name: 'a NAK is sent to an address the client must not use',
    file: destination,
    find: "type === 'nak' || request.ciaddr === NOWHERE",
    replace: 'request.ciaddr === NOWHERE',
    tests: ['test/servers/dhcp/destination.test.js'],
  },
  {
    name: 'a phone in its voice VLAN is told of it again',
    file: answers,
    find: 'voiceVlan && !there',
    replace: 'voiceVlan',
    tests: rowTests,
  },
  {
    name: 'the Registrar answers whoever asks',
    file: server,
    find: '!registrarAnswers(request)',
    replace: 'false',
    tests: rowTests,
  },
  {
    name: 'leases are made off loopback without a word of the operator',
    file: 'harness/lab/dhcp.js',
    find: "choice.mode !== 'full'",
    replace: 'false',
    tests: ['test/lab/dhcp.test.js'],
  },
  {
    name: 'a fault that changed nothing counts as fired',
    file: 'harness/faults/dhcp/disturb.js',
    find: 'changed !== message',
    replace: 'true',
    tests: ['test/faults/dhcp.test.js'],
  },
  {
    name: 'an option asked for twice is recorded twice',
    file: 'harness/servers/dhcp/client.js',
    find: 'if (!once.includes(code))',
    replace: '',
    tests: optionTests,
  },
  {
    name: 'of a long list an option asked for twice is recorded twice',
    file: 'harness/servers/dhcp/client.js',
    find: '[...new Set(codes)]',
    replace: '[...codes]',
    tests: optionTests,
  },
];
