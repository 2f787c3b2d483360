import test from 'ava';
import { ScreenView, screenLines } from '../../../harness/cli/phone/screen-view.js';
import { type PhoneState, screenTexts } from '../../../harness/phone/index.js';

const state: PhoneState = {
  model: 'CX600',
  firmware: '4.0.7577.4420',
  mac: '00:04:f2:aa:bb:cc',
  serial: '1',
  address: '10.77.0.100',
  step: 'register',
  screen: 'Connecting to Lync Server',
  date: '2014-11-15T09:01:02.000Z',
  registrars: [],
  deliveredAnchors: [],
};

test('the display shows time, user, text, step, firmware and addresses, in a frame of one size', (t) => {
  const lines = screenLines({ ...state, sipAddress: 'alice@contoso.test' });
  t.is(new Set(lines.map((line) => line.length)).size, 1);
  const text = lines.join('\n');
  for (const part of ['09:01  2014-11-15', 'CX600', 'alice@contoso.test', 'Connecting to Lync Server', 'register']) {
    t.true(text.includes(part), part);
  }
  for (const part of ['4.0.7577.4420', '10.77.0.100', '00:04:f2:aa:bb:cc']) t.true(text.includes(part), part);
  t.true(screenLines(state).join().includes('nobody is signed in'));
});

test('every text a phone can show fits, and no address breaks the frame', (t) => {
  const size = screenLines(state).length;
  for (const { text } of Object.values(screenTexts)) {
    const lines = screenLines({ ...state, screen: text });
    t.is(lines.length, size);
    const shown = lines.join(' ').replaceAll(/[│ ]+/g, ' ');
    t.true(shown.includes(text), text);
  }
  const hostile = screenLines({ ...state, sipAddress: `${'x'.repeat(200)}\u001b[2J@contoso.test` });
  t.is(new Set(hostile.map((line) => line.length)).size, 1);
  t.false(hostile.join('').includes('\u001b'));
});

test('on a terminal it is drawn in its place, elsewhere one below the other, and only where it changed', (t) => {
  const drawn = (isTTY: boolean) => {
    const written: string[] = [];
    const view = new ScreenView({ isTTY, write: (text) => written.push(text) });
    view.draw(state);
    view.draw(state);
    view.draw({ ...state, screen: 'Signed in' });
    return written;
  };
  const [first, second, ...more] = drawn(true);
  t.is(more.length, 0);
  t.false(first?.startsWith('\u001b'));
  t.true(second?.startsWith(`\u001b[${screenLines(state).length}A`));
  t.deepEqual(
    drawn(false).map((text) => text.includes('\u001b')),
    [false, false],
  );
});

test('a line below the display: what is drawn next stands beneath it', (t) => {
  const written: string[] = [];
  const view = new ScreenView({ write: (text) => written.push(text), isTTY: true });
  view.draw(state);
  view.below('PIN:\u001b[2J');
  view.draw(state);
  t.is(written[1]?.endsWith('\n'), true);
  t.false(written[1]?.includes('\u001b'));
  t.is(written.length, 3, 'it is drawn again, though nothing changed');
  t.false(written[2]?.startsWith('\u001b['), 'and not over what is typed');
});
