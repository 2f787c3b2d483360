import type { FirmwareOffer } from '../../deployment/index.js';
import { HarnessError } from '../../foundation/errors/index.js';
import { openFirmwarePackage } from '../../scenario/firmware-package.js';
import { flag, type OptionValues, text } from '../command.js';

export const FIRMWARE_HELP: readonly string[] = [
  '  --synthetic-images         offer what the scenario’s update rules say, as images made on the spot: for the emulated',
  '                             phone alone. Without this and the next, no phone is offered any firmware',
  '  --firmware-package FILE --firmware-rule UCPhone/BRAND/MODEL/REVISION/LOCALE/VERSION   offer the vendor’s file,',
  '                             unmodified, and the .cat beside it, to devices of this rule, real ones among them',
];

export const firmwareOptions = {
  'synthetic-images': { type: 'boolean' },
  'firmware-package': { type: 'string' },
  'firmware-rule': { type: 'string' },
} as const;

export interface GivenFirmware {
  readonly offer: FirmwareOffer;
  close(): Promise<void>;
}

/** Who may be offered what, by the operator's word: nothing unless he says so. Errors: USAGE, FILE_UNREADABLE. */
export async function firmwareFrom(options: OptionValues): Promise<GivenFirmware> {
  const [file, rule] = [text(options, 'firmware-package'), text(options, 'firmware-rule')];
  const synthetic = flag(options, 'synthetic-images');
  if ((file === undefined) !== (rule === undefined)) {
    throw new HarnessError('USAGE', { detail: '--firmware-package and --firmware-rule go together' });
  }
  if (file !== undefined && rule !== undefined) {
    if (synthetic) {
      throw new HarnessError('USAGE', { detail: 'either --synthetic-images or --firmware-package, not both' });
    }
    return await openFirmwarePackage(file, rule);
  }
  return { offer: { kind: synthetic ? 'synthetic' : 'nothing' }, close: async () => {} };
}

/** Said when a lab opens: whoever serves must know. */
export function firmwareNotice(offer: FirmwareOffer): string | undefined {
  if (offer.kind === 'nothing') return undefined;
  if (offer.kind === 'synthetic') {
    return 'mock-lync: synthetic firmware images are offered; no real phone may be connected to this lab.\n';
  }
  const { brand, deviceType, locale, model, revision, version } = offer.rule;
  const key = [deviceType, brand, model, revision, locale].join('/');
  return `mock-lync: the firmware ${offer.image.name} is offered, as it is, as version ${version} to every ${key}.\n`;
}
