import test from 'ava';
import fc from 'fast-check';
import { HarnessError } from '../../harness/foundation/errors/index.js';
import { afterSignIn } from '../../harness/phone/after-sign-in/index.js';
import { currentVersions, takeVersions } from '../../harness/phone/after-sign-in/publication-versions.js';
import { readProvisioned } from '../../harness/phone/after-sign-in/read-provisioned.js';
import { takeContacts } from '../../harness/phone/after-sign-in/roaming-contacts.js';
import { phoneModels } from '../../harness/phone/index.js';
import { isDue } from '../../harness/phone/perform.js';
import { afterSignInSteps } from '../../harness/phone/steps/index.js';
import { header, headerValues, type SipRequest } from '../../harness/wire/sip/index.js';
import { signedIn } from './phone-with.js';
import { reply } from './registrar.js';

const PROVISIONED =
  '<provisionGroupList xmlns="http://schemas.microsoft.com/2006/09/sip/provisiongrouplist-notification">' +
  '<provisionGroup name="ServerConfiguration"><ucDiffServVoice>40</ucDiffServVoice>' +
  '<ucEnforcePinLock>true</ucEnforcePinLock><ucMinPinLength>6</ucMinPinLength><ucPhoneTimeOut>10</ucPhoneTimeOut>' +
  '<ucExchangeMWIPoll>3</ucExchangeMWIPoll><ucEnableSIPSecurityMode>High</ucEnableSIPSecurityMode>' +
  '<ucEnableUserLogging>false</ucEnableUserLogging><loggingLevel>Off</loggingLevel>' +
  '<updatesServerEnabled>true</updatesServerEnabled>' +
  '<updatesServerInternalUrl>https://web.contoso.test:443/RequestHandler/ucdevice.upx</updatesServerInternalUrl>' +
  '<ucLocationProfile>contoso.test</ucLocationProfile></provisionGroup>' +
  '<provisionGroup name="ucPolicy"><instance><property name="AllowUCPhone">true</property></instance></provisionGroup>' +
  '</provisionGroupList>';

const CONTACTS =
  '<contactList deltaNum="1"><group id="1" name="~" externalURI=""/>' +
  '<contact uri="bob@contoso.test" name="" groups="1 " subscribed="true" externalURI=""/></contactList>';

const SELF =
  '<roamingData xmlns="http://schemas.microsoft.com/2006/09/sip/roaming-self">' +
  '<categories xmlns="http://schemas.microsoft.com/2006/09/sip/categories" uri="sip:alice@contoso.test">' +
  '<category name="note" instance="0" publishTime="2014-03-03T10:00:00.000" container="2" version="7" ' +
  'expireType="static"/></categories></roamingData>';

const bodies: Readonly<Record<string, string>> = {
  'vnd-microsoft-provisioning-v2': PROVISIONED,
  'vnd-microsoft-roaming-contacts': CONTACTS,
  'vnd-microsoft-roaming-self': SELF,
};

function answer(request: SipRequest) {
  const body = bodies[header(request, 'Event') ?? ''] ?? '';
  const expires = header(request, 'Expires') ?? '3600';
  const headers = [
    { name: 'Expires', value: expires },
    { name: 'ms-piggyback-cseq', value: '1' },
  ];
  return reply(request, 200, 'OK', headers, body);
}

test('what the phone asks for after it signed in: packages, groups, contacts, publication, all signed', async (t) => {
  const { context, requests } = await signedIn(t, { registrar: { respond: answer } });
  // Without updates, crashes and logs, and without Exchange, which a phone signed in by PIN never asks.
  const others = ['exchange', 'crash', 'send-logs'];
  const steps = afterSignInSteps(context.model);
  t.is(steps.filter((step) => step.name === 'exchange' && !isDue(step, context)).length, 1);
  for (const step of steps.filter(({ name }) => !others.includes(name) && !name.startsWith('update-'))) {
    t.true(isDue(step, context), step.name);
    await step.run(context);
  }
  const asked = requests.slice(4);
  t.deepEqual(
    asked.map((each) => `${each.method} ${header(each, 'Event') ?? header(each, 'Content-Type')}`),
    [
      'SUBSCRIBE vnd-microsoft-roaming-self',
      'SUBSCRIBE vnd-microsoft-provisioning-v2',
      'SUBSCRIBE vnd-microsoft-roaming-contacts',
      'SUBSCRIBE presence',
      'SERVICE application/msrtc-category-publish+xml',
    ],
  );
  for (const each of asked) t.regex(header(each, 'Authorization') ?? '', /^TLS-DSK .*response=/);
  const [, provisioning, , presence] = asked;
  t.is(header(provisioning ?? { headers: [] }, 'Expires'), '0');
  t.regex(provisioning?.body.toString() ?? '', /provisioningGroup name="ServerConfiguration"/);
  t.deepEqual(headerValues(presence ?? { headers: [] }, 'Proxy-Require'), ['ms-benotify']);
  t.regex(presence?.body.toString() ?? '', /resource uri="sip:bob@contoso\.test"/);
  t.deepEqual([...context.memory.contacts], ['bob@contoso.test']);
  t.is(context.memory.publications.get('note 0 2'), 7);
  // One was asked once, and is over; the others end some day.
  t.is(context.registration.current?.subscriptions.ending.length, 3);
});

