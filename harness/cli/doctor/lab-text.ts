import type { Style } from '../../reports/index.js';
import { firewallCommands, networkOf } from './firewall.js';
import type { LabPort, LabReport } from './lab-ports.js';

const words: Readonly<Record<LabPort['state'], string>> = {
  free: 'free',
  taken: 'taken',
  forbidden: 'no permission',
  'no-address': 'no such address here',
};

/** The address, each port and who has it, then the commands for firewalls. */
export function labText(report: LabReport, style: Style): string {
  const { address, interface: device, netmask, ports } = report;
  const network = networkOf(address, netmask);
  const where = device === undefined ? style.bad('no interface of this machine has it') : `${device}, ${network}`;
  const lines = [`${style.strong(address)} (${where})`, ''];
  for (const { action, for: names, holders, port, protocol, state } of ports) {
    const mark = state === 'free' ? style.good(words[state]) : style.bad(words[state]);
    const by = holders.length === 0 ? '' : ` by ${holders.map(({ name, pid }) => `${name} (${pid})`).join(', ')}`;
    lines.push(`  ${protocol} ${String(port).padEnd(6)}${names.join(', ').padEnd(48)} ${mark}${by}`);
    if (action !== undefined) lines.push(`      ${action}`);
  }
  lines.push('', 'What lets phones of this network in, where a firewall keeps them out:');
  for (const { commands, firewall } of firewallCommands(address, network)) {
    lines.push(`  ${firewall}`, ...commands.map((command) => `    ${command}`));
  }
  return `${lines.join('\n')}\n`;
}
