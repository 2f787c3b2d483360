import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import test from 'ava';
import { ScenarioClock } from '../../harness/foundation/clock/index.js';
import { listenNtp, NtpServer } from '../../harness/servers/ntp/index.js';
import { networkContext } from '../servers/network-context.js';
import { peerTest } from './program.js';

const run = promisify(execFile);

/**
 * ntpdig knows port 123 only, which needs privileges. It is a Python script, so it can be run unchanged with a name lookup that
 * gives our port for the one of NTP.
 */
const onOtherPort = `
import runpy, socket, sys
program, port = sys.argv[1], int(sys.argv[2])
lookup = socket.getaddrinfo
def redirected(host, service, *rest, **named):
    return lookup(host, port if service in ('ntp', 'ntp4', 123, '123') else service, *rest, **named)
socket.getaddrinfo = redirected
sys.argv = ['ntpdig'] + sys.argv[3:]
runpy.run_path(program, run_name='__main__')
`;

peerTest(test, ['ntpdig'], "ntpdig takes the scenario's date from the answer", async (t, { ntpdig = '' }) => {
  const start = new Date('2014-11-15T09:00:00Z');
  const ntp = new NtpServer(networkContext({ clock: new ScenarioClock({ start, waits: 'real' }) }));
  const listener = await listenNtp(ntp, { service: 'ntp', address: '127.0.0.1', port: 0 });
  t.teardown(() => listener.close());
  // The interpreter of the script's own first line is the one that has its library.
  const python = /^#! *(\S*python\S*)/.exec(readFileSync(ntpdig, 'latin1'))?.[1];
  if (python === undefined) throw new Error(`${ntpdig} is not the Python script of NTPsec`);
  const asked = ['-c', onOtherPort, ntpdig, String(listener.port), '-j', '127.0.0.1'];
  const { stdout } = await run(python, asked, { env: { ...process.env, TZ: 'UTC' } });
  const told = JSON.parse(stdout) as { time: string; stratum: number; leap: string; ip: string };
  t.like(told, { stratum: 2, leap: 'no-leap', ip: '127.0.0.1' });
  t.regex(told.time, /^2014-11-15T09:0/);
});
