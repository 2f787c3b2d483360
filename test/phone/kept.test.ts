import { createPublicKey } from 'node:crypto';
import test, { type ExecutionContext } from 'ava';
import fc from 'fast-check';
import { generateRsaKey } from '../../certs/requests/index.js';
import { HarnessError } from '../../harness/foundation/errors/index.js';
import { EmulatedPhone, readKept, writeKept } from '../../harness/phone/index.js';
import { at } from '../certs/chains.js';
import { keptRsaKey } from '../certs/kept-keys.js';
import { phoneOptions, pin, typedPassword } from './bench.js';
import { street } from './street.js';

const keys = keptRsaKey();

/** The text of the state of a phone that signed in, and what is around it. */
async function signedIn(t: ExecutionContext) {
  const around = await street(t);
  const options = async (kept?: ReturnType<typeof readKept>) => {
    const made = phoneOptions(t, { dial: around.dial, privateKey: await keys, powerOnDate: at });
    const { mac: _, ...rest } = made.options;
    return { ...rest, ...(kept && { kept }) };
  };
  const phone = new EmulatedPhone(await options());
  const state = await phone.powerOn();
  if (state.outcome !== 'signed-in') throw new Error(state.failure?.sentence);
  const text = writeKept(phone.kept);
  await phone.close();
  return { ...around, options, state, text };
}

const minimal = {
  ...{
    format: 'mock-lync phone',
    version: 1,
    model: 'CX600',
    mac: '00:04:f2:aa:bb:cc',
    serial: 'S',
    epid: '0123456789',
  },
  ...{ trusted: [], intermediates: [] },
};

test('a phone in another process is the same phone, and signs in with what it kept', async (t) => {
  const { options, sip, state, text, web } = await signedIn(t);
  const kept = readKept(text, 'phone.json');
  t.is(writeKept(kept), text, 'nothing is lost on the way');
  const asked = web.requests.length;
  const phone = new EmulatedPhone(await options(kept));
  t.like(phone.state, { mac: state.mac, serial: state.serial, certificate: state.certificate });
  const again = await phone.powerOn();
  await phone.close();
  t.like(again, { outcome: 'signed-in', sipAddress: 'alice@contoso.test', certificate: state.certificate });
  t.deepEqual(again.deliveredAnchors, state.deliveredAnchors);
  t.is(web.requests.length, asked, 'the web services are asked for nothing');
  const instances = new Set(sip.requests.map(({ headers }) => /epid=([0-9a-f]+)/.exec(JSON.stringify(headers))?.[1]));
  t.is(instances.size, 1, 'the registrar sees one endpoint');
});

test('the file holds the key and no PIN', async (t) => {
  const { text } = await signedIn(t);
  t.false(text.includes(pin.reveal()));
  const { certificate } = readKept(text, 'phone.json');
  if (!certificate) return t.fail();
  t.true(createPublicKey(certificate.privateKey).equals((await keys).publicKey));
});

test('another user who hands over a password begins without the certificate of the one before', async (t) => {
  const { options, text } = await signedIn(t);
  const kept = readKept(text, 'phone.json');
  const phone = new EmulatedPhone({ ...(await options(kept)), typed: typedPassword });
  t.is(phone.state.certificate, undefined);
  t.is(phone.state.sipAddress, undefined);
  t.is(phone.state.deliveredAnchors.length, kept.anchors.length, 'roots are the device’s');
  const same = { ...typedPassword, sipAddress: 'sip:Alice@contoso.test' };
  t.truthy(new EmulatedPhone({ ...(await options(kept)), typed: same }).state.certificate);
});

const pemOf = (text: string) => JSON.parse(text) as { user: { certificate: Record<string, string> } };

test('a file that cannot be is refused with the place', async (t) => {
  const { text } = await signedIn(t);
  const good = pemOf(text);
  const other = (await generateRsaKey(1024)).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const certificate = (changed: Record<string, string>) =>
    JSON.stringify({ ...good, user: { ...good.user, certificate: { ...good.user.certificate, ...changed } } });
  const bad: readonly (readonly [string, RegExp])[] = [
    ['', /line 1, column 1: it is not JSON/],
    ['{\n  "format": x', /line 2, column 14: it is not JSON/],
    [text.slice(0, text.length / 2), /line \d+, column \d+: it is not JSON/],
    ['null', /the file: /],
    ['[]', /the file: /],
    [JSON.stringify({ ...minimal, format: 'something' }), /, format: /],
    [JSON.stringify({ ...minimal, version: 2 }), /, version: it is of version 2, and 1 is the newest/],
    [JSON.stringify({ ...minimal, mac: '00-04-F2-AA-BB-CC' }), /, mac: lower-case hex pairs/],
    [JSON.stringify({ ...minimal, surplus: 1 }), /surplus/],
    [JSON.stringify({ ...minimal, trusted: [{ certificate: 'x', origin: 'firmware' }] }), /, trusted\.0\.origin: /],
    [
      JSON.stringify({ ...minimal, trusted: [{ certificate: 'x', origin: 'active-directory' }] }),
      /, trusted\.0\.certificate: /,
    ],
    [JSON.stringify({ ...minimal, intermediates: ['x'] }), /, intermediates\.0: /],
    [certificate({ certificate: 'x' }), /, user\.certificate\.certificate: /],
    [certificate({ key: 'x' }), /, user\.certificate\.key: /],
    [certificate({ key: other }), /, user\.certificate\.key: it is not the key of the certificate/],
  ];
  for (const [content, message] of bad) {
    const error = t.throws(() => readKept(content, 'phone.json'), { instanceOf: HarnessError, message });
    t.is(error?.code, 'PHONE_STATE_INVALID', content.slice(0, 80));
    t.true(error?.message.includes('phone.json'));
    t.false(error?.message.includes('PRIVATE KEY'));
  }
  t.is(readKept(JSON.stringify(minimal), 'phone.json').anchors.length, 0);
});

test('whatever is in the file, it is read or refused', (t) => {
  const anything = fc.oneof(
    fc.string(),
    fc.json(),
    fc
      .record({ user: fc.jsonValue(), trusted: fc.jsonValue(), provisioned: fc.jsonValue() })
      .map((changed) => JSON.stringify({ ...minimal, ...changed })),
  );
  fc.assert(
    fc.property(anything, (content) => {
      try {
        readKept(content, 'phone.json');
        return true;
      } catch (error) {
        return error instanceof HarnessError && error.code === 'PHONE_STATE_INVALID';
      }
    }),
  );
  t.pass();
});
