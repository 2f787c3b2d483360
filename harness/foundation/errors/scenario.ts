import { entries } from './entry.js';

export const scenarioErrors = entries({
  USAGE: {
    sentence: '{detail}.',
    action: 'Run `mock-lync help` or `mock-lync COMMAND --help` for the commands and their options.',
    exit: 2,
  },
  SCENARIO_NOT_FOUND: {
    sentence: 'There is no scenario or file "{name}".{meant}',
    action: 'Run `mock-lync list` for the bundled scenarios, or give the path of a .yaml file.',
    exit: 2,
  },
  SCENARIO_INVALID: {
    sentence: '{file}:{line}:{column}: {detail}.',
    action: '{advice}; `mock-lync schema` prints the JSON Schema an editor can check against.',
    exit: 2,
  },
  TEMPLATE_INVALID: {
    sentence: '{file}:{line}:{column}: {detail}.',
    action: 'Correct that line; `mock-lync template show` lists what a template can hold.',
    exit: 2,
  },
  TEMPLATE_NOT_FOUND: {
    sentence: 'No template named "{name}" comes with the harness.',
    action: 'Run `mock-lync template show` for their names.',
    exit: 2,
  },
  EXCHANGE_NOT_FOUND: {
    sentence: 'The journal {file} holds no answered web exchange "{exchange}".',
    action: 'Run `mock-lync template list JOURNAL` for those it holds.',
    exit: 2,
  },
  EXCHANGE_NOT_WHOLE: {
    sentence: 'Of the answer of exchange {exchange} the journal has only a part.',
    action: 'Only an answer that was kept whole becomes a template: up to 1 MiB of body, and not one that broke off.',
    exit: 2,
  },
  EVENT_NOT_SEEN: {
    sentence: 'No event {wanted} came within {limit} s; the last one was {last}.',
    action: 'Look into the journal for what happened instead, or wait longer.',
    exit: 1,
  },
  VARIANT_NOT_LIVE: {
    sentence: 'The variant "{variant}" cannot be served in the place of the present one: {detail}.',
    action: 'End this `mock-lync serve` and start another with `--variant`.',
    exit: 2,
  },
  JOURNAL_INVALID: {
    sentence: '{file} is no journal of a run: {detail}.',
    action: 'Name a journal that `mock-lync serve --output DIR` or `mock-lync run` wrote, as it was written.',
    exit: 2,
  },
  HISTORY_INVALID: {
    sentence: '{file}:{line}: {detail}.',
    action: 'Remove that line, or name another file with `--history`.',
    exit: 2,
  },
  NOTHING_SELECTED: {
    sentence: 'No scenario was selected: {detail}.',
    action: 'Give the id of a scenario, or a pattern that matches one; `mock-lync list` shows them.',
    exit: 2,
  },
});
