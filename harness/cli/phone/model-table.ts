import type { FirmwareRelease, PhoneModel } from '../../phone/index.js';

/** The models one can be, with how each signs in and the firmware it has unless told otherwise; then Microsoft's builds. */
export function modelTable(models: readonly PhoneModel[], builds: readonly FirmwareRelease[]): string {
  const head = ['vendor', 'model', 'signs in by', 'firmware'];
  const rows = models.map(({ name, pin, typed, usb, usualFirmware, vendor }) => {
    const ways = [pin && 'pin', usb && 'usb', typed && 'typed'].filter((way) => way !== false);
    return [vendor, name, ways.join(' '), usualFirmware];
  });
  const released = builds.map(({ evidence, release, runsOn, version }) => [version, runsOn, evidence, release]);
  return [
    ...table([head, ...rows]),
    '',
    ...table([['firmware', 'runs on', 'evidence', 'release'], ...released]),
    '',
  ].join('\n');
}

function table(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)) + 2);
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('')
      .trimEnd(),
  );
}
