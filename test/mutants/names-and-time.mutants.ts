import type { Mutant } from './mutant.js';

const changes = ['test/servers/dns/changes.test.js'];
const dnsFaults = ['test/servers/dns/faults.test.js'];
const ntpFaults = ['test/servers/ntp/faults.test.js'];
const ntpClock = ['test/servers/ntp/clock.test.js'];
const findings = ['test/diagnosis/name-findings.test.js'];
const phoneTime = ['test/phone/time.test.js'];
const resolver = ['test/phone/resolver.test.js'];
const known = ['test/phone/known-registrar.test.js'];

export const mutants: readonly Mutant[] = [
  {
    name: 'removing records of one type removes the name',
    file: 'harness/servers/dns/changed-zone.js',
    find: 'type !== undefined && record.type !== type',
    replace: 'false',
    tests: changes,
  },
  {
    name: 'a name left without records still exists',
    file: 'harness/servers/dns/changed-zone.js',
    find: 'records.delete(key);',
    replace: 'records.set(key, []);',
    tests: changes,
  },
  {
    name: 'a circle of aliases is followed to the limit',
    file: 'harness/servers/dns/answer.js',
    find: 'passed.has(owner.toLowerCase()) || ',
    replace: '',
    tests: changes,
  },
  {
    name: 'every device sees the same records',
    file: 'harness/servers/dns/server.js',
    find: "this.#zones.get(device ?? '') ?? this.#zone",
    replace: 'this.#zone',
    tests: changes,
  },
  {
    name: 'a fault concerns every name',
    file: 'harness/faults/dns/disturb.js',
    find: 'made.about === undefined || made.about === asked.name.toLowerCase()',
    replace: 'true',
    tests: dnsFaults,
  },
  {
    name: 'a change that changes nothing counts as fired',
    file: 'harness/faults/dns/disturb.js',
    find: 'if (after !== changed)',
    replace: 'if (true)',
    tests: dnsFaults,
  },
  {
    name: 'answers are held without a limit',
    file: 'harness/servers/dns/server.js',
    find: 'this.#held < MAX_HELD_ANSWERS',
    replace: 'true',
    tests: dnsFaults,
  },
  {
    name: 'a held answer keeps its place for ever',
    file: 'harness/servers/dns/server.js',
    find: 'this.#held -= 1;',
    replace: '',
    tests: dnsFaults,
  },
  {
    name: 'a referral speaks with authority',
    file: 'harness/faults/dns/lame.js',
    find: 'authoritative: false',
    replace: 'authoritative: true',
    tests: dnsFaults,
  },
  {
    name: 'answers are cut over TCP too',
    file: 'harness/faults/dns/truncate.js',
    find: "transport === 'udp'",
    replace: 'true',
    tests: dnsFaults,
  },
  {
    name: 'a kiss of death holds a time',
    file: 'harness/faults/ntp/kiss-of-death.js',
    find: 'transmit: answer.originate',
    replace: 'transmit: answer.transmit',
    tests: ntpFaults,
  },
  {
    name: 'late answers of the time server are kept without a limit',
    file: 'harness/servers/ntp/server.js',
    find: 'if (this.#held >= MAX_HELD_ANSWERS)',
    replace: 'if (false)',
    tests: ntpFaults,
  },
  {
    name: 'a frozen clock goes on',
    file: 'harness/deployment/time-service.js',
    find: 'frozen ? standing : running',
    replace: 'running',
    tests: ntpClock,
  },
  {
    name: 'a step is taken before its time',
    file: 'harness/deployment/time-service.js',
    find: 'elapsed >= afterMs ? sum + byMs : sum',
    replace: 'sum + byMs',
    tests: ntpClock,
  },
  {
    name: 'a slow clock runs fast',
    file: 'harness/deployment/time-service.js',
    find: '(elapsed * driftPpm)',
    replace: '(elapsed * Math.abs(driftPpm))',
    tests: ntpClock,
  },
  {
    name: 'a domain that only ends alike counts as the same',
    file: 'harness/diagnosis/findings/srv-other-domain.js',
    find: '}`.endsWith(`.$',
    replace: '}`.endsWith(`$',
    tests: findings,
  },
  {
    name: 'an error made good later is still the cause',
    file: 'harness/diagnosis/findings/dns-refuses.js',
    find: 'later.seq > seq',
    replace: 'later.seq > Infinity',
    tests: findings,
  },
  {
    name: 'a certificate that is not valid anyway is blamed on the clock',
    file: 'harness/diagnosis/findings/clock-wrong.js',
    find: ' && isWithin(flight.time, each)',
    replace: '',
    tests: findings,
  },
  {
    name: 'an answer to another question counts as the time',
    file: 'harness/diagnosis/time-answers.js',
    find: 'answer.originate !== asked.transmit',
    replace: 'false',
    tests: findings,
  },
  {
    name: 'names do not matter once the phone reached the Front End',
    file: 'harness/diagnosis/name-answers.js',
    find: "service === 'front-end'",
    replace: "service === 'nobody'",
    tests: findings,
  },
  {
    name: 'a phone by USB does not ask in its SIP domain for the time',
    file: 'harness/phone/steps/time.js',
    find: "typed.signIn !== 'pin' ? typed.sipAddress : undefined",
    replace: 'undefined',
    tests: phoneTime,
  },
  {
    name: 'a phone tries as many suffixes as it is given',
    file: 'harness/phone/network/resolver.js',
    find: 'searchList.slice(0, MAX_SUFFIXES)',
    replace: 'searchList',
    tests: resolver,
  },
  {
    name: 'the remembered addresses serve for every name',
    file: 'harness/phone/sip/connect.js',
    find: 'known?.host.toLowerCase() !== host.toLowerCase()',
    replace: 'known === undefined',
    tests: known,
  },
  {
    name: 'a phone forgets where it was registered',
    file: 'harness/phone/steps/register.js',
    find: 'memory.lastRegistrar = memory.reached;',
    replace: '{}',
    tests: known,
  },
];
