import type { Mutant } from './mutant.js';

const journal = ['test/journal/journal.test.js'];
const expectations = ['test/scenario/expectations.test.js'];
const findings = ['test/diagnosis/findings.test.js'];
const loading = ['test/scenario/load.test.js'];
const guard = ['test/lab/guard.test.js'];
const commandLine = ['test/cli/program.test.js'];
const serving = ['test/cli/serve.test.js'];

export const mutants: readonly Mutant[] = [
  {
    name: 'a password element stays in the journal',
    file: 'harness/journal/overwrite.js',
    find: '(?:Password|BinarySecret|Nonce)',
    replace: '(?:BinarySecret|Nonce)',
    tests: journal,
  },
  {
    name: 'an NTLM response stays in the journal',
    file: 'harness/journal/overwrite.js',
    find: 'for (const match of text.matchAll(SECRET_HEADERS))',
    replace: 'for (const match of [])',
    tests: journal,
  },
  {
    name: 'a known secret in base64 stays in the journal',
    file: 'harness/journal/overwrite.js',
    find: "[Buffer.from(value), Buffer.from(Buffer.from(value).toString('base64'))]",
    replace: '[Buffer.from(value)]',
    tests: journal,
  },
  {
    name: 'a journal can be read by everybody',
    file: 'harness/journal/file.js',
    find: '0o600',
    replace: '0o644',
    tests: journal,
  },
  {
    name: 'bytes beyond a block are cut off',
    file: 'harness/journal/raw-bytes.js',
    find: 'Math.max(BLOCK_BYTES, needed)',
    replace: 'BLOCK_BYTES',
    tests: journal,
  },
  {
    name: 'the bytes of the next event are written over those of the last',
    file: 'harness/journal/raw-bytes.js',
    find: 'this.#used += needed;',
    replace: 'this.#used += LENGTH_BYTES;',
    tests: journal,
  },
  {
    name: 'an event has the bytes of the one before it',
    file: 'harness/journal/raw-bytes.js',
    find: 'while (this.#places.length < number)',
    replace: 'while (this.#places.length < number - 1)',
    tests: journal,
  },
  {
    name: 'an expected event may come in any order',
    file: 'harness/scenario/expectations/events.js',
    find: 'progress.from = index + 1;',
    replace: '',
    tests: expectations,
  },
  {
    name: 'an event that must never happen may happen',
    file: 'harness/scenario/expectations/events.js',
    find: "if (!found)\n        return { kind: 'never', status: 'met' };",
    replace: "if (true)\n        return { kind: 'never', status: 'met' };",
    tests: expectations,
  },
  {
    name: 'an expected field may differ',
    file: 'harness/scenario/expectations/match.js',
    find: 'return expected === actual;',
    replace: 'return true;',
    tests: expectations,
  },
  {
    name: 'a wrong finding passes',
    file: 'harness/scenario/expectations/judge.js',
    find: "judgeValue('finding', explainFinding(expect.finding), expect.finding, finding)",
    replace: "judgeValue('finding', explainFinding(expect.finding), finding, finding)",
    tests: expectations,
  },
  {
    name: 'the outcome is taken from what the phone says of itself',
    file: 'harness/diagnosis/evidence.js',
    find: "event.observer === 'harness'",
    replace: 'true',
    tests: findings,
  },
  {
    name: 'a delivered root still counts as unknown',
    file: 'harness/diagnosis/findings/untrusted-root.js',
    find: 'if (delivered)',
    replace: 'if (false)',
    tests: findings,
  },
  {
    name: 'Option 43 in the ACK still counts as missing',
    file: 'harness/diagnosis/findings/option-43-missing.js',
    find: 'replies.some(',
    replace: '[].some(',
    tests: findings,
  },
  {
    name: 'a self-signed leaf is called an untrusted root',
    file: 'harness/diagnosis/findings/untrusted-root.js',
    find: '|| flight.chain[0]?.selfSigned',
    replace: '',
    tests: findings,
  },
  {
    name: 'a variant’s expectations merge into the base’s',
    file: 'harness/scenario/compose/composition.js',
    find: 'if (patch[key] !== undefined && patch[key] !== null)',
    replace: 'if (false)',
    tests: loading,
  },
  {
    name: 'null does not remove in a merge patch',
    file: 'harness/scenario/merge-patch.js',
    find: 'delete result[key]',
    replace: 'void result[key]',
    tests: loading,
  },
  {
    name: 'an address off loopback needs no permission',
    file: 'harness/lab/guard.js',
    find: 'if (!isLoopback(address))',
    replace: 'if (false)',
    tests: guard,
  },
  {
    name: 'DHCP answers clients of another subnet',
    file: 'harness/lab/guard.js',
    find: ' && inSubnets.some((inSubnet) => inSubnet(address))',
    replace: '',
    tests: guard,
  },
  {
    name: 'DHCP of a lab on loopback answers other networks',
    file: 'harness/lab/guard.js',
    find: '(_mac, address) => isLoopback(address)',
    replace: '() => true',
    tests: guard,
  },
  {
    name: 'a failed scenario is exit 0',
    file: 'harness/cli/commands/run.js',
    find: 'record.totals.failed > 0 ? 1 : 0',
    replace: '0',
    tests: commandLine,
  },
  {
    name: 'the control API takes any token',
    file: 'harness/lab/control/control.js',
    find: 'if (!carries(request, token))',
    replace: 'if (false)',
    tests: serving,
  },
  {
    name: 'a UDP port held with address reuse is shared',
    file: 'harness/servers/sockets/udp.js',
    find: 'options.reuse ?? false',
    replace: 'true',
    tests: serving,
  },
  {
    name: 'an event has the date of the one before it',
    file: 'harness/journal/journal.js',
    find: 'if (ms !== known)',
    replace: 'if (Number.isNaN(known))',
    tests: journal,
  },
  {
    name: 'a process that ends in the middle of a turn writes what one alone gathered',
    file: 'harness/foundation/turn-lines.js',
    find: 'gathering.add(this);',
    replace: 'if (gathering.size === 0) gathering.add(this);',
    tests: ['test/foundation/turn-lines.test.js'],
  },
  {
    name: 'what a turn gathered is written once more at the end',
    file: 'harness/foundation/turn-lines.js',
    find: "this.#gathered = '';\n        gathering",
    replace: 'gathering',
    tests: ['test/foundation/turn-lines.test.js'],
  },
  {
    name: 'what follows the first turn of a round is never written by itself',
    file: 'harness/foundation/turn-lines.js',
    find: `roundBegun = false;
    flushAll();`,
    replace: 'roundBegun = false;',
    tests: ['test/foundation/turn-lines.test.js'],
  },
  {
    name: 'the first turn of a round waits for its end',
    file: 'harness/foundation/turn-lines.js',
    find: 'process.nextTick(flushAll);',
    replace: '',
    tests: ['test/foundation/turn-lines.test.js'],
  },
];
