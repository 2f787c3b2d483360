import type { HarnessError } from '../foundation/errors/index.js';
import type { Step, StepContext } from './context.js';
import { failureOf } from './failure.js';
import type { PhoneModel } from './models/index.js';
import { isDue, isEssential, perform } from './perform.js';
import { takeLeave } from './power.js';
import type { Progress } from './progress.js';
import { CERTIFICATE_RESERVE_MS } from './stay/renew-certificate.js';
import { afterSignInSteps, powerOnSteps, signInSteps } from './steps/index.js';

/** From power-on to what comes after the sign-in; `progress` tells how far it came, and why no further. */
export async function boot(context: StepContext, model: PhoneModel, progress: Progress): Promise<void> {
  if (!(await runAll(powerOnSteps, context, progress))) return;
  const { memory, record, screen, typed } = context;
  if (!(await runAll(signInSteps(typed.signIn, certificateIsGood(context), model), context, progress))) return;
  progress.outcome = 'signed-in';
  // A step that could be done without may have shown its failure.
  screen.show('signedIn');
  const { sipAddress } = memory;
  record('phone.outcome', { outcome: 'signed-in', step: progress.step, ...(sipAddress && { detail: sipAddress }) });
  await runAll(afterSignInSteps(model), context, progress);
}

/** Whether the phone may go on. */
async function runAll(steps: readonly Step[], context: StepContext, progress: Progress): Promise<boolean> {
  for (const step of steps) {
    if (!isDue(step, context)) continue;
    progress.step = step.name;
    const error = await perform(step, context);
    if (context.restart.wanted) return false;
    if (error === undefined || !isEssential(step, context)) continue;
    await fail(step.name, error, context, progress);
    return false;
  }
  return true;
}

/** A phone that registered by password on its way to a certificate, and got none, does not stay (inferred). */
async function fail(step: string, error: HarnessError, context: StepContext, progress: Progress): Promise<void> {
  progress.outcome = 'sign-in-failed';
  progress.failure = failureOf(step, error);
  context.record('phone.outcome', { outcome: 'sign-in-failed', step, detail: error.message });
  await takeLeave(context);
}

function certificateIsGood({ date, memory: { certificate } }: StepContext): boolean {
  return certificate !== undefined && certificate.notAfter.getTime() - date.now().getTime() > CERTIFICATE_RESERVE_MS;
}
