import { evaluateChain, type Refusal } from '../evaluate.js';
import { extending, keying, naming, renewing, settingClock, signing, unconstraining } from './certificates.js';
import type { Candidate, Remedy, RemedyKind, RemedySources, RemedyStep, Situation } from './remedy.js';
import {
  publishing,
  renewingRoot,
  sendingIntermediate,
  underBuiltInRoot,
  updates,
  withoutCertificate,
} from './roots.js';

/** Steps of one remedy; a chain with more wrong than this is better made anew. */
export const MAX_REMEDY_STEPS = 4;

/** Evaluations spent on one refusal: each costs a few signature checks. */
export const MAX_REMEDY_EVALUATIONS = 200;

/**
 * What would make the phone trust the server, each found so by evaluating again with all its steps applied; the
 * shortest first. Empty when nothing here helps.
 */
export function remediesFor(situation: Situation, refusal: Refusal, sources: RemedySources): Remedy[] {
  const budget = { left: MAX_REMEDY_EVALUATIONS };
  const remedies: Remedy[] = [];
  const seen = new Set<RemedyKind>();
  for (const candidate of candidates(situation, refusal, sources)) {
    // The first of a kind that works is the one with the least change.
    if (seen.has(candidate.step.kind)) continue;
    const remedy = complete([candidate.step], candidate.after, refusal, sources, budget);
    if (remedy === undefined) continue;
    seen.add(candidate.step.kind);
    remedies.push(remedy);
  }
  return leanest(remedies).toSorted((one, other) => one.steps.length - other.steps.length);
}

/** Without those that do all another one does, and more. */
function leanest(remedies: readonly Remedy[]): Remedy[] {
  const has = (remedy: Remedy, step: RemedyStep) => remedy.steps.some(({ sentence }) => sentence === step.sentence);
  return remedies.filter(
    (remedy) => !remedies.some((other) => other !== remedy && other.steps.every((step) => has(remedy, step))),
  );
}

/** Only to re-issue is needed more than once: for different certificates, or different faults. */
function fits(steps: readonly RemedyStep[], next: RemedyStep): boolean {
  return next.kind === 're-issue' || next.kind === 'renew'
    ? steps.every(({ sentence }) => sentence !== next.sentence)
    : steps.every(({ kind }) => kind !== next.kind);
}

function complete(
  steps: readonly RemedyStep[],
  situation: Situation,
  before: Refusal,
  sources: RemedySources,
  budget: { left: number },
): Remedy | undefined {
  if (budget.left === 0) return undefined;
  budget.left--;
  const verdict = evaluateChain(situation.question, situation.whatIf);
  if (verdict.trusted) return { steps, anchor: verdict.anchor };
  const same = verdict.reason === before.reason && verdict.at?.thumbprint === before.at?.thumbprint;
  // A certificate taken out must be all that was wrong: otherwise it could simply be put back.
  const removed = steps.at(-1)?.kind === 'remove-certificate' && before.reason !== 'bad-signature';
  const last = removed || steps.length === MAX_REMEDY_STEPS;
  if (same || last) return undefined;
  for (const { after, step } of candidates(situation, verdict, sources)) {
    if (!fits(steps, step)) continue;
    const remedy = complete([...steps, step], after, verdict, sources, budget);
    if (remedy !== undefined) return remedy;
  }
  return undefined;
}

function* candidates(situation: Situation, refusal: Refusal, sources: RemedySources): Generator<Candidate> {
  switch (refusal.reason) {
    case 'anchor-expired':
      yield* renewingRoot(situation, refusal);
      yield* updates(situation, sources);
      yield* publishing(situation, refusal, sources);
      yield* underBuiltInRoot(situation, refusal);
      return;
    case 'untrusted-root':
    case 'self-signed':
      yield* updates(situation, sources);
      yield* sendingIntermediate(situation, refusal, sources);
      yield* publishing(situation, refusal, sources);
      yield* underBuiltInRoot(situation, refusal);
      return;
    case 'incomplete-chain':
      yield* sendingIntermediate(situation, refusal, sources);
      yield* publishing(situation, refusal, sources);
      return;
    case 'bad-signature':
      yield* withoutCertificate(situation, refusal);
      yield* sendingIntermediate(situation, refusal, sources);
      return;
    case 'not-yet-valid':
      yield* settingClock(situation, refusal);
      yield* renewing(situation, refusal);
      return;
    case 'expired':
      yield* renewing(situation, refusal);
      yield* withoutCertificate(situation, refusal);
      return;
    case 'name-mismatch':
      yield* naming(situation, refusal);
      return;
    case 'signature-algorithm':
      yield* signing(situation, refusal);
      yield* updates(situation, sources);
      return;
    case 'key-type':
    case 'key-size':
      yield* keying(situation, refusal);
      yield* updates(situation, sources);
      return;
    case 'name-constraints':
      yield* unconstraining(situation);
      return;
    case 'malformed':
      return;
    default:
      yield* extending(situation, refusal);
  }
}
