import { followDevices } from '../../diagnosis/devices/index.js';
import { diagnose } from '../../diagnosis/index.js';
import { HarnessError } from '../../foundation/errors/index.js';
import { styleFor } from '../../reports/index.js';
import { selectScenario } from '../../scenario/catalogue.js';
import { historyEntry, LabSession } from '../../scenario/lab/index.js';
import { BASE_VARIANT, type Scenario } from '../../scenario/scenario.js';
import type { Served } from '../../scenario/serve.js';
import { variantNamed } from '../../scenario/variant-named.js';
import { type Command, flag, type OptionValues, type Terminal, text, writeJson } from '../command.js';
import { FIRMWARE_HELP, firmwareFrom, firmwareNotice, firmwareOptions } from '../options/firmware.js';
import { KEY_LOG_HELP, withKeyLog } from '../options/key-log.js';
import { historyFrom, LAB_ADDRESS_HELP, LAB_DEVICE_HELP, labFrom, labOptions } from '../options/lab.js';
import { UPSTREAM_HELP, upstreamFrom, upstreamOptions } from '../options/upstream.js';
import { afterVerdict } from '../serve/after-verdict.js';
import { greeting } from '../serve/greeting.js';
import { liveWatcher, variantText } from '../serve/live.js';
import { LiveScreen } from '../serve/live-screen.js';
import { readyLine } from '../serve/ready.js';
import { serveUntilStopped, Wishes } from '../serve/serving.js';
import { upstreamNotice } from '../serve/upstream-notice.js';
import { verdicts } from '../serve/verdict.js';

export const serveCommand: Command = {
  name: 'serve',
  usage: 'serve SCENARIO [options]',
  help: [
    'Serves one scenario to real phones, or to `mock-lync phone`, until Ctrl-C; then says what became of each.',
    'Follows each phone by its MAC, shows which expectation is met, decides with the reason, and waits for the next one.',
    'Loopback is the default. Off loopback only named phones are answered, or everybody on an isolated segment.',
    '',
    '  --variant NAME             a variant instead of the scenario as reported',
    '  --next                     after each verdict serve the next variant, phones as they are; Enter does the same',
    ...LAB_ADDRESS_HELP,
    '  --ports standard|any|…     standard (default); any: free ports; front-end=15061,dns=1053: single ones',
    ...LAB_DEVICE_HELP,
    '  --certificate default=FILE.pfx   present this certificate instead of minted ones',
    '  --passphrase-file FILE     its passphrase (or MOCK_LYNC_PFX_PASSPHRASE)',
    KEY_LOG_HELP,
    ...UPSTREAM_HELP,
    ...FIRMWARE_HELP,
    '  --output DIR               keep the journal and captures there',
    '  --state DIR                keep the authority of user certificates, what it issued, and update rules there, so',
    '                             that phones sign in with theirs after a restart; its key signs in as anybody of the lab',
    '  --seed SEED                repeat a run',
    '  --json                     a ready line, a line for each verdict, and one for each device at the end, as JSON',
  ],
  options: {
    variant: { type: 'string' },
    next: { type: 'boolean' },
    ...labOptions,
    ports: { type: 'string' },
    certificate: { type: 'string' },
    'passphrase-file': { type: 'string' },
    'key-log': { type: 'string' },
    ...upstreamOptions,
    ...firmwareOptions,
    output: { type: 'string' },
    seed: { type: 'string' },
    json: { type: 'boolean' },
  },
  run: async (options, [selector], terminal) => {
    if (selector === undefined) throw new HarnessError('USAGE', { detail: 'serve needs the id or file of a scenario' });
    const file = text(options, 'key-log');
    return await withKeyLog(file, terminal, (keyLog) => serve(options, selector, terminal, keyLog));
  },
};

async function serve(
  options: OptionValues,
  selector: string,
  terminal: Terminal,
  keyLog: ((line: string) => void) | undefined,
): Promise<number> {
  const scenario = selectScenario(selector);
  const variant = variantNamed(scenario, text(options, 'variant') ?? BASE_VARIANT);
  const json = flag(options, 'json');
  const style = styleFor(terminal.stderr, terminal.env);
  const say = (line: string) => terminal.stderr.write(line);
  const stop = new AbortController();
  const wishes = new Wishes();
  const history = historyFrom(options);
  const upstream = await upstreamFrom(options);
  const firmware = await firmwareFrom(options);
  const settings = await labFrom(options, terminal);
  const afterwards = afterVerdict(options, scenario, terminal);
  const live = new LiveScreen(say);
  const show = liveWatcher({
    ...{ scenario, history, style },
    write: (line) => live.tell(line),
    say: (line) => live.say(line),
  });
  const session = await LabSession.open(scenario, variant, {
    ...settings,
    keyLog,
    upstream,
    firmware: firmware.offer,
    watcher: {
      ...show,
      decided: (decided) => {
        show.decided?.(decided);
        history.add(historyEntry(decided, scenario.id, new Date()));
        if (json) writeJson(terminal, { event: 'verdict', ...historyEntry(decided, scenario.id, new Date()) });
        afterwards.take(decided);
      },
    },
    requestStop: () => stop.abort(),
    requestVariant: (name) => wishes.add(name),
  });
  const { served } = session;
  say(greeting(served, scenario, variant, style));
  if (upstream) say(upstreamNotice(upstream));
  const notice = firmwareNotice(firmware.offer);
  if (notice !== undefined) say(notice);
  served.journal.subscribe((event) => live.show(event));
  const ready = () => writeJson(terminal, readyLine(served, { ...namesOf(scenario, served), seed: settings.seed }));
  if (json) ready();
  const typed = terminal.input?.((line) => wishes.add(line));
  try {
    await serveUntilStopped({
      scenario,
      session,
      next: flag(options, 'next'),
      fits: ({ needs }) => needs !== 'real-root' || settings.certificate !== undefined,
      stop: AbortSignal.any([terminal.interrupt, stop.signal]),
      wishes,
      served: (next) => {
        say(variantText(next, style));
        if (json) ready();
      },
      say: (line) => say(`${line}\n`),
    });
  } finally {
    typed?.end();
    await session.close('asked to stop');
    await firmware.close();
    await afterwards.end();
  }
  const { events } = followDevices(served.journal.events);
  if (json) {
    for (const diagnosis of diagnose(events)) writeJson(terminal, { event: 'device', ...diagnosis });
    for (const fault of served.faults.all()) writeJson(terminal, { event: 'fault', ...fault });
    for (const change of served.changes.all()) writeJson(terminal, { event: 'change', ...change });
  } else {
    const unmade = served.changes.all().filter(({ made }) => !made);
    terminal.stdout.write(verdicts(events, [...served.faults.unfired(), ...unmade]));
  }
  return 0;
}

function namesOf({ id }: Scenario, { variant }: Served): { scenario: string; variant: string } {
  return { scenario: id, variant: variant.name };
}
