import { diagnose } from '../../diagnosis/index.js';
import { HarnessError } from '../../foundation/errors/index.js';
import { styleFor } from '../../reports/index.js';
import { loopbackAddresses } from '../../scenario/addresses.js';
import { selectScenario } from '../../scenario/catalogue.js';
import { variantNamed } from '../../scenario/library/variant-of.js';
import { BASE_VARIANT } from '../../scenario/scenario.js';
import { serveVariant } from '../../scenario/serve.js';
import { type Command, flag, type OptionValues, type Terminal, text, texts, writeJson } from '../command.js';
import { addressesFrom } from '../options/addresses.js';

import { givenCertificate } from '../options/certificate.js';
import { dhcpMode } from '../options/dhcp.js';
import { FIRMWARE_HELP, firmwareFrom, firmwareNotice, firmwareOptions } from '../options/firmware.js';
import { inheritedSockets } from '../options/inherited-sockets.js';
import { KEY_LOG_HELP, withKeyLog } from '../options/key-log.js';
import { portPlan } from '../options/ports.js';
import { seedFrom } from '../options/seed.js';
import { UPSTREAM_HELP, upstreamFrom, upstreamOptions } from '../options/upstream.js';
import { greeting } from '../serve/greeting.js';
import { LiveScreen } from '../serve/live-screen.js';
import { readyLine } from '../serve/ready.js';
import { upstreamNotice } from '../serve/upstream-notice.js';
import { verdicts } from '../serve/verdict.js';

export const serveCommand: Command = {
  name: 'serve',
  usage: 'serve SCENARIO [options]',
  help: [
    'Serves one scenario to real phones, or to `mock-lync phone`, until Ctrl-C; then says what became of each.',
    'Loopback is the default. Off loopback only named phones are answered, or everybody on an isolated segment.',
    '',
    '  --variant NAME             a variant instead of the scenario as reported',
    '  --address IP               every host on this address; web=IP for one (front-end web dc)',
    '  --ports standard|any|…     standard (default); any: free ports; front-end=15061,dns=1053: single ones',
    '  --allow MAC                answer this phone, or this OUI; may be given several times',
    '  --yes-lab                  the segment is isolated: answer every client',
    '  --dhcp inform-only|registrar|full   instead of the scenario’s way; full leases addresses, and off loopback',
    '                             refuses where another DHCP server answers',
    '  --certificate default=FILE.pfx   present this certificate instead of minted ones',
    '  --passphrase-file FILE     its passphrase (or MOCK_LYNC_PFX_PASSPHRASE)',
    KEY_LOG_HELP,
    ...UPSTREAM_HELP,
    ...FIRMWARE_HELP,
    '  --output DIR               keep the journal and captures there',
    '  --state DIR                keep the authority of user certificates, what it issued, and update rules there, so',
    '                             that phones sign in with theirs after a restart; its key signs in as anybody of the lab',
    '  --seed SEED                repeat a run',
    '  --json                     one ready line, and one line for each device at the end, as JSON',
  ],
  options: {
    variant: { type: 'string' },
    address: { type: 'string', multiple: true },
    ports: { type: 'string' },
    allow: { type: 'string', multiple: true },
    'yes-lab': { type: 'boolean' },
    dhcp: { type: 'string' },
    certificate: { type: 'string' },
    'passphrase-file': { type: 'string' },
    'key-log': { type: 'string' },
    ...upstreamOptions,
    ...firmwareOptions,
    output: { type: 'string' },
    state: { type: 'string' },
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
  const seed = seedFrom(text(options, 'seed'));
  const json = flag(options, 'json');
  const stop = new AbortController();
  const upstream = await upstreamFrom(options);
  const firmware = await firmwareFrom(options);
  const served = await serveVariant(scenario, variant, {
    seed,
    ports: {
      ...portPlan(text(options, 'ports'), 'standard'),
      inherited: inheritedSockets(terminal.env, process.pid),
    },
    addresses: addressesFrom(texts(options, 'address'), loopbackAddresses()),
    permission: { allow: texts(options, 'allow'), yesLab: flag(options, 'yes-lab') },
    dhcp: dhcpMode(text(options, 'dhcp')),
    certificate: await givenCertificate(text(options, 'certificate'), text(options, 'passphrase-file'), terminal.env),
    output: text(options, 'output'),
    state: text(options, 'state'),
    keyLog,
    upstream,
    firmware: firmware.offer,
    requestStop: () => stop.abort(),
  });
  terminal.stderr.write(greeting(served, scenario, variant, styleFor(terminal.stderr, terminal.env)));
  if (upstream) terminal.stderr.write(upstreamNotice(upstream));
  const notice = firmwareNotice(firmware.offer);
  if (notice !== undefined) terminal.stderr.write(notice);
  const live = new LiveScreen((text) => terminal.stderr.write(text));
  served.journal.subscribe((event) => live.show(event));
  if (json) writeJson(terminal, readyLine(served, { scenario: scenario.id, variant: variant.name, seed }));
  await aborted(terminal.interrupt, stop.signal);
  await served.close('asked to stop');
  await firmware.close();
  if (json) {
    for (const diagnosis of diagnose(served.journal.events)) writeJson(terminal, { event: 'device', ...diagnosis });
    for (const fault of served.faults.all()) writeJson(terminal, { event: 'fault', ...fault });
    for (const change of served.changes.all()) writeJson(terminal, { event: 'change', ...change });
  } else {
    const unmade = served.changes.all().filter(({ made }) => !made);
    terminal.stdout.write(verdicts(served.journal.events, [...served.faults.unfired(), ...unmade]));
  }
  return 0;
}

function aborted(...signals: readonly AbortSignal[]): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of signals) {
      if (signal.aborted) resolve();
      else signal.addEventListener('abort', () => resolve(), { once: true });
    }
  });
}
