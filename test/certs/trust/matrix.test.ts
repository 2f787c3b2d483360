import test from 'ava';
import { mintChain } from '../../../certs/authorities/index.js';
import { evaluateChain, firmwareAnchors, firmwareMatrix, type MatrixCell } from '../../../certs/trust/index.js';
import { keptKeys } from '../kept-keys.js';

const at = new Date('2014-11-15T09:00:00Z');
const name = 'lyncfe.contoso.test';
const keys = keptKeys();

function answers(cells: readonly MatrixCell[], firmware: string): Record<string, string | undefined> {
  return Object.fromEntries(
    cells
      .filter((cell) => cell.firmware === firmware)
      .map(({ now, path }) => [path, now === undefined ? undefined : now.trusted ? 'trusted' : now.reason]),
  );
}

test('the chain of 2014 by firmware and way to sign in', async (t) => {
  const { root, sent, standIns } = await mintChain(
    { profile: 'digicert-global-2014', subject: name, names: [], at },
    { keys },
  );
  const published = root === undefined ? [] : [root.der];
  const cells = firmwareMatrix(sent, { at, name, standIns, certificateService: published });
  const none = 'untrusted-root';
  t.deepEqual(answers(cells, '4.0.7577.0'), { 'built-in': none, pin: 'trusted', usb: none, typed: none });
  t.deepEqual(answers(cells, '4.0.7577.4414'), { 'built-in': none, pin: 'trusted', usb: none, typed: none });
  const all = { 'built-in': 'trusted', pin: 'trusted', usb: 'trusted', typed: 'trusted' };
  t.deepEqual(answers(cells, '4.0.7577.4420'), all);
  const sha256 = 'signature-algorithm';
  t.deepEqual(answers(cells, '3.5.6907.35'), { 'built-in': sha256, pin: undefined, usb: undefined, typed: sha256 });
});

test('the build whose directory download fails does not get what Active Directory publishes', async (t) => {
  const { root, sent } = await mintChain({ profile: 'enterprise-root', subject: name, names: [], at }, { keys });
  const cells = firmwareMatrix(sent, { at, name, activeDirectory: root === undefined ? [] : [root.der] });
  t.is(answers(cells, '4.0.7577.4420').typed, 'trusted');
  t.is(answers(cells, '4.0.7577.4494').typed, 'untrusted-root');
  t.is(answers(cells, '4.0.7577.4494').usb, 'trusted');
});

test('changes are dated to the second, and nothing changes between them', async (t) => {
  const late = await mintChain(
    { profile: 'root-04', subject: name, names: [], at: new Date('2018-08-01T00:00:00Z') },
    { keys },
  );
  const cells = firmwareMatrix(late.sent, {
    at: new Date('2018-08-01T00:00:00Z'),
    years: 3,
    name,
    standIns: late.standIns,
    firmwares: [{ firmware: '4.0.7577.4420', label: '' }],
  });
  const builtIn = cells.find(({ path }) => path === 'built-in');
  t.deepEqual(builtIn?.changes, [
    { at: new Date('2018-08-13T23:59:01Z'), answer: { trusted: false, reason: 'anchor-expired' } },
    // The server's year is over before its authority's: then that is what a phone sees first.
    { at: new Date('2019-07-02T00:00:01Z'), answer: { trusted: false, reason: 'expired' } },
  ]);
});

test('an answer at any second is the one the changes tell', async (t) => {
  const chain = await mintChain({ profile: 'enterprise-root-sha1', subject: name, names: [], at }, { keys });
  const root = chain.root?.der ?? Buffer.alloc(0);
  const from = new Date('2012-01-01T00:00:00Z');
  const cells = firmwareMatrix(chain.sent, { at: from, years: 6, name, certificateService: [root] });
  const cell = cells.find(({ firmware, path }) => firmware === '4.0.7577.4420' && path === 'pin');
  t.deepEqual(
    cell?.changes.map((one) => [one.at.toISOString(), one.answer.trusted ? 'trusted' : one.answer.reason]),
    [
      ['2014-10-16T09:00:00.000Z', 'trusted'],
      ['2016-10-16T09:00:01.000Z', 'expired'],
    ],
  );
  const anchors = firmwareAnchors('4.0.7577.4420');
  t.false(evaluateChain({ presented: chain.sent, anchors, at, name }).trusted, 'without delivery it is not trusted');
});
