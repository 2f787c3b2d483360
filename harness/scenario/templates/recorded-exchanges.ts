import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { HarnessError } from '../../foundation/errors/index.js';
import { type JournalEvent, overwriteCredentials, readJournal } from '../../journal/index.js';

/** A web request of a journal and the answer it got. */
export interface RecordedExchange {
  /** `web#3/2`: the second request on that connection. */
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly operation: string | undefined;
  /** Head and body, without secrets. */
  readonly request: Buffer;
  readonly response: Buffer;
  /** The file beside the journal that has the answer's body, where the journal itself has it not. */
  readonly capture: string | undefined;
  /** The recorded body is not the whole one. */
  readonly cut: boolean;
  /** It was recorded without the Content-Encoding it came with. */
  readonly unpacked: boolean;
  /** When it was answered, on the scenario's clock. */
  readonly at: Date;
}

/** What of a journal is needed to make a template. */
export interface Recording {
  readonly exchanges: readonly RecordedExchange[];
  /** Host name to FQDN. */
  readonly hosts: Readonly<Record<string, string>>;
  readonly sipDomain: string | undefined;
}

/** The answered web exchanges of a journal file, requests and answers paired in order. Errors: FILE_UNREADABLE. */
export function recordedExchanges(file: string): Recording {
  const exchanges: RecordedExchange[] = [];
  const counts = new Map<string, number>();
  const waiting = new Map<string, { id: string; event: JournalEvent<'web.request'> }[]>();
  const hosts: Record<string, string> = {};
  let sipDomain: string | undefined;
  for (const event of readJournal(file)) {
    const { connection = '' } = event;
    if (event.type === 'lab.started') {
      Object.assign(hosts, event.hosts);
      sipDomain = event.sipDomain;
    } else if (event.type === 'web.request' && event.observer === 'harness') {
      const count = (counts.get(connection) ?? 0) + 1;
      counts.set(connection, count);
      waiting.set(connection, [...(waiting.get(connection) ?? []), { id: `${connection}/${count}`, event }]);
    } else if (event.type === 'web.response' && event.observer === 'harness') {
      const asked = waiting.get(connection)?.shift();
      if (!asked) continue;
      const { method, operation, path, raw } = asked.event;
      exchanges.push({
        ...{ id: asked.id, method: String(method), path: String(path), status: Number(event.status), operation },
        request: bytes(raw),
        response: bytes(event.raw),
        capture:
          event.capture === undefined ? undefined : join(dirname(file), 'captures', basename(String(event.capture))),
        cut: event.cut === true,
        unpacked: event.unpacked !== undefined,
        at: new Date(event.time),
      });
    }
  }
  return { exchanges, hosts, sipDomain };
}

/** A journal of another version may hold what is overwritten now. */
function bytes(raw: unknown): Buffer {
  return overwriteCredentials(Buffer.from(typeof raw === 'string' ? raw : '', 'base64'));
}

/** The answer with its body, from wherever it was kept. Errors: FILE_UNREADABLE. */
export function wholeResponse({ capture, response }: Pick<RecordedExchange, 'capture' | 'response'>): Buffer {
  if (capture === undefined) return response;
  try {
    return Buffer.concat([response, readFileSync(capture)]);
  } catch (error) {
    throw new HarnessError('FILE_UNREADABLE', { file: capture, detail: (error as Error).message }, { cause: error });
  }
}
