import { aastra6721ip } from './aastra-6721ip.js';
import { aastra6725ip } from './aastra-6725ip.js';
import { audioCodes440hd } from './audiocodes-440hd.js';
import { hp4110 } from './hp-4110.js';
import { hp4120 } from './hp-4120.js';
import { ip8540 } from './lg-nortel-ip8540.js';
import type { PhoneModel } from './model.js';
import { cx500 } from './polycom-cx500.js';
import { cx600 } from './polycom-cx600.js';
import { cx700 } from './polycom-cx700.js';
import { cx3000 } from './polycom-cx3000.js';
import { vvx600 } from './polycom-vvx.js';
import { yealinkT48g } from './yealink-t48g.js';

const models: readonly PhoneModel[] = [
  ...[cx500, cx600, cx700, cx3000, aastra6721ip, aastra6725ip, hp4110, hp4120, ip8540],
  ...[vvx600, audioCodes440hd, yealinkT48g],
];

/** Every model the emulated phone can be, by its name. */
export const phoneModels: ReadonlyMap<string, PhoneModel> = new Map(models.map((model) => [model.name, model]));

export type { AfterSignIn, AfterSignInWishes } from './after-sign-in.js';
export { type HelloShape, helloShape, helloShapes } from './hello-shape.js';
export { type FirmwareRelease, microsoftFirmware } from './microsoft-firmware.js';
export {
  type AutodiscoverOrder,
  autodiscoverOrders,
  type PhoneModel,
  type RefusalShape,
  type RootChainEndpoint,
  type TimeSource,
  timeSources,
} from './model.js';
export type { PhoneScheme, RegistrarAuthentication } from './registrar-authentication.js';
export type { UpdateHabits } from './update-habits.js';
