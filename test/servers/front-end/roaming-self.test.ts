import test from 'ava';
import { FrontEnd } from '../../../harness/servers/front-end/index.js';
import { header } from '../../../harness/wire/sip/index.js';
import { attribute, children, find, text } from '../../../harness/wire/xml/index.js';
import { alice as aliceUser, testContext } from '../deployment.js';
import { Device, xmlOf } from './device.js';
import { publication, publish, STATE_XML } from './publishing.js';

const SELF = 'vnd-microsoft-roaming-self';
const TYPE = 'application/vnd-microsoft-roaming-self+xml';
/** As pidgin-sipe sends it. */
const ALL =
  '<roamingList xmlns="http://schemas.microsoft.com/2006/09/sip/roaming-self"><roaming type="categories"/><roaming type="containers"/><roaming type="subscribers"/></roamingList>';

test('the answer is the document of the reference: own line, aggregate state, containers, subscribers', async (t) => {
  const context = await testContext();
  const alice = await Device.signedIn(t, context, new FrontEnd(context));
  const response = await alice.subscribe(SELF, { type: TYPE, body: ALL });
  t.is(header(response, 'Content-Type'), TYPE);
  const body = response.body.toString().replace(/publishTime="2014-11-15T09:00:\d\d\.\d{3}"/g, 'publishTime="T"');
  t.is(
    body,
    '<roamingData xmlns="http://schemas.microsoft.com/2006/09/sip/roaming-self">' +
      '<categories xmlns="http://schemas.microsoft.com/2006/09/sip/categories" uri="sip:alice@contoso.com">' +
      '<category name="userProperties" instance="0" publishTime="T" container="1" version="1" expireType="static">' +
      '<userProperties xmlns="http://schemas.microsoft.com/2006/09/sip/categories">' +
      '<lines><line lineType="Uc">tel:+12065551001;ext=1001</line></lines><telephonyMode>Uc</telephonyMode>' +
      '</userProperties></category>' +
      '<category name="state" instance="1" publishTime="T" container="2" version="1" expireType="user">' +
      '<state xmlns="http://schemas.microsoft.com/2006/09/sip/state" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="aggregateState">' +
      '<availability>3500</availability></state></category></categories>' +
      '<containers xmlns="http://schemas.microsoft.com/2006/09/sip/containers">' +
      '<container id="200" version="1"><member type="sameEnterprise"/></container>' +
      '<container id="100" version="1"><member type="federated"/></container></containers>' +
      '<subscribers xmlns="http://schemas.microsoft.com/2006/09/sip/presence-subscribers"/></roamingData>',
  );
});

test('only the parts asked for are there; a request without a list asks for all', async (t) => {
  const context = await testContext();
  const alice = await Device.signedIn(t, context, new FrontEnd(context));
  const parts = async (body: string) => {
    const response = await alice.subscribe(SELF, { type: TYPE, body });
    return children(xmlOf(response)).map(({ localName }) => localName);
  };
  t.deepEqual(await parts('<roamingList><roaming type="containers"/></roamingList>'), ['containers']);
  t.deepEqual(
    await parts('<x:roamingList xmlns:x="y"><x:roaming type="categories"/><x:roaming type="z"/></x:roamingList>'),
    ['categories'],
  );
  t.deepEqual(await parts(''), ['categories', 'containers', 'subscribers']);
  t.is((await alice.subscribe(SELF, { type: TYPE, body: '<roaming/>' })).status, 400);
});

test('a number or name with characters of XML does not break it', async (t) => {
  const user = { ...aliceUser, displayName: 'A <&"', phoneNumber: '+1<&">' };
  const context = await testContext({ deployment: { users: [user] } });
  const alice = await Device.signedIn(t, context, new FrontEnd(context));
  const line = find(xmlOf(await alice.subscribe(SELF, { type: TYPE, body: ALL })), 'line');
  t.is(line && text(line), 'tel:+1<&">;ext=1001');
});

test('what was published is in the next answer, and the other device is told at once', async (t) => {
  const context = await testContext();
  const frontEnd = new FrontEnd(context);
  const alice = await Device.signedIn(t, context, frontEnd);
  const second = await Device.signedIn(t, context, frontEnd, 'alice@contoso.com', '01010101');
  for (const device of [alice, second]) await device.subscribe(SELF, { type: TYPE, body: ALL });
  const body = publish(
    publication(
      { categoryName: 'state', instance: 7, container: 2, expireType: 'static' },
      STATE_XML('userState', 6500),
    ),
  );
  t.is((await alice.service('application/msrtc-category-publish+xml', body)).status, 200);
  t.deepEqual(await alice.take(), [], 'its answer told it');
  const [told] = await second.take();
  t.is(told?.method, 'BENOTIFY');
  t.true(told && second.phone.association.check(told).ok);
  const categories = told ? children(children(xmlOf(told))[0] ?? xmlOf(told)) : [];
  t.deepEqual(
    categories.map((category) => [
      attribute(category, 'name'),
      attribute(category, 'instance'),
      attribute(category, 'version'),
    ]),
    [
      ['state', '1', '2'],
      ['state', '7', '1'],
    ],
  );
  const [all] = children(xmlOf(await second.subscribe(SELF, { type: TYPE, body: ALL })));
  t.deepEqual(all && children(all).map((category) => attribute(category, 'instance')), ['0', '1', '7']);
});

test('containers: members are added and taken away by version, and every device is told', async (t) => {
  const context = await testContext();
  const alice = await Device.signedIn(t, context, new FrontEnd(context));
  await alice.subscribe(SELF, { type: TYPE, body: ALL });
  const set = (content: string) =>
    alice.service(
      'application/msrtc-setcontainermembers+xml',
      `<setContainerMembers xmlns="http://schemas.microsoft.com/2006/09/sip/container-management">${content}</setContainerMembers>`,
    );
  const block =
    '<container id="32000" version="0"><member action="add" type="user" value="jeff@contoso.com"/></container>';
  const done = await set(block);
  t.is(done.status, 200);
  t.is(done.body.length, 0);
  const [told] = await alice.take();
  t.regex(
    told?.body.toString() ?? '',
    /<container id="32000" version="1"><member type="user" value="jeff@contoso.com"\/><\/container>/,
  );
  const stale = await set(block);
  t.is(stale.status, 409);
  t.regex(stale.body.toString(), /<operation index="1" version="0" curVersion="1"\/>/);
  t.is(
    (
      await set(
        '<container id="32000" version="1"><member action="remove" type="user" value="jeff@contoso.com"/></container>',
      )
    ).status,
    200,
  );
  const [after] = await alice.take();
  t.regex(after?.body.toString() ?? '', /<container id="32000" version="2"\/>/);
  for (const wrong of [
    '<container version="0"/>',
    '<container id="x" version="0"/>',
    '<container id="1" version="-1"/>',
    '<container id="300" version="0"><member action="toggle" type="user"/></container>',
    '<container id="300" version="0"><member action="add"/></container>',
  ]) {
    t.is((await set(wrong)).status, 400, wrong);
  }
});
