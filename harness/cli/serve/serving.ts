import { asHarnessError } from '../../foundation/errors/index.js';
import type { Decided, LabSession } from '../../scenario/lab/index.js';
import { SILENT_MS } from '../../scenario/lab/index.js';
import type { Scenario, Variant } from '../../scenario/scenario.js';

/** Notices of a lab in which nobody was seen come so often at most. */
const LOOK_MS = 1_000;

export interface ServingParts {
  readonly scenario: Scenario;
  readonly session: LabSession;
  /** Go on to the next variant after each verdict. */
  readonly next: boolean;
  /** Whether a variant can be shown to a real phone. */
  fits(variant: Variant): boolean;
  /** Serving ends. */
  readonly stop: AbortSignal;
  /** Names of variants the operator asks for; an empty one is the next. */
  readonly wishes: Wishes;
  served(variant: Variant): void;
  say(text: string): void;
}

/** What the operator asks for while it is served, on the terminal or by `mock-lync variant`. */
export class Wishes {
  readonly #queue: string[] = [];
  #heard: () => void = () => {};

  add(wish: string): void {
    this.#queue.push(wish);
    this.#heard();
  }

  take(): string | undefined {
    return this.#queue.shift();
  }

  /** Until there is one, or the signal ends the waiting. */
  async some(signal: AbortSignal): Promise<void> {
    if (this.#queue.length > 0 || signal.aborted) return;
    await new Promise<void>((resolve) => {
      this.#heard = resolve;
      signal.addEventListener('abort', () => resolve(), { once: true });
    });
  }
}

/** Serve until stopped: variant after variant, as the operator wishes or as verdicts fall. */
export async function serveUntilStopped(parts: ServingParts): Promise<void> {
  const { stop } = parts;
  const silence = watchSilence(parts);
  while (!stop.aborted) {
    const turn = new AbortController();
    const ends = AbortSignal.any([stop, turn.signal]);
    const wished = parts.wishes.some(ends).then(() => undefined);
    const decided = parts.next ? verdictAndQuiet(parts, ends) : never(ends);
    await Promise.race([wished, decided]);
    turn.abort();
    await Promise.all([wished, decided]);
    if (stop.aborted) break;
    const wish = parts.wishes.take();
    const variant = wish === undefined || wish === '' ? following(parts) : named(parts, wish);
    if (variant) await change(parts, variant);
    else if (wish === undefined || wish === '') {
      parts.say('Every variant was tried. Connect the next phone, and type the name of a variant to begin again.');
      await parts.wishes.some(stop);
    }
  }
  await silence;
}

async function change({ say, served, session }: ServingParts, variant: Variant): Promise<void> {
  try {
    await session.replace(variant);
  } catch (thrown) {
    const error = asHarnessError(thrown);
    if (error.code !== 'VARIANT_NOT_LIVE') throw error;
    return say(`${error.message} ${error.action}`);
  }
  served(variant);
}

/** The variant after the present one that a real phone can be shown. */
function following({ fits, scenario, session }: ServingParts): Variant | undefined {
  const at = scenario.variants.findIndex(({ name }) => name === session.served.variant.name);
  return scenario.variants.slice(at + 1).find(fits);
}

function named({ say, scenario }: ServingParts, wish: string): Variant | undefined {
  const found = scenario.variants.find(({ name }) => name.toLowerCase() === wish.toLowerCase());
  if (!found) say(`There is no variant "${wish}": ${scenario.variants.map(({ name }) => name).join('; ')}.`);
  return found;
}

/** A verdict fell, and nobody else is in the middle of something. */
async function verdictAndQuiet({ session }: ServingParts, signal: AbortSignal): Promise<Decided | undefined> {
  const decided = await session.nextVerdict(signal);
  const { clock } = session.served;
  while (!signal.aborted && session.watch.isBusy(clock.elapsed(), SILENT_MS)) {
    await clock.sleep(LOOK_MS, signal).catch(() => {});
  }
  return decided;
}

/** Says once what to check when nobody was seen at all. */
async function watchSilence({ say, session, stop }: ServingParts): Promise<void> {
  await session.served.clock.sleep(SILENT_MS, stop).catch(() => {});
  if (stop.aborted || session.watch.cards().some(({ addresses }) => addresses.length > 0)) return;
  say(nobodySeen);
}

const nobodySeen = [
  'No phone was seen for 90 s. Check its cable and power, that it is in this segment and in no voice VLAN,',
  'and this machine’s firewall: mock-lync doctor --address IP tells the commands.',
].join('\n');

function never(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
