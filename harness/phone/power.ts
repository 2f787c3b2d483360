import { HarnessError } from '../foundation/errors/index.js';
import type { StepContext } from './context.js';
import { SwitchedOff } from './waiting.js';

/** A phone that is on: what its steps work with, and what ends them all. */
export interface Power {
  readonly switch: AbortController;
  readonly context: StepContext;
}

/** Every wait ends, nothing stays open, and nobody is told. */
export function cutPower({ context, switch: power }: Power): void {
  power.abort(new SwitchedOff());
  context.web.close();
  context.registration.current?.connection.close();
  context.plug.close();
}

/** Signs out where the phone is registered; that the registrar does not confirm it keeps no phone from going. */
export async function takeLeave({ power, registration }: StepContext): Promise<void> {
  try {
    await registration.current?.signOut();
  } catch (error) {
    if (power.aborted) throw new SwitchedOff();
    if (!(error instanceof HarnessError)) throw error;
  } finally {
    registration.current?.connection.close();
  }
}
