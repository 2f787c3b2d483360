import { HarnessError } from '../../foundation/errors/index.js';
import { macOf, type StatedDevice } from '../../scenario/lab/index.js';

/** `--device MAC,MODEL,FIRMWARE`, the last two as far as they are known. Errors: USAGE. */
export function statedDevices(given: readonly string[]): StatedDevice[] {
  return given.map((item) => {
    const [address = '', model = '', firmware = '', ...more] = item.split(',').map((part) => part.trim());
    const mac = macOf(address);
    if (mac === undefined || more.length > 0) {
      throw usage(`--device "${item}" is not MAC,MODEL,FIRMWARE like 00:04:f2:aa:bb:cc,CX600,4.0.7577.4420`);
    }
    if (firmware !== '' && !/^\d{1,9}(\.\d{1,9}){3}$/.test(firmware)) {
      throw usage(`--device "${item}": the firmware "${firmware}" is not four numbers`);
    }
    return { mac, ...(model !== '' && { model }), ...(firmware !== '' && { firmware }) };
  });
}

/** `--mac MAC` in any usual notation. Errors: USAGE. */
export function macFrom(given: string | undefined): string | undefined {
  if (given === undefined) return undefined;
  const mac = macOf(given);
  if (mac === undefined) throw usage(`--mac "${given}" is not an address like 00:04:f2:aa:bb:cc`);
  return mac;
}

/** Whole seconds of an option, in milliseconds. Errors: USAGE. */
export function secondsFrom(option: string, given: string | undefined, fallback: number): number {
  if (given === undefined) return fallback * 1000;
  if (!/^[1-9]\d{0,5}$/.test(given)) throw usage(`--${option} "${given}" is not a number of seconds from 1 to 999999`);
  return Number(given) * 1000;
}

function usage(detail: string): HarnessError {
  return new HarnessError('USAGE', { detail });
}
