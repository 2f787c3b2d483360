import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface PerfResult {
  readonly completed: number;
  readonly lost: number;
  readonly perSecond: number;
  /** `NOERROR 75.00%, NXDOMAIN 25.00%`. */
  readonly codes: string;
}

/** How much is asked: for so many seconds, or the file so many times. */
export type PerfAmount = { readonly seconds: number } | { readonly rounds: number };

/** Seconds after which an answer counts as lost: a busy machine is no loss. */
const LOST_AFTER = '60';

/** dnsperf with the questions of a file, over UDP unless told. */
export async function dnsperf(
  path: string,
  port: number,
  file: string,
  { tcp = false, ...amount }: PerfAmount & { readonly tcp?: boolean },
): Promise<PerfResult> {
  const much = 'rounds' in amount ? ['-n', String(amount.rounds)] : ['-l', String(amount.seconds)];
  const args = ['-s', '127.0.0.1', '-p', String(port), '-d', file, ...much, '-c', '4', '-q', '50', '-t', LOST_AFTER];
  const { stdout } = await run(path, [...args, ...(tcp ? ['-m', 'tcp'] : [])]);
  const number = (pattern: RegExp) => Number(pattern.exec(stdout)?.[1] ?? Number.NaN);
  return {
    completed: number(/Queries completed:\s+(\d+)/),
    lost: number(/Queries lost:\s+(\d+)/),
    perSecond: number(/Queries per second:\s+([\d.]+)/),
    codes: /Response codes:\s+(.*)/.exec(stdout)?.[1] ?? '',
  };
}

/** What phones ask, and what nobody has. */
export const perfQuestions = [
  '_sipinternaltls._tcp.contoso.com SRV',
  'sip.contoso.com A',
  '_ntp._udp.contoso.com SRV',
  'nobody.contoso.com A',
];
