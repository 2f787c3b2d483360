import type { ExpectationRecord } from '../../reports/record.js';

type Kind = ExpectationRecord['kind'];

/** An expectation in general: how it is written, and when it is met. */
export interface ExpectationWords {
  readonly explain: string;
  /** As in a scenario's `expect`; of faults and changes, what they are there for. */
  readonly written: string;
}

/** Every kind of expectation. */
export const expectationWords: Readonly<Record<Kind, ExpectationWords>> = {
  outcome: {
    explain: 'Whether the Front End accepts a signed REGISTER of the phone, judged on what the harness saw alone.',
    written: 'outcome: signed-in',
  },
  finding: {
    explain: 'What the diagnosis finds first in the phone’s events; none: that it finds nothing wrong.',
    written: 'finding: untrusted-root',
  },
  event: {
    explain:
      'The event happens after the one expected before it, others in between; of its fields those named must be so. ' +
      '`within` bounds the time between both, `as` keeps the event, and `$name.field` is a field of a kept one.',
    written: 'events: [ { front-end.signed-in: { user: alice@contoso.test }, within: 5m, as: session } ]',
  },
  any: {
    explain: 'Each of these events happens after the one expected before, in whichever order among themselves.',
    written: 'events: [ { any: [ dhcp.reply, ntp.reply ] } ]',
  },
  count: {
    explain: 'The event happens so often in the whole run, wherever it stands in the list.',
    written: 'events: [ { front-end.keep-alive: {}, count: { min: 3 } } ]',
  },
  never: {
    explain: 'The event does not happen in the whole run, before or after.',
    written: 'events: [ { never: { tls.refused: { by: phone } } } ]',
  },
  'nothing-else': {
    explain: 'Of these event types nothing happens but what fits one of the expected events.',
    written: 'nothingElse: refusals',
  },
  screen: {
    explain: 'The last text on the emulated phone’s screen; with a real phone it is not observable.',
    written: 'screen: Signed in',
  },
  firmware: {
    explain: 'The firmware the emulated phone runs at the end; with a real phone it is not observable.',
    written: 'phone: { firmware: 4.0.7577.4420 }',
  },
  fault: {
    explain: 'Every fault of the scenario is carried out once at least; nobody has to write that down.',
    written: 'faults: [ { at: web.tls, do: reset } ]',
  },
  change: {
    explain: 'Every change of the scenario falls due and is carried out; nobody has to write that down.',
    written: 'changes: [ { after: front-end.signed-in, do: restart } ]',
  },
};
