import { nearest } from '../../foundation/nearest.js';
import { phoneModels, stepSentences } from '../../phone/index.js';
import { defaultUserNames } from '../default-users.js';
import type { DeploymentProblem } from './deployed.js';

/** What of a phone names something that may not be there. */
export interface NamingPhone {
  readonly model: string;
  readonly user: string;
  readonly autodiscover?: string | undefined;
  readonly powerLossAt?: string | undefined;
  readonly afterwards?: readonly (string | { readonly user?: string | undefined })[] | undefined;
}

/** Models, users and steps there are not, with the nearest that there is; `at`: where the phone stands. */
export function phoneProblems(
  at: readonly (string | number)[],
  { afterwards = [], autodiscover, model, powerLossAt, user }: NamingPhone,
  users: Readonly<Record<string, unknown>> = {},
): DeploymentProblem[] {
  const names = [...new Set([...defaultUserNames, ...Object.keys(users)])];
  const problem = (
    key: string | readonly (string | number)[],
    word: string | undefined,
    what: string,
    all: string[],
  ) =>
    word === undefined || all.includes(word)
      ? []
      : [{ path: [...at, ...[key].flat()], message: unknown(word, what, all) }];
  const deployed = (key: string | readonly (string | number)[], word: string | undefined) =>
    problem(key, word, 'deployed users', names).map((each) => ({ ...each, by: [['deployment', 'users']] }));
  return [
    ...problem('model', model, 'models', [...phoneModels.keys()]),
    ...deployed('user', user),
    ...problem('powerLossAt', powerLossAt, 'steps', Object.keys(stepSentences)),
    ...neverAsks(at, model, autodiscover),
    ...afterwards.flatMap((action, index) =>
      typeof action === 'string' ? [] : deployed(['afterwards', index, 'user'], action.user),
    ),
  ];
}

/** A model that knows nothing of autodiscover cannot be told to ask it. */
function neverAsks(at: readonly (string | number)[], model: string, autodiscover = 'never'): DeploymentProblem[] {
  const known = phoneModels.get(model);
  if (autodiscover === 'never' || !known || known.autodiscover) return [];
  return [{ path: [...at, 'autodiscover'], message: `a ${model} never asks autodiscover` }];
}

function unknown(word: string, what: string, all: readonly string[]): string {
  const near = nearest(word, all);
  const meant = near === undefined ? '' : `; did you mean "${near}"?`;
  return `"${word}" is none of the ${what}${meant === '' ? ',' : `${meant} These are`} ${all.join(', ')}`;
}
