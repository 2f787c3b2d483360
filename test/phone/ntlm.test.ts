import test from 'ava';
import { HarnessError } from '../../harness/foundation/errors/index.js';
import { phoneModels } from '../../harness/phone/index.js';
import type { Challenges } from '../../harness/phone/sip/challenge.js';
import { chooseScheme } from '../../harness/phone/sip/choose-scheme.js';
import { register } from '../../harness/phone/steps/register.js';
import { header, parseCredentials } from '../../harness/wire/sip/index.js';
import { password, typedPassword, typedPin } from './bench.js';
import { phoneWith } from './phone-with.js';
import { STS_URI } from './registrar.js';
import { challenge } from './registrar-handshakes.js';

const offers = [challenge('NTLM'), `${challenge('TLS-DSK')}, sts-uri="${STS_URI}"`];
const byPassword = {
  typed: typedPassword,
  without: 'certificate',
  registrar: { offers, password: password.reveal() },
} as const;

test('a password and no certificate yet: three REGISTERs with NTLM, the last of them signed', async (t) => {
  const { context, requests, server } = await phoneWith(t, byPassword);
  context.memory.registrars = ['lyncfe.contoso.test'];
  t.regex(await register.run(context), /by NTLM$/);
  t.is(requests.length, 3);
  const tokens = requests.map((each) => parseCredentials(header(each, 'Authorization') ?? 'none').parameters);
  t.deepEqual(
    tokens.map((each) => [each.get('gssapi-data')?.length ?? -1, each.has('response')]),
    [
      [-1, false],
      [0, false],
      [tokens[2]?.get('gssapi-data')?.length ?? 0, true],
    ],
  );
  t.is(context.memory.certificateService, STS_URI);
  t.true(context.registration.current?.signedIn);
  // The phone goes on to its certificate before it shows that it is signed in.
  t.is(context.screen.text, 'Connecting to Lync Server');
  t.false(JSON.stringify(server.requests.map(({ headers }) => headers)).includes(password.reveal()));
});

test('in version 3 the last REGISTER of NTLM is not signed, its answer is', async (t) => {
  const three = [challenge('NTLM', 3), challenge('TLS-DSK', 3)];
  const { context, requests } = await phoneWith(t, {
    ...byPassword,
    registrar: { ...byPassword.registrar, offers: three },
  });
  context.memory.certificateService = STS_URI;
  t.regex(await register.run(context), /by NTLM$/);
  const last = parseCredentials(header(requests.at(-1) ?? { headers: [] }, 'Authorization') ?? '').parameters;
  t.is(last.get('version'), '3');
  t.false(last.has('response'));
});

test('a wrong password is refused, and the screen says so; so is a phone whose PIN is all it has', async (t) => {
  const wrong = await phoneWith(t, { ...byPassword, registrar: { offers, password: 'another' } });
  await t.throwsAsync(register.run(wrong.context), { code: 'PHONE_REGISTER_REFUSED', message: /401/ });
  t.is(wrong.context.screen.text, 'Incorrect user name or password');
  t.falsy(wrong.context.registration.current?.signedIn);
  const ntlmAlone = { registrar: { offers: [challenge('NTLM')], password: 'x' } };
  const byPin = await phoneWith(t, ntlmAlone);
  await t.throwsAsync(register.run(byPin.context), { code: 'PHONE_NO_TLS_DSK' });
  t.is(byPin.context.screen.text, 'Unable to contact Registrar for authentication. Please sign in again.');
});

test('with the certificate in hand it is preferred to the password', async (t) => {
  const { context } = await phoneWith(t, { typed: typedPassword, registrar: byPassword.registrar });
  t.regex(await register.run(context), /by TLS-DSK$/);
  t.is(context.screen.text, 'Signed in');
});

test('a Tanjay takes the password where certificates do not authenticate, a phone with the USB port does not', async (t) => {
  const setting = { ...byPassword, registrar: { offers: [challenge('NTLM')], password: password.reveal() } };
  const tanjay = await phoneWith(t, { ...setting, model: 'CX700' });
  t.regex(await register.run(tanjay.context), /by NTLM$/);
  t.is(tanjay.context.screen.text, 'Signed in');
  const aries = await phoneWith(t, setting);
  await t.throwsAsync(register.run(aries.context), { code: 'PHONE_NO_TLS_DSK', message: /only: NTLM/ });
  t.is(aries.requests.length, 1);
});

test('the order of choice, by model, by what is offered and by what the phone holds', (t) => {
  const one = { realm: 'r', targetname: 't', version: 4 } as const;
  const certificate = { certificate: Buffer.alloc(0), privateKey: {} as never, thumbprint: 'X', notAfter: new Date(0) };
  const choose = (schemes: string[], held: string, typed: typeof typedPin | typeof typedPassword, model: string) => {
    const known = schemes.flatMap((name) => (name === 'NTLM' || name === 'TLS-DSK' ? [[name, one] as const] : []));
    const challenges: Challenges = { offered: schemes, schemes: new Map(known) };
    const of = phoneModels.get(model);
    if (!of) throw new Error(model);
    try {
      const mine = { certificate: held === 'certificate' ? certificate : undefined, typed };
      return chooseScheme(challenges, mine, of, 'fe').kind;
    } catch (error) {
      return error instanceof HarnessError ? error.code : 'unforeseen';
    }
  };
  const both = ['NTLM', 'Kerberos', 'TLS-DSK'];
  t.is(choose(both, 'certificate', typedPassword, 'CX600'), 'TLS-DSK');
  t.is(choose(both, 'nothing', typedPassword, 'CX600'), 'NTLM');
  t.is(choose(both, 'nothing', typedPin, 'CX600'), 'certificate-first');
  t.is(choose(both, 'certificate', typedPin, 'CX600'), 'TLS-DSK');
  t.is(choose(['TLS-DSK'], 'nothing', typedPassword, 'CX600'), 'certificate-first');
  t.is(choose(['TLS-DSK'], 'nothing', typedPassword, 'CX700'), 'certificate-first');
  t.is(choose(['NTLM'], 'certificate', typedPassword, 'CX600'), 'PHONE_NO_TLS_DSK');
  t.is(choose(['NTLM'], 'certificate', typedPassword, 'CX700'), 'NTLM');
  t.is(choose(['NTLM'], 'nothing', typedPin, 'VVX600'), 'PHONE_NO_TLS_DSK');
  t.is(choose(['NTLM'], 'nothing', typedPin, 'CX700'), 'PHONE_NO_TLS_DSK');
  t.is(choose(['Kerberos'], 'nothing', typedPassword, 'CX700'), 'PHONE_NO_SCHEME');
  t.is(choose([], 'nothing', typedPassword, 'CX700'), 'PHONE_NO_SCHEME');
});
