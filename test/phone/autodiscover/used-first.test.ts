import test from 'ava';
import { forgetNetwork, forgetUser } from '../../../harness/phone/memory.js';
import { register } from '../../../harness/phone/steps/register.js';
import { host } from '../../certs/chains.js';
import { a } from '../dns-server.js';
import { phoneWith } from '../phone-with.js';

test('the server autodiscover told of is connected to before the others, and forgotten once the phone is registered', async (t) => {
  const { asked, context } = await phoneWith(t);
  context.memory.discovered = { host, port: 5061 };
  context.memory.lastRegistrar = { host: 'old.contoso.test', port: 5061, addresses: [] };
  context.memory.registrars = ['other.contoso.test'];
  await register.run(context);
  t.deepEqual(
    asked.filter((question) => / A$/.test(question)),
    [`udp ${host} A`],
  );
  t.false('discovered' in context.memory);
});

test('where it cannot be reached, the phone goes on with what DHCP and DNS name', async (t) => {
  const gone = 'gone.contoso.test';
  const { context } = await phoneWith(t, {
    zone: { [`${gone} A`]: [a(gone, '10.0.0.99')] },
    extraDial: { 'tcp 10.0.0.99:5061': '127.0.0.1:1' },
  });
  context.memory.discovered = { host: gone, port: 5061 };
  t.regex(await register.run(context), new RegExp(`at ${host}:5061`));
});

test('neither the network nor the user leaves it behind', async (t) => {
  const { context } = await phoneWith(t);
  for (const forget of [forgetNetwork, forgetUser]) {
    context.memory.discovered = { host, port: 5061 };
    forget(context.memory);
    t.false('discovered' in context.memory);
  }
});
