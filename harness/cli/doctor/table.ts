import type { Style } from '../../reports/index.js';
import type { TriedSuite } from '../../tls/survey/index.js';
import type { PortReport } from './examine.js';
import type { Platform } from './platform.js';

const versions = ['TLS 1.0', 'TLS 1.1', 'TLS 1.2', 'TLS 1.3'];
const portWords = { 'front-end': 'Front End', web: 'web services' } as const;
/** More suites that share a reason are counted rather than named. */
const NAMED_SUITES = 3;

/** The machine, then each port; ports that behave alike share a table. */
export function doctorText(platform: Platform, ports: readonly PortReport[], style: Style): string {
  const lines = [`mock-lync ${platform.mockLync}, Node ${platform.node}, OpenSSL ${platform.openssl}`];
  if (platform.opensslLacks.length > 0) {
    lines.push(
      `This OpenSSL is built without ${platform.opensslLacks.join(', ')}; the harness’s own TLS 1.0 engine (tls10) has them.`,
    );
  }
  for (const alike of groups(ports)) {
    const [report] = alike;
    if (report) lines.push('', ...alike.map((port) => heading(port, style)), ...portLines(report, style));
  }
  return `${lines.join('\n')}\n`;
}

function groups(ports: readonly PortReport[]): PortReport[][] {
  const known = new Map<string, PortReport[]>();
  for (const port of ports) {
    const key = JSON.stringify([port.suites, port.serverNameDemanded]);
    known.set(key, [...(known.get(key) ?? []), port]);
  }
  return [...known.values()];
}

function heading({ port, at, certificate, serverNameDemanded }: PortReport, style: Style): string {
  const name = serverNameDemanded ? style.bad('SNI demanded') : 'no SNI needed';
  return `${style.strong(portWords[port])} ${at}, ${certificate.key} key, ${name}`;
}

function portLines({ suites }: PortReport, style: Style): string[] {
  const newestFirst = [...versions].reverse();
  const ordered = newestFirst.flatMap((version) => suites.filter((tried) => tried.version === version));
  const served = [...new Set(ordered.filter(({ engine }) => engine !== 'none').map(({ opensslName }) => opensslName))];
  const width = Math.max(0, ...served.map((name) => name.length)) + 2;
  const table =
    served.length === 0
      ? [style.bad('  serves nothing')]
      : [`  ${' '.repeat(width)}${versions.join('  ')}`, ...served.map((name) => row(name, suites, width, style))];
  return [...table, ...reasons(ordered, style), ...surprises(suites, style), tries(suites, style)];
}

function row(name: string, suites: readonly TriedSuite[], width: number, style: Style): string {
  const cells = versions.map((version) => {
    const tried = suites.find((one) => one.version === version && one.opensslName === name);
    const text = tried === undefined ? '' : tried.engine === 'none' ? '–' : tried.engine;
    const padded = text.padEnd(7);
    return tried === undefined || tried.engine === 'none' ? style.faint(padded) : style.good(padded);
  });
  return `  ${name.padEnd(width)}${cells.join('  ')}`.trimEnd();
}

/** Reasons with the versions and suites they hold for. */
function reasons(suites: readonly TriedSuite[], style: Style): string[] {
  const byReason = new Map<string, TriedSuite[]>();
  for (const tried of suites) {
    if (tried.engine !== 'none') continue;
    const reason = tried.note ?? 'refused without a reason';
    byReason.set(reason, [...(byReason.get(reason) ?? []), tried]);
  }
  return [...byReason].map(([reason, refused]) => {
    const names = [...new Set(refused.map(({ opensslName }) => opensslName))];
    const at = versions.filter((version) => refused.some((tried) => tried.version === version));
    const which = names.length > NAMED_SUITES ? `${names.length} suites` : names.join(', ');
    return `  ${style.faint('–')} ${which} at ${at.join(', ')}: ${reason}`;
  });
}

function surprises(suites: readonly TriedSuite[], style: Style): string[] {
  return suites
    .filter(({ unexpected }) => unexpected)
    .map(({ opensslName, version, engine }) =>
      style.bad(`  ! ${opensslName} at ${version}: ${engine}, which is not what the settings say; please report this`),
    );
}

function tries(suites: readonly TriedSuite[], style: Style): string {
  const whole = suites.filter(({ tried }) => tried === 'handshake').length;
  const hellos = suites.length - whole;
  const more = hellos === 0 ? '' : `, ${hellos} with a hello alone, for no client here speaks them`;
  return style.faint(`  Every entry was tried: ${whole} with a whole handshake${more}.`);
}
