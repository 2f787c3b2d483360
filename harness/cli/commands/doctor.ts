import { isIPv4 } from 'node:net';
import { ScenarioClock } from '../../foundation/clock/index.js';
import { HarnessError } from '../../foundation/errors/index.js';
import { styleFor } from '../../reports/index.js';
import { loopbackAddresses } from '../../scenario/addresses.js';
import { selectScenario } from '../../scenario/catalogue.js';
import { deploy } from '../../scenario/deploy.js';
import { BASE_VARIANT } from '../../scenario/scenario.js';
import { variantNamed } from '../../scenario/variant-named.js';
import { type Command, flag, type OptionValues, type Terminal, text, writeJson } from '../command.js';
import { examinePort, type PortReport } from '../doctor/examine.js';
import { firewallCommands, networkOf } from '../doctor/firewall.js';
import { examineLab } from '../doctor/lab-ports.js';
import { labText } from '../doctor/lab-text.js';
import { platform } from '../doctor/platform.js';
import { doctorText } from '../doctor/table.js';
import { givenCertificate } from '../options/certificate.js';

export const doctorCommand: Command = {
  name: 'doctor',
  usage: 'doctor [SCENARIO] [options]',
  help: [
    'Says which TLS versions and cipher suites the Front End and the web services serve on this machine, with which',
    'engine, and why not the others. Every answer is a handshake that was tried, in memory; no port is opened.',
    '',
    '  --variant NAME                   a variant of the scenario instead of the scenario as reported',
    '  --certificate default=FILE.pfx   present this certificate instead of a minted one',
    '  --passphrase-file FILE           its passphrase (or MOCK_LYNC_PFX_PASSPHRASE)',
    '  --address IP                     instead: who holds the ports of the field on this address, which of them can be',
    '                                   had, and the commands for firewalls; each port is opened for a moment',
    '  --json                           the whole as one line of JSON',
    '',
    'Exit code 1: a port does not do what its settings say, or cannot be had.',
  ],
  options: {
    address: { type: 'string' },
    variant: { type: 'string' },
    certificate: { type: 'string' },
    'passphrase-file': { type: 'string' },
    json: { type: 'boolean' },
  },
  run: async (options, [selector], terminal) => {
    const address = text(options, 'address');
    if (address !== undefined) return await lab(address, options, terminal);
    const certificate = await givenCertificate(
      text(options, 'certificate'),
      text(options, 'passphrase-file'),
      terminal.env,
    );
    const clock = new ScenarioClock({ start: new Date(), waits: 'real' });
    try {
      const { deployment } = await deploy(specOf(selector, options), {
        at: clock.now(),
        addresses: loopbackAddresses(),
        certificate,
      });
      const here = platform();
      const ports: PortReport[] = [];
      for (const name of ['front-end', 'web'] as const) {
        if (name === 'front-end' || deployment.webServices.https)
          ports.push(await examinePort(deployment, name, clock));
      }
      if (flag(options, 'json')) writeJson(terminal, { event: 'doctor', platform: here, ports });
      else terminal.stdout.write(doctorText(here, ports, styleFor(terminal.stdout, terminal.env)));
      return ports.some(({ suites }) => suites.some(({ unexpected }) => unexpected)) ? 1 : 0;
    } finally {
      clock.stop();
    }
  },
};

/** `--address IP`. Errors: USAGE. */
async function lab(address: string, options: OptionValues, terminal: Terminal): Promise<number> {
  if (!isIPv4(address)) throw new HarnessError('USAGE', { detail: `--address "${address}" is no IPv4 address` });
  const report = await examineLab(address);
  if (flag(options, 'json')) {
    const network = networkOf(address, report.netmask);
    writeJson(terminal, { event: 'doctor', ...report, firewall: firewallCommands(address, network) });
  } else terminal.stdout.write(labText(report, styleFor(terminal.stdout, terminal.env)));
  return report.ports.some(({ state }) => state !== 'free') ? 1 : 0;
}

/** The deployment to look at; without a scenario, one with every default. */
function specOf(selector: string | undefined, options: OptionValues) {
  const name = text(options, 'variant') ?? BASE_VARIANT;
  if (selector === undefined) {
    if (name !== BASE_VARIANT) throw new HarnessError('USAGE', { detail: '--variant needs a scenario' });
    return {};
  }
  return variantNamed(selectScenario(selector), name).deployment;
}
