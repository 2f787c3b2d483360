import type { Mutant } from './mutant.js';

const options = 'harness/servers/dhcp/options.js';
const acknowledge = 'harness/servers/dhcp/acknowledge.js';
const server = 'harness/servers/dhcp/server.js';
const destination = 'harness/servers/dhcp/destination.js';
const optionTests = ['test/servers/dhcp/options.test.js'];
const exchangeTests = ['test/servers/dhcp/exchange.test.js'];
const refusalTests = ['test/servers/dhcp/refusals.test.js'];

export const mutants: readonly Mutant[] = [
  {
    name: 'Option 43 is sent though the deployment has none',
    file: options,
    find: 'deployment.dhcp.option43 && isUcClient(vendorClass)',
    replace: 'isUcClient(vendorClass)',
    tests: optionTests,
  },
  {
    name: 'Option 43 is sent to a client of another class',
    file: options,
    find: 'deployment.dhcp.option43 && isUcClient(vendorClass)',
    replace: 'deployment.dhcp.option43',
    tests: optionTests,
  },
  {
    name: 'Option 43 is missing from the acknowledgement',
    file: options,
    find: 'deployment.dhcp.option43 && isUcClient(vendorClass)',
    replace: 'false',
    tests: exchangeTests,
  },
  {
    name: 'Option 120 is sent though the deployment has none',
    file: options,
    find: 'deployment.dhcp.option120 && !phonesAreOutside(deployment)',
    replace: '!phonesAreOutside(deployment)',
    tests: optionTests,
  },
  {
    name: 'the class is compared with its capitals',
    file: options,
    find: 'vendorClass?.toLowerCase() === ucVendorClass.toLowerCase()',
    replace: 'vendorClass === ucVendorClass',
    tests: optionTests,
  },
  {
    name: 'an option that was not asked for is sent',
    file: acknowledge,
    find: '!asked.includes(candidate.code) || ',
    replace: '',
    tests: optionTests,
  },
  {
    name: 'an answer longer than the client takes is sent',
    file: acknowledge,
    find: ' || length > room',
    replace: '',
    tests: optionTests,
  },
  {
    name: 'an option nobody asked for is in the answer: the client identifier',
    file: acknowledge,
    find: '[...head, ...answers, ...relay]',
    replace: '[...head, ...echo(inform, dhcpOption.clientIdentifier), ...answers, ...relay]',
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
    find: 'type !== dhcpMessageType.inform',
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
];
