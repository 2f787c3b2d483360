import type { Mutant } from './mutant.js';

const verdict = ['test/scenario/lab/verdict.test.js'];
const watch = ['test/scenario/lab/watch.test.js'];
const history = ['test/scenario/lab/history.test.js'];
const devices = ['test/diagnosis/devices.test.js'];
const neighbours = ['test/lab/neighbours.test.js'];
const doctor = ['test/cli/doctor-address.test.js'];
const decide = 'harness/scenario/lab/verdict.js';
const follower = 'harness/diagnosis/devices/follower.js';

export const mutants: readonly Mutant[] = [
  {
    name: 'a verdict falls the moment everything is met',
    file: decide,
    find: '(completeMs ?? -1) >= settle',
    replace: 'completeMs !== undefined',
    tests: verdict,
  },
  {
    name: 'a phone that waits for its user passes where a failure is expected',
    file: decide,
    find: 'completeMs !== undefined && quietMs >= patience.silentMs',
    replace: 'completeMs !== undefined',
    tests: verdict,
  },
  {
    name: 'what must never happen is noticed at the end alone',
    file: decide,
    find: 'if (forbidden)',
    replace: 'if (forbidden && ageMs >= patience.limitMs)',
    tests: verdict,
  },
  {
    name: 'a phone that is never silent is never judged',
    file: decide,
    find: 'ageMs >= patience.limitMs',
    replace: 'false',
    tests: verdict,
  },
  {
    name: 'a silent phone is waited for for ever',
    file: decide,
    find: 'if (quietMs >= patience.silentMs)',
    replace: 'if (false)',
    tests: verdict,
  },
  {
    name: 'a run that ends with something open has passed',
    file: decide,
    find: 'if (unmet.length === 0)',
    replace: 'if (true)',
    tests: verdict,
  },
  {
    name: 'keep-alives are a sign of life',
    file: 'harness/scenario/lab/attempt.js',
    find: '!idle.has(event.type)',
    replace: 'true',
    tests: watch,
  },
  {
    name: 'a clock that is moved on is silence',
    file: 'harness/scenario/lab/watch.js',
    find: 'attempt.skip(event.ms)',
    replace: 'attempt.skip(0)',
    tests: watch,
  },
  {
    name: 'what is left of an attempt begins the next one',
    file: 'harness/scenario/lab/watch.js',
    find: '|| !isStart(event, done)',
    replace: '',
    tests: watch,
  },
  {
    name: 'what a phone did before its MAC was known is lost',
    file: 'harness/scenario/lab/watch.js',
    find: 'other.attempt.device = to;',
    replace: 'return;',
    tests: watch,
  },
  {
    name: 'a phone that is not under test is judged',
    file: 'harness/scenario/lab/watch.js',
    find: 'if (card && (this.#options.judged?.(card) ?? true))\n                judged.push',
    replace: 'if (card)\n                judged.push',
    tests: watch,
  },
  {
    name: 'two MACs with one epid are one phone',
    file: follower,
    find: "const nameless = second.startsWith('ip:') ? second : first.startsWith('ip:') ? first : undefined;",
    replace: 'const nameless = second;',
    tests: devices,
  },
  {
    name: 'a user certificate tells nothing of who shows it',
    file: follower,
    find: 'event.certificate === undefined ? [] :',
    replace: 'true ? [] :',
    tests: devices,
  },
  {
    name: 'which phone a device stands for is on the screen alone',
    file: 'harness/scenario/lab/session.js',
    find: 'this.#recordSection(card, section);',
    replace: '',
    tests: ['test/cli/serve-scenario.test.js'],
  },
  {
    name: 'what an operator says of a phone is a sign of it',
    file: 'harness/diagnosis/diagnose.js',
    find: "'device.stated', ",
    replace: '',
    tests: devices,
  },
  {
    name: 'the phone’s own word on its firmware goes before the operator’s',
    file: 'harness/diagnosis/devices/card.js',
    find: 'operator: 3',
    replace: 'operator: 0',
    tests: devices,
  },
  {
    name: 'the emulated phone’s own account counts as its last step',
    file: 'harness/diagnosis/devices/last-step.js',
    find: 'steps[type] !== undefined',
    replace: '(steps[type] !== undefined || true)',
    tests: devices,
  },
  {
    name: 'a history can be read by everybody',
    file: 'harness/scenario/lab/history.js',
    find: '0o600',
    replace: '0o644',
    tests: history,
  },
  {
    name: 'another phone’s history is told',
    file: 'harness/scenario/lab/history.js',
    find: 'entry.device === device',
    replace: 'true',
    tests: history,
  },
  {
    name: 'a reset command that fails is taken for one that did its work',
    file: 'harness/scenario/lab/reset.js',
    find: "if (ended === 'exit code 0')",
    replace: 'if (true)',
    tests: history,
  },
  {
    name: 'a neighbour that never answered counts',
    file: 'harness/lab/neighbours.js',
    find: '(Number(flags) & COMPLETE) !== 0',
    replace: 'true',
    tests: neighbours,
  },
  {
    name: 'a connection counts as somebody who listens',
    file: 'harness/cli/doctor/holders.js',
    find: 'kind !== state || ',
    replace: '',
    tests: doctor,
  },
  {
    name: 'firewalls let everybody in',
    file: 'harness/cli/doctor/firewall.js',
    find: '-RemoteAddress ',
    replace: '-LocalAddress ',
    tests: doctor,
  },
  {
    name: 'of very many attempts only the first are ever looked at',
    file: 'harness/scenario/lab/watch.js',
    find: 'this.#turn = first + MOST_JUDGED_A_TICK;',
    replace: '',
    tests: ['test/scenario/lab/watch.test.js'],
  },
  {
    name: 'newcomers without end are shown',
    file: 'harness/cli/serve/live-screen.js',
    find: 'say(line) {\n        if (this.#hasRoom())',
    replace: 'say(line) {',
    tests: ['test/cli/live-screen.test.js'],
  },
  {
    name: 'a verdict in a flood is left out',
    file: 'harness/cli/serve/live-screen.js',
    find: 'tell(text) {',
    replace: 'tell(text) {\n        if (!this.#hasRoom()) return;',
    tests: ['test/cli/live-screen.test.js'],
  },
];
