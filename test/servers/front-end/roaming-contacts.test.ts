import test from 'ava';
import { FrontEnd } from '../../../harness/servers/front-end/index.js';
import { header, type SipRequest } from '../../../harness/wire/sip/index.js';
import { attribute, children, find, text, type XmlElement } from '../../../harness/wire/xml/index.js';
import { alice as aliceUser, eventsOf, jeff, testContext } from '../deployment.js';
import { Device, xmlOf } from './device.js';

const CONTACTS = 'vnd-microsoft-roaming-contacts';
const SOAP = 'application/SOAP+xml';

/** As pidgin-sipe and Lync clients write it: one operation with its fields, the deltaNum last. */
function soap(operation: string, deltaNum: number | string, fields: Readonly<Record<string, string>> = {}): string {
  const inside = Object.entries({ ...fields, deltaNum: String(deltaNum) });
  const content = inside.map(([name, value]) => `<m:${name}>${value}</m:${name}>`).join('');
  return `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" xmlns:m="http://schemas.microsoft.com/winrtc/2002/11/sip"><s:Body><m:${operation}>${content}</m:${operation}></s:Body></s:Envelope>`;
}

function attributesOf(element: XmlElement): Record<string, string> {
  return Object.fromEntries(element.attributes.map(({ localName, value }) => [localName, value]));
}

/** The changes of a contactDelta: each element's name and attributes. */
function changesOf(request: SipRequest | undefined): [string, Record<string, string>][] {
  if (!request) return [];
  return children(xmlOf(request)).map((element) => [element.localName, attributesOf(element)]);
}

test('the list holds group 1 and the other users of the deployment, byte for byte', async (t) => {
  const context = await testContext();
  const alice = await Device.signedIn(t, context, new FrontEnd(context));
  const response = await alice.subscribe(CONTACTS);
  t.is(header(response, 'Content-Type'), 'application/vnd-microsoft-roaming-contacts+xml');
  t.is(
    response.body.toString(),
    '<contactList deltaNum="1"><group id="1" name="~" externalURI=""/>' +
      '<contact uri="jeff@contoso.com" name="" groups="1 " subscribed="true" externalURI=""/></contactList>',
  );
});

test('each operation is answered, told to both devices as a contactDelta, and kept', async (t) => {
  const context = await testContext();
  const frontEnd = new FrontEnd(context);
  const alice = await Device.signedIn(t, context, frontEnd);
  const second = await Device.signedIn(t, context, frontEnd, 'alice@contoso.com', '01010101');
  for (const device of [alice, second]) await device.subscribe(CONTACTS);

  const added = await alice.service(SOAP, soap('addGroup', 1, { name: 'Team', externalURI: '' }));
  t.is(added.status, 200);
  t.is(header(added, 'Content-Type'), SOAP);
  const groupId = find(xmlOf(added), 'groupID');
  t.is(groupId && text(groupId), '2');
  t.is(groupId?.parent?.localName, 'addGroup');

  const steps: readonly (readonly [string, Record<string, string>, string, Record<string, string>])[] = [
    [
      'setContact',
      { displayName: 'Bob', groups: '1 2', subscribed: 'true', URI: 'sip:bob@contoso.com', externalURI: '' },
      'addedContact',
      { uri: 'sip:bob@contoso.com', name: 'Bob', groups: '1 2 ', subscribed: 'true', externalURI: '' },
    ],
    [
      'setContact',
      { displayName: 'Robert', groups: '2', subscribed: 'false', URI: 'sip:Bob@contoso.com', externalURI: '' },
      'modifiedContact',
      { uri: 'sip:Bob@contoso.com', name: 'Robert', groups: '2 ', subscribed: 'false', externalURI: '' },
    ],
    [
      'modifyGroup',
      { groupID: '2', name: 'Crew', externalURI: '' },
      'modifiedGroup',
      { id: '2', name: 'Crew', externalURI: '' },
    ],
    ['deleteContact', { URI: 'sip:jeff@contoso.com' }, 'deletedContact', { uri: 'sip:jeff@contoso.com' }],
  ];
  let deltaNum = 2;
  for (const [operation, fields, kind, expected] of steps) {
    const response = await alice.service(SOAP, soap(operation, deltaNum++, fields));
    t.is(response.status, 200, operation);
    t.is(response.body.length, 0);
    const [mine, other] = [await alice.take(), await second.take()].map((requests) => requests.at(-1));
    for (const request of [mine, other]) {
      t.deepEqual(changesOf(request), [[kind, expected]], operation);
      t.deepEqual(request && attributesOf(xmlOf(request)), {
        deltaNum: String(deltaNum),
        prevDeltaNum: String(deltaNum - 1),
      });
    }
  }

  t.is((await alice.service(SOAP, soap('deleteGroup', deltaNum, { groupID: '2' }))).status, 200);
  const [, other] = [await alice.take(), await second.take()].map((requests) => requests.at(-1));
  t.deepEqual(changesOf(other), [
    [
      'modifiedContact',
      { uri: 'sip:Bob@contoso.com', name: 'Robert', groups: '1 ', subscribed: 'false', externalURI: '' },
    ],
    ['deletedGroup', { id: '2' }],
  ]);
  t.is(
    (await second.subscribe(CONTACTS)).body.toString(),
    '<contactList deltaNum="7"><group id="1" name="~" externalURI=""/>' +
      '<contact uri="Bob@contoso.com" name="Robert" groups="1 " subscribed="false" externalURI=""/></contactList>',
  );
  t.deepEqual(
    eventsOf(context.journal, 'front-end.contacts-changed').map(({ changes, deltaNum }) => [deltaNum, ...changes]),
    [
      [2, 'addedGroup'],
      [3, 'addedContact'],
      [4, 'modifiedContact'],
      [5, 'modifiedGroup'],
      [6, 'deletedContact'],
      [7, 'modifiedContact', 'deletedGroup'],
    ],
  );
});

