import test from 'ava';
import { control, opened } from './open.js';

test('an administrator locks and unlocks a PIN while the lab runs', async (t) => {
  const { lab } = await opened(t, { users: { jeff: { pinState: 'locked' } } });
  const ask = async (what: string, user: string) => (await control(lab, `pins/${what}`, { user })).value;
  t.deepEqual(await ask('info', 'jeff'), { user: 'jeff@contoso.test', locked: true });
  t.deepEqual(await ask('unlock', 'jeff@contoso.test'), { user: 'jeff@contoso.test', locked: false });
  t.deepEqual(await ask('lock', 'alice'), { user: 'alice@contoso.test', locked: true });
  t.deepEqual(await ask('info', 'alice'), { user: 'alice@contoso.test', locked: true });
  t.is((await control(lab, 'pins/lock', { user: 'nobody' })).status, 400);
});
