import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { program } from '../peers/program.js';

const run = promisify(execFile);
const CONNECTIONS = 16;
const SECONDS = 2;

/** One request, sent again and again. */
export interface WrkRequest {
  readonly url: string;
  /** POSTed; without it a GET. */
  readonly body?: string;
}

/** Whether the program is here. */
export const wrkInstalled = (): boolean => program('wrk') !== undefined;

/**
 * Requests answered with 200 by `wrk` (kept alive, 16 connections at once, 2 seconds).
 * @throws Error when anything else was answered
 */
export async function wrk({ url, body }: WrkRequest): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'mock-lync-wrk-'));
  try {
    const script = join(folder, 'request.lua');
    if (body !== undefined) writeFileSync(join(folder, 'body.xml'), body);
    writeFileSync(script, scriptFor(body === undefined ? undefined : join(folder, 'body.xml')));
    const { stdout } = await run('wrk', ['-t1', `-c${CONNECTIONS}`, `-d${SECONDS}s`, '-s', script, url]);
    const requests = /(\d+) requests in/.exec(stdout)?.[1];
    const others = /Non-2xx or 3xx responses: (\d+)/.exec(stdout)?.[1];
    if (requests === undefined || others !== undefined) throw new Error(`wrk: ${stdout}`);
    return Number(requests);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function scriptFor(bodyFile: string | undefined): string {
  if (bodyFile === undefined) return 'wrk.method = "GET"\n';
  return [
    'wrk.method = "POST"',
    `local file = io.open(${JSON.stringify(bodyFile)}, "rb")`,
    'wrk.body = file:read("*a")',
    'wrk.headers["Content-Type"] = "text/xml; charset=utf-8"',
    '',
  ].join('\n');
}
