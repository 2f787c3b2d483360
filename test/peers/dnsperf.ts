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

/** dnsperf for so many seconds with the questions of a file, over UDP unless told. */
export async function dnsperf(
  path: string,
  port: number,
  file: string,
  { seconds, tcp = false }: { seconds: number; tcp?: boolean },
): Promise<PerfResult> {
  const args = ['-s', '127.0.0.1', '-p', String(port), '-d', file, '-l', String(seconds), '-c', '4', '-q', '50'];
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
