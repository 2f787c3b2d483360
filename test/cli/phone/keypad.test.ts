import test from 'ava';
import { KeyLines, MAX_WAITING_KEYS } from '../../../harness/cli/phone/drive.js';
import { Keypad, type Pressed } from '../../../harness/cli/phone/keypad.js';
import { resetCombinations, resetKeys } from '../../../harness/cli/reset-combinations.js';
import { type PhoneModel, phoneModels } from '../../../harness/phone/index.js';

const keypad = (model: string) => new Keypad(phoneModels.get(model) as PhoneModel);
const told = (pressed: Pressed) => (pressed.kind === 'told' ? pressed.text : pressed.kind);
const typed = (pressed: Pressed) => (pressed.kind === 'sign-in' ? pressed.typed : undefined);

test('a sign-in by number and PIN: asked one after the other, again where it is none, and left with cancel', (t) => {
  const keys = keypad('CX600');
  t.regex(told(keys.press('sign-in')), /^Phone number or extension/);
  t.regex(told(keys.press('alice')), /^Phone number or extension/);
  t.regex(told(keys.press(' 1001 ')), /^PIN for 1001/);
  t.regex(told(keys.press('')), /^PIN for 1001/);
  const signIn = typed(keys.press('13579'));
  t.is(signIn?.signIn === 'pin' ? `${signIn.number} ${signIn.pin.reveal()}` : '', '1001 13579');
  t.regex(told(keys.press('+1 (425) 555-0100')), /^PIN for \+1 \(425\) 555-0100/, 'a number begins a sign-in');
  t.is(told(keys.press('Cancel')), 'Cancelled.');
  t.is(keys.press('reboot').kind, 'action', 'nothing is asked any more');
});

test('a phone without PIN asks for address, account and password', (t) => {
  const keys = keypad('CX700');
  t.regex(told(keys.press('1001')), /^Keys, each with Enter: sign-in, sign-out/, 'a number is nothing to it');
  keys.press('sign-in');
  t.regex(told(keys.press('alice')), /^Sign-in address/);
  t.regex(told(keys.press('alice@contoso.test')), /^User name/);
  t.regex(told(keys.press('alice')), /^User name/, 'without a domain');
  t.regex(told(keys.press('CONTOSO\\alice')), /^Password/);
  const signIn = typed(keys.press('Pa55 word'));
  t.like(signIn, { signIn: 'typed', sipAddress: 'alice@contoso.test', domain: 'CONTOSO', user: 'alice' });
  t.is(signIn?.signIn === 'typed' ? signIn.password.reveal() : '', 'Pa55 word');
});

test('the keys that reset a model reset it, and no other; what is not known is said so', (t) => {
  const action = (model: string, line: string) => {
    const pressed = keypad(model).press(line);
    return pressed.kind === 'action' ? pressed.action : told(pressed);
  };
  t.is(action('CX600', 'hold * #'), 'soft-reset');
  t.is(action('CX600', 'HOLD 46'), 'factory-reset');
  t.is(action('4110', 'hold *#'), 'soft-reset');
  t.is(action('4110', 'hold 46'), 'Of a 4110 these are known: hold *#.');
  t.is(action('CX700', 'hold *#'), 'The reset keys of a CX700 are not known here; it has sign-out and reboot.');
  t.is(action('CX600', 'hold constructor'), 'Of a CX600 these are known: hold 46, hold *#.');
  t.is(action('CX600', 'sign-out'), 'sign-out');
  t.is(action('CX600', 'power'), 'power-cycle');
  t.is(action('CX600', 'off'), 'off');
  for (const model of phoneModels.keys()) {
    t.is(/not known/.test(resetKeys(model)), Object.keys(resetCombinations(model)).length === 0, model);
  }
});

test('lines wait while the phone is busy, as many as somebody presses', (t) => {
  const keys = new KeyLines();
  const first = keys.touched;
  t.false(first.aborted);
  t.is(keys.touched, first);
  for (let line = 0; line < MAX_WAITING_KEYS; line++) t.true(keys.add(String(line)));
  t.false(keys.add('too many'));
  t.true(first.aborted);
  t.true(keys.touched.aborted);
  for (let line = 0; line < MAX_WAITING_KEYS; line++) t.is(keys.take(), String(line));
  t.is(keys.take(), undefined);
  t.false(keys.touched.aborted, 'for the next one');
});