test('another user sees nothing of it', async (t) => {
  const context = await testContext();
  const frontEnd = new FrontEnd(context);
  const alice = await Device.signedIn(t, context, frontEnd);
  const other = await Device.signedIn(t, context, frontEnd, 'jeff@contoso.com', '01010101');
  await other.subscribe(CONTACTS);
  await alice.service(SOAP, soap('deleteContact', 1, { URI: 'sip:jeff@contoso.com' }));
  t.deepEqual(await other.take(), []);
  t.is(attribute(xmlOf(await other.subscribe(CONTACTS)), 'deltaNum'), '1');
});

test('a change on top of an old list is refused with the number to have, and changes nothing', async (t) => {
  const context = await testContext();
  const alice = await Device.signedIn(t, context, new FrontEnd(context));
  await alice.subscribe(CONTACTS);
  for (const stale of [0, 2]) {
    const response = await alice.service(SOAP, soap('deleteContact', stale, { URI: 'sip:jeff@contoso.com' }));
    t.is(response.status, 409);
    t.is(header(response, 'Content-Type'), 'application/msrtc-fault+xml');
    t.is(
      response.body.toString(),
      `<Fault><Faultcode>Client.BadCall.WrongDelta</Faultcode><details><operation index="1" version="${stale}" curVersion="1"/></details></Fault>`,
    );
  }
  t.deepEqual(await alice.take(), []);
  t.is(eventsOf(context.journal, 'front-end.contacts-changed').length, 0);
});

test('what cannot be done is refused, what cannot be read is a 400, and LCS presence is taken', async (t) => {
  const context = await testContext();
  const alice = await Device.signedIn(t, context, new FrontEnd(context));
  const cases: readonly (readonly [string, number])[] = [
    [soap('deleteGroup', 1, { groupID: '1' }), 403],
    [soap('modifyGroup', 1, { groupID: '1', name: 'x' }), 403],
    [soap('deleteGroup', 1, { groupID: '9' }), 404],
    [soap('deleteContact', 1, { URI: 'sip:nobody@contoso.com' }), 404],
    [soap('addGroup', 1, { name: '~' }), 409],
    [soap('addGroup', 1, { name: ' ' }), 400],
    [soap('setContact', 1, { URI: '' }), 400],
    [soap('setContact', 'one', { URI: 'sip:bob@contoso.com' }), 400],
    [soap('setContact', 1, { URI: `sip:${'b'.repeat(500)}` }), 400],
    [soap('directorySearch', 1), 415],
    [soap('setPresence', 1), 200],
    ['<s:Envelope xmlns:s="x"><s:Body/></s:Envelope>', 400],
    ['<Envelope/>', 400],
    ['<!DOCTYPE x><Envelope/>', 400],
    ['not XML', 400],
    ['', 400],
  ];
  for (const [body, status] of cases) t.is((await alice.service(SOAP, body)).status, status, body.slice(0, 400));
  t.is(attribute(xmlOf(await alice.subscribe(CONTACTS)), 'deltaNum'), '1', 'none of them changed the list');
});

test('names and URIs come back as they went in, whatever characters they have', async (t) => {
  const context = await testContext();
  const alice = await Device.signedIn(t, context, new FrontEnd(context));
  await alice.subscribe(CONTACTS);
  const escaped = "&lt;&amp;&quot;&gt; 'Ünï' ]]&gt;";
  const plain = "<&\"> 'Ünï' ]]>";
  const extension =
    '<m:contactExtension><c:settings xmlns:c="urn:c"><c:ring tone="&lt;1&gt;"/></c:settings></m:contactExtension>';
  const body = soap('setContact', 1, {
    displayName: escaped,
    URI: 'sip:bob@contoso.com',
    externalURI: 'ldap://x/?a&amp;b',
  });
  t.is((await alice.service(SOAP, body.replace('<m:deltaNum>', `${extension}<m:deltaNum>`))).status, 200);
  t.is((await alice.service(SOAP, soap('addGroup', 2, { name: escaped }))).status, 200);
  const list = xmlOf(await alice.subscribe(CONTACTS));
  const contact = children(list, 'contact').find((each) => attribute(each, 'uri') === 'bob@contoso.com');
  t.is(contact && attribute(contact, 'name'), plain);
  t.is(contact && attribute(contact, 'externalURI'), 'ldap://x/?a&b');
  const ring = contact && find(contact, 'ring');
  t.is(ring && attribute(ring, 'tone'), '<1>');
  t.is(ring?.namespace, 'urn:c');
  const group = children(list, 'group').find((each) => attribute(each, 'id') === '2');
  t.is(group && attribute(group, 'name'), plain);
});

test("a deployment's names with such characters do not break the list", async (t) => {
  const odd = { ...jeff, displayName: 'Jeff <&"> Price', sipAddress: "j&e<f>f'@contoso.com" };
  const context = await testContext({ deployment: { users: [aliceUser, odd] } });
  const alice = await Device.signedIn(t, context, new FrontEnd(context));
  const [contact] = children(xmlOf(await alice.subscribe(CONTACTS)), 'contact');
  t.is(contact && attribute(contact, 'uri'), "j&e<f>f'@contoso.com");
});
