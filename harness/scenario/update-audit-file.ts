import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { HarnessError } from '../foundation/errors/index.js';
import type { Journal, JournalEvent } from '../journal/index.js';
import { auditHeader, auditLine, auditRow } from '../reports/update-audit.js';

/** Whose log it is, of which day, and where it is kept. */
export interface AuditPlace {
  readonly at: Date;
  readonly folder: string;
  /** FQDN. */
  readonly server: string;
}

/**
 * Writes the audit log of update requests beside the journal, named and kept in folders as on a server
 * (`Logs\Server\Audit\imageUpdates`): CSV, and lines of JSON under the same name. Errors: FILE_UNWRITABLE.
 */
export function writeUpdateAudit(
  journal: Journal,
  { at, folder, server }: AuditPlace,
): { file: string; close(): void } {
  const date = at.toISOString().slice(0, 10).replaceAll('-', '');
  const place = join(folder, 'Logs', 'Server', 'Audit', 'imageUpdates');
  const base = join(place, `RequestHandlerAuditLog_${server.split('.')[0]}_${date}`);
  const file = `${base}.log`;
  let handle: number;
  let jsonHandle: number;
  try {
    mkdirSync(place, { recursive: true });
    handle = openSync(file, 'w', 0o600);
    jsonHandle = openSync(`${base}.jsonl`, 'w', 0o600);
  } catch (error) {
    throw new HarnessError('FILE_UNWRITABLE', { file, detail: (error as Error).message }, { cause: error });
  }
  writeSync(handle, `${auditHeader()}\r\n`);
  const unsubscribe = journal.subscribe((event: JournalEvent) => {
    if (event.type !== 'device-update.audit') return;
    const row = auditRow(event);
    writeSync(handle, `${auditLine(row)}\r\n`);
    writeSync(jsonHandle, `${JSON.stringify(row)}\n`);
  });
  let closed = false;
  return {
    file,
    close: () => {
      if (closed) return;
      closed = true;
      unsubscribe();
      closeSync(handle);
      closeSync(jsonHandle);
    },
  };
}
