import { spawn } from 'node:child_process';
import { HarnessError } from '../../foundation/errors/index.js';

/** A command that takes longer hangs: a power socket or a PoE port answers in seconds. */
export const RESET_LIMIT_MS = 60_000;
/** Of what it wrote, so much is told. */
const TOLD = 300;

/** What the command is told, in its environment: `MOCK_LYNC_MAC` and so on. */
export interface ResetNames {
  readonly mac: string;
  readonly scenario: string;
  readonly variant: string;
}

/** Power-cycles the phone by the operator's own command. Errors: RESET_FAILED with what it wrote. */
export async function resetPhone(command: string, names: ResetNames, limitMs = RESET_LIMIT_MS): Promise<void> {
  const env = {
    ...process.env,
    MOCK_LYNC_MAC: names.mac,
    MOCK_LYNC_SCENARIO: names.scenario,
    MOCK_LYNC_VARIANT: names.variant,
  };
  const child = spawn(command, { shell: true, stdio: ['ignore', 'pipe', 'pipe'], env, detached: true });
  let written = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (part: Buffer) => {
      written = `${written}${part.toString('utf8')}`.slice(-TOLD);
    });
  }
  // The shell's children too: a shell that is killed leaves them.
  const limit = setTimeout(() => {
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
  }, limitMs);
  const ended = await new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    // Not `close`: a command may leave something behind that holds its output open.
    child.once('exit', (code, signal) => resolve(signal === null ? `exit code ${code}` : `ended by ${signal}`));
  });
  clearTimeout(limit);
  child.stdout.destroy();
  child.stderr.destroy();
  if (ended === 'exit code 0') return;
  const detail = written.trim() === '' ? ended : `${ended}, ${written.trim()}`;
  throw new HarnessError('RESET_FAILED', { command, detail });
}
