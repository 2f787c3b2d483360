import test from 'ava';
import { accountNames } from '../../harness/deployment/index.js';
import { Secret } from '../../harness/foundation/secret.js';
import { accountName } from '../../harness/phone/index.js';

test('an account in the forms people type', (t) => {
  t.deepEqual(accountName('CONTOSO\\jeff'), { domain: 'CONTOSO', user: 'jeff' });
  t.deepEqual(accountName('contoso.com/jeff', 'OTHER'), { domain: 'contoso.com', user: 'jeff' });
  t.deepEqual(accountName(' jeff@contoso.com ', 'CONTOSO'), { domain: '', user: 'jeff@contoso.com' });
  t.deepEqual(accountName('jeff', 'CONTOSO'), { domain: 'CONTOSO', user: 'jeff' });
  t.deepEqual(accountName('jeff'), { domain: '', user: 'jeff' });
});

test('the names an account goes by: its own, the implicit principal name, and the explicit one instead of the SIP address', (t) => {
  const user = {
    ...{ name: 'Jeff', displayName: 'Jeff', sipAddress: 'jeff@sip.test', extension: '1', phoneNumber: '+1' },
    ...{ pin: new Secret('1'), password: new Secret('2'), enabled: true, home: 'front-end' as const },
  };
  t.deepEqual(accountNames(user, 'Corp.test'), ['jeff', 'jeff@corp.test', 'jeff@sip.test']);
  const named = { ...user, principalName: 'J.Smith@mail.test' };
  t.deepEqual(accountNames(named, 'corp.test'), ['jeff', 'jeff@corp.test', 'j.smith@mail.test']);
});
