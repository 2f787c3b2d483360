import test from 'ava';
import { userOfAddress } from '../../harness/deployment/index.js';
import { alice, jeff, testDeployment } from '../servers/deployment.js';

test('a user is found by SIP address, in any case, with a scheme or without', async (t) => {
  const deployment = await testDeployment();
  for (const address of ['jeff@contoso.com', 'sip:jeff@contoso.com', 'SIP:Jeff@Contoso.com']) {
    t.is(userOfAddress(deployment, address), jeff);
  }
  t.is(userOfAddress(deployment, 'ghost@contoso.com'), undefined);
  t.is(userOfAddress({ ...deployment, users: [alice] }, 'jeff@contoso.com'), undefined, 'of this deployment alone');
});
