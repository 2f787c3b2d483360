import { readFileSync } from 'node:fs';
import { HarnessError } from '../../foundation/errors/index.js';

/** What the emulated phone's process needs of a ready line. */
export interface ServedEndpoints {
  readonly dial: Readonly<Record<string, string>>;
  /** PEM file of each stand-in, by the id of the root it stands for. */
  readonly standIns: Readonly<Record<string, string>>;
}

/** Read a saved ready line. */
export function readEndpoints(file: string): ServedEndpoints {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new HarnessError('FILE_UNREADABLE', { file, detail: (error as Error).message }, { cause: error });
  }
  const line = value as { event?: unknown; dial?: unknown; files?: { standIns?: unknown } } | null;
  if (line?.event !== 'ready' || !isTextMap(line.dial)) {
    throw new HarnessError('FILE_UNREADABLE', { file, detail: 'it is no ready line of `mock-lync serve --json`' });
  }
  const standIns = line.files?.standIns;
  return { dial: line.dial, standIns: isTextMap(standIns) ? standIns : {} };
}

function isTextMap(value: unknown): value is Record<string, string> {
  return (
    typeof value === 'object' && value !== null && Object.values(value).every((entry) => typeof entry === 'string')
  );
}
