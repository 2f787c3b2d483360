import test from 'ava';
import {
  checkUserCertificate,
  type UserCertificateQuestion,
} from '../../../harness/authentication/user-certificate/index.js';
import { keptAuthority, keptRsaKey, keptServerCertificate } from '../../certs/kept-keys.js';

const at = new Date('2014-11-15T09:00:00Z');
const hour = 3_600_000;

const parts = (async () => {
  const [authority, stranger] = await Promise.all([keptAuthority(at), keptAuthority(at)]);
  const { publicKey } = await keptRsaKey();
  const alice = { publicKey, user: 'alice@contoso.test', at, hours: 24 };
  return {
    authority,
    alice: await authority.issue(alice),
    foreign: await stranger.issue(alice),
    bob: await authority.issue({ ...alice, user: 'bob@contoso.test' }),
  };
})();

async function check(change: Partial<UserCertificateQuestion> = {}) {
  const { authority, alice } = await parts;
  const result = checkUserCertificate({
    certificate: alice,
    authority: authority.certificate,
    user: 'sip:alice@contoso.test',
    at,
    isPublished: () => 'published',
    ...change,
  });
  return result.ok ? 'ok' : result.problem;
}

test('the user’s own certificate is accepted, with or without scheme and in any case', async (t) => {
  t.is(await check(), 'ok');
  t.is(await check({ user: 'Alice@CONTOSO.test' }), 'ok');
  t.is(await check({ user: 'SIP:ALICE@contoso.test' }), 'ok');
});

test('one of an authority with the same name but another key is foreign', async (t) => {
  const { foreign } = await parts;
  t.is(await check({ certificate: foreign }), 'foreign');
  const server = await keptServerCertificate({ profile: 'self-signed', subject: 'alice@contoso.test', names: [], at });
  const [selfSigned] = server.chain;
  t.is(await check(selfSigned ? { certificate: selfSigned } : {}), 'foreign');
});

test('one that names the pool’s authority and its key, but was not signed with it, is foreign', async (t) => {
  const { alice } = await parts;
  const forged = Buffer.from(alice);
  // The signature is the end of a certificate.
  forged[forged.length - 1] = (forged.at(-1) ?? 0) ^ 1;
  t.is(await check({ certificate: forged }), 'foreign');
});

test('another user’s certificate is refused', async (t) => {
  const { bob } = await parts;
  t.is(await check({ certificate: bob }), 'other-user');
  t.is(await check({ user: 'alice@contoso.test.evil' }), 'other-user');
});

test('dates', async (t) => {
  t.is(await check({ at: new Date(at.getTime() + 23 * hour) }), 'ok');
  t.is(await check({ at: new Date(at.getTime() + 25 * hour) }), 'expired');
  t.is(await check({ at: new Date(at.getTime() - hour) }), 'not-yet-valid');
});

test('what the user store says decides last, and it is asked by thumbprint and serial number', async (t) => {
  t.is(await check({ isPublished: () => 'revoked' }), 'revoked');
  t.is(await check({ isPublished: () => 'unknown' }), 'not-published');
  let asked: unknown;
  await check({
    isPublished: (identity) => {
      asked = identity;
      return 'published';
    },
  });
  t.regex((asked as { thumbprint: string }).thumbprint, /^[0-9A-F]{40}$/);
  t.regex((asked as { serialNumber: string }).serialNumber, /^[0-9A-F]+$/);
});

test('bytes that are no certificate', async (t) => {
  t.is(await check({ certificate: Buffer.from('3000', 'hex') }), 'malformed');
  t.is(await check({ certificate: Buffer.alloc(0) }), 'malformed');
});
