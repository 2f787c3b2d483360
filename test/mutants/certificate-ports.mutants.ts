import type { Mutant } from './mutant.js';

const service = (name: string) => `harness/servers/web/certificate-provisioning/${name}.js`;
const tests = ['test/servers/web/certificate-provisioning/ports-and-devices.test.js'];

export const mutants: readonly Mutant[] = [
  {
    name: 'the bearer port wants a proof',
    file: service('check-ticket'),
    find: 'isBearerPort(request.path) ?',
    replace: 'false ?',
    tests,
  },
  {
    name: 'the port of proof takes a bearer',
    file: service('check-ticket'),
    find: 'isBearerPort(request.path) ?',
    replace: 'true ?',
    tests,
  },
  {
    name: 'the bearer port is found in one spelling only',
    file: service('ports'),
    find: "path.replace(/\\/+$/, '').toLowerCase() === bearer",
    replace: 'path === bearer',
    tests,
  },
  {
    name: 'another device than the ticket’s is not minded',
    file: service('get-and-publish-cert'),
    find: "otherDevice && certificateProvisioning.deviceId === 'as-ticket'",
    replace: 'false',
    tests,
  },
  {
    name: 'another device than the ticket’s is always refused',
    file: service('get-and-publish-cert'),
    find: "otherDevice && certificateProvisioning.deviceId === 'as-ticket'",
    replace: 'otherDevice',
    tests,
  },
  {
    name: 'another device is served without a note',
    file: service('get-and-publish-cert'),
    find: 'if (otherDevice) {',
    replace: 'if (false) {',
    tests,
  },
  {
    name: 'a digest that is wrong is let pass without a note',
    file: service('get-and-publish-cert'),
    find: 'if (ticket.tolerated)',
    replace: 'if (false)',
    tests,
  },
  {
    name: 'a Context that is no GUID names a device',
    file: service('check-request'),
    find: `!GUID_IN_BRACES.test(\`{\${wanted}}\`) || `,
    replace: '',
    tests,
  },
  {
    name: 'the fault of the store has the store’s usual error id',
    file: service('get-and-publish-cert'),
    find: '...(failure && { errorId: failure.errorId }),',
    replace: '',
    tests,
  },
  {
    name: 'the fault of the store fires at every request',
    file: service('get-and-publish-cert'),
    find: 'const ticket = checkTicket(exchange);',
    replace: "exchange.failure('certificate-store'); const ticket = checkTicket(exchange);",
    tests,
  },
  {
    name: 'the Context of a ticket is forgotten',
    file: 'harness/authentication/web-ticket/issuer.js',
    find: '...(context !== undefined && { context }) };',
    replace: '};',
    tests,
  },
];
