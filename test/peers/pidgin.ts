import type { ExecutionContext } from 'ava';
import { PeerProcess } from './peer-process.js';
import { peerTest } from './program.js';
import { nullclient, purpleMissing } from './purple.js';
import { temporaryFolder } from './tls-ports.js';

/** Much longer than any sign-in takes, on a machine that is busy with other tests too. */
const GIVE_UP_SECONDS = 90;

export interface PidginOptions {
  /** `127.0.0.1:5061`. */
  readonly server: string;
  /** Account name; in contoso.com unless `domain` says otherwise. */
  readonly user: string;
  readonly password: string;
  readonly domain?: string;
  /** Seconds it stays once it is signed in; 2 by default. */
  readonly stay?: number;
  readonly options?: readonly string[];
}

/** pidgin-sipe signing in by NTLM; it ends when it was refused, or some seconds after it was signed in. */
export function pidgin(t: ExecutionContext, built: string, given: PidginOptions): PeerProcess {
  const { server, user, password, domain = 'contoso.com', stay = 2, options = [] } = given;
  const account = [`${user}@${domain},CONTOSO\\${user}`, password, server];
  const usual = ['-d', temporaryFolder(t).path, '-t', String(GIVE_UP_SECONDS), '-w', String(stay)];
  const all = [...usual, '-o', 'authentication=ntlm', ...options, ...account];
  return new PeerProcess(t, built, all, {}, GIVE_UP_SECONDS * 1000);
}

/** A test with that client; without it the test says so, and fails in CI. `built` is the program. */
export function pidginTest(
  test: Parameters<typeof peerTest>[0],
  title: string,
  body: (t: ExecutionContext, built: string) => Promise<void>,
): void {
  peerTest(test, ['gcc'], title, async (t, { gcc = '' }) => {
    const missing = await purpleMissing();
    if (missing === undefined) return await body(t, await nullclient(gcc));
    t.log(`not run: ${missing}`);
    if (process.env.CI) t.fail(missing);
    else t.pass();
  });
}

/** What its debug log says of signatures: how many messages came, and how many it found rightly signed. */
export function signaturesSeen(output: string): { messages: number; valid: number; invalid: number } {
  const count = (pattern: RegExp) => output.match(pattern)?.length ?? 0;
  return {
    messages: count(/sipe: MESSAGE <<<<<<<<<< SIP/g),
    valid: count(/signature of incoming message validated/g),
    invalid: count(/signature of incoming message is invalid/g),
  };
}

/** A contact as the client has it. */
export interface Buddy {
  readonly name: string;
  readonly alias: string;
  readonly group: string;
  readonly status: string;
}

/** The contact list at its end. */
export function buddies(output: string): Buddy[] {
  return [...output.matchAll(/^NULLCLIENT buddy (\S+) alias=(.*) group=(.*) status=(.*)$/gm)].map(
    ([, name = '', alias = '', group = '', status = '']) => ({ name, alias, group, status }),
  );
}
