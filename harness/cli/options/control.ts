import { readFileSync } from 'node:fs';
import { HarnessError } from '../../foundation/errors/index.js';
import { type Command, type OptionValues, text } from '../command.js';

/** For commands that change a running `serve`. */
export const CONTROL_OPTIONS = {
  endpoints: { type: 'string' },
  control: { type: 'string' },
  'token-file': { type: 'string' },
} as const satisfies Command['options'];

export const CONTROL_HELP = [
  '  --endpoints FILE       the ready line of the running `mock-lync serve --json`',
  '  --control HOST:PORT --token-file FILE   instead: where its control API listens, and its token',
];

/** Longest answer waited for; a control request does nothing that takes long. */
const ANSWER_LIMIT_MS = 10_000;

export interface ControlClient {
  get(path: string): Promise<Readonly<Record<string, unknown>>>;
  post(path: string, body: Readonly<Record<string, unknown>>): Promise<Readonly<Record<string, unknown>>>;
}

/** The control API the options name. Errors: USAGE, FILE_UNREADABLE; the client's CONTROL_UNREACHABLE, CONTROL_REFUSED. */
export function controlClient(options: OptionValues): ControlClient {
  const { address, tokenFile } = controlPlace(options);
  const token = read(tokenFile).trim();
  const ask = (path: string, body?: Readonly<Record<string, unknown>>) => send(address, token, path, body);
  return { get: (path) => ask(path), post: (path, body) => ask(path, body) };
}

function controlPlace(options: OptionValues): { readonly address: string; readonly tokenFile: string } {
  const [endpoints, control, tokenFile] = ['endpoints', 'control', 'token-file'].map((name) => text(options, name));
  if (endpoints !== undefined) return ofReadyLine(endpoints);
  if (control === undefined || tokenFile === undefined) {
    throw new HarnessError('USAGE', { detail: 'give --endpoints FILE, or --control HOST:PORT with --token-file FILE' });
  }
  if (!/^[^\s/@]+:\d{1,5}$/.test(control)) {
    throw new HarnessError('USAGE', { detail: `--control "${control}" is not HOST:PORT` });
  }
  return { address: control, tokenFile };
}

function ofReadyLine(file: string): { readonly address: string; readonly tokenFile: string } {
  let line: {
    event?: unknown;
    endpoints?: { control?: { address?: unknown; port?: unknown } };
    files?: unknown;
  } | null;
  const whole = read(file);
  try {
    line = JSON.parse(whole);
  } catch (error) {
    throw unreadable(file, (error as Error).message, error);
  }
  const { address, port } = line?.endpoints?.control ?? {};
  const { controlToken } = (line?.files ?? {}) as { controlToken?: unknown };
  if (typeof address !== 'string' || typeof port !== 'number' || typeof controlToken !== 'string') {
    throw unreadable(file, 'it is no ready line of `mock-lync serve --json`');
  }
  return { address: `${address}:${port}`, tokenFile: controlToken };
}

async function send(
  address: string,
  token: string,
  path: string,
  body: Readonly<Record<string, unknown>> | undefined,
): Promise<Readonly<Record<string, unknown>>> {
  let response: Response;
  let value: Readonly<Record<string, unknown>>;
  try {
    response = await fetch(`http://${address}${path}`, {
      method: body ? 'POST' : 'GET',
      headers: { authorization: `Bearer ${token}` },
      signal: AbortSignal.timeout(ANSWER_LIMIT_MS),
      ...(body && { body: JSON.stringify(body) }),
    });
    value = (await response.json()) as Readonly<Record<string, unknown>>;
  } catch (error) {
    const { cause, message } = error as Error;
    const detail = cause instanceof Error ? cause.message : message;
    throw new HarnessError('CONTROL_UNREACHABLE', { address, detail }, { cause: error });
  }
  if (response.ok) return value;
  const sentence = typeof value.sentence === 'string' ? value.sentence : 'it says nothing more.';
  throw new HarnessError('CONTROL_REFUSED', { status: response.status, detail: sentence });
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw unreadable(file, (error as Error).message, error);
  }
}

function unreadable(file: string, detail: string, cause?: unknown): HarnessError {
  return new HarnessError('FILE_UNREADABLE', { file, detail }, { cause });
}
