import type { JournalEvent, UpdateModule } from '../journal/index.js';

/**
 * Columns of the audit log, in order. `Logging DateTime`, `User Host Address`, `Mac Address`, `Vendor`, `Model` and
 * `Revision` are spelled as in the field (Get-CsPhoneReportFromUpdateLogs), the others by analogy.
 */
export const auditColumns = [
  'Logging DateTime',
  'User Host Address',
  'Device Type',
  'Mac Address',
  'Serial Number',
  'Vendor',
  'Model',
  'Revision',
  'Locale',
  'Request Modules',
  'Response Modules',
  'User ID',
] as const;

export type AuditRow = Readonly<Record<(typeof auditColumns)[number], string>>;

type Audited = JournalEvent<'device-update.audit'>;

/** The audit log's row of a check. */
export function auditRow(event: Audited): AuditRow {
  return {
    'Logging DateTime': event.time.replace('T', ' ').slice(0, 19),
    'User Host Address': event.address ?? '',
    'Device Type': event.deviceType ?? '',
    'Mac Address': event.mac?.replaceAll(':', '').toUpperCase() ?? '',
    'Serial Number': event.serial ?? '',
    Vendor: event.vendor ?? '',
    Model: event.model ?? '',
    Revision: event.revision ?? '',
    Locale: event.locale ?? '',
    'Request Modules': modules(event.requestModules, ({ file, timestamp, version }) => [file, version, timestamp]),
    'Response Modules': modules(event.responseModules, ({ file, signatureFile, timestamp, version }) => [
      ...[file, signatureFile, version, timestamp],
    ]),
    'User ID': event.userId ?? '',
  };
}

/** Modules by `#`, their parts by `;` (OCS, update audit log schema). */
function modules(list: readonly UpdateModule[], parts: (module: UpdateModule) => (string | undefined)[]): string {
  return list
    .map((module) =>
      parts(module)
        .map((part) => part?.replace(/[;#]/g, '_') ?? '')
        .join(';'),
    )
    .join('#');
}

export function auditHeader(): string {
  return auditColumns.join(',');
}

/** One line of CSV, commas between, without a line end. */
export function auditLine(row: AuditRow): string {
  return auditColumns.map((column) => cell(row[column])).join(',');
}

/** What a device says must neither break a line nor be a formula to whoever opens it in a spreadsheet. */
function cell(value: string): string {
  const plain = value.replace(/\p{Cc}/gu, ' ');
  const safe = /^[=+@\-\t]/.test(plain) ? `'${plain}` : plain;
  return /[",]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