test('what the registrar does not offer is not asked for', async (t) => {
  const { context } = await signedIn(t, { registrar: { answer: (_, response) => response } });
  t.deepEqual(
    Object.values(afterSignIn).map((step) => isDue(step, context)),
    [false, false, false, false, false],
  );
});

test('in survivable mode neither contacts nor presence are asked for', async (t) => {
  const { context, registration } = await signedIn(t, { registrar: { respond: answer } });
  context.memory.contacts.add('bob@contoso.test');
  const due = () => Object.entries(afterSignIn).flatMap(([name, step]) => (isDue(step, context) ? [name] : []));
  t.is(due().length, 5);
  const { granted } = registration;
  if (!granted) return t.fail('nothing granted');
  Object.assign(granted, { terms: { ...granted.terms, survivable: true } });
  t.deepEqual(due(), ['provisioning']);
});

test('a refused package is told with its status, and nobody is signed out', async (t) => {
  const { context } = await signedIn(t, { registrar: { respond: (request) => reply(request, 489, 'Bad Event') } });
  await t.throwsAsync(afterSignIn['roaming-self'].run(context), { code: 'PHONE_REQUEST_REFUSED', message: /489/ });
  t.false(Object.values(afterSignIn).some(({ essential }) => essential));
  t.true(context.registration.current?.signedIn);
});

test('a wrong version is corrected by the one of the 409, once', async (t) => {
  let refusals = 0;
  const versions: (string | undefined)[] = [];
  const { context } = await signedIn(t, {
    registrar: {
      respond: (request) => {
        versions.push(/categoryName="device"[^>]*version="(\d+)"/.exec(request.body.toString())?.[1]);
        const fault =
          '<Fault><Faultcode>Client.BadCall.WrongDelta</Faultcode><details>' +
          '<operation index="1" version="0" curVersion="3"/></details></Fault>';
        return refusals-- > 0 ? reply(request, 409, 'Conflict', [], fault) : reply(request, 200, 'OK');
      },
    },
  });
  refusals = 1;
  await afterSignIn.publish.run(context);
  t.deepEqual(versions, ['0', '3']);
  refusals = 2;
  await t.throwsAsync(afterSignIn.publish.run(context), { code: 'PHONE_REQUEST_REFUSED', message: /409/ });
});

test('provisioning, as the reference prints it', (t) => {
  t.deepEqual(readProvisioned(Buffer.from(PROVISIONED)), {
    groups: ['ServerConfiguration', 'ucPolicy'],
    updateUrl: 'https://web.contoso.test:443/RequestHandler/ucdevice.upx',
    pinLock: { enforced: true, leastDigits: 6, afterMinutes: 10 },
    logging: { enabled: false, level: 'Off' },
    sipSecurity: 'High',
    voiceDiffServ: 40,
    voiceMailPollMinutes: 3,
    locationProfile: 'contoso.test',
  });
  const read = (text: string) => readProvisioned(Buffer.from(text));
  t.deepEqual(read('<provisionGroupList/>'), { groups: [] });
  const off = PROVISIONED.replace('<updatesServerEnabled>true', '<updatesServerEnabled>false');
  t.is(read(off).updateUrl, undefined);
  t.is(read(PROVISIONED.replace('>6<', '>six<')).pinLock?.leastDigits, undefined);
  t.throws(() => read('<contactList/>'), { instanceOf: HarnessError });
});

test('contacts: a list replaces, a delta changes', (t) => {
  const contacts = new Set(['old@contoso.test']);
  takeContacts(contacts, Buffer.from(CONTACTS));
  t.deepEqual([...contacts], ['bob@contoso.test']);
  const delta =
    '<contactDelta deltaNum="2" prevDeltaNum="1"><addedContact uri="carol@contoso.test" name="" groups="1 "/>' +
    '<deletedContact uri="bob@contoso.test"/></contactDelta>';
  takeContacts(contacts, Buffer.from(delta));
  t.deepEqual([...contacts], ['carol@contoso.test']);
});

test('random bodies change nothing and throw nothing but HarnessErrors', (t) => {
  const start = fc.constantFrom('', '<provisionGroupList>', '<contactList><contact uri="', '<a><details>');
  fc.assert(
    fc.property(start, fc.string(), (head, tail) => {
      const body = Buffer.from(head + tail);
      for (const read of [
        () => readProvisioned(body),
        () => takeContacts(new Set(), body),
        () => takeVersions(new Map(), body),
        () => currentVersions(body),
      ]) {
        try {
          read();
        } catch (error) {
          if (!(error instanceof HarnessError)) throw error;
        }
      }
    }),
  );
  t.pass();
});

test('every model asks in an order of its own list, each thing once', (t) => {
  for (const { afterSignIn: wishes, name } of phoneModels.values()) {
    t.is(new Set(wishes.order).size, wishes.order.length, name);
    t.is(wishes.order.length, Object.keys(afterSignIn).length, name);
    t.true(wishes.provisioningGroups.includes('ServerConfiguration'), name);
  }
});
