import { nearest } from '../../foundation/nearest.js';
import { type DeploymentProblem, deploymentProblems } from './deployed.js';
import type { DeploymentSpec } from './deployment.js';
import { macOf } from './device.js';
import type { ExpectSpec } from './expect.js';
import { type NamingPhone, phoneProblems } from './phone-problems.js';

/** What `wholeProblems` looks at. */
interface Whole {
  readonly deployment?: DeploymentSpec | undefined;
  readonly phone?: NamingPhone | undefined;
  readonly phones?: Readonly<Record<string, PhonePart>> | undefined;
  readonly faults?: readonly { readonly when?: { readonly device?: string | undefined } | undefined }[] | undefined;
  readonly changes?: readonly { readonly device?: string | undefined }[] | undefined;
  readonly expect?: ExpectSpec | undefined;
}

interface PhonePart extends NamingPhone {
  readonly mac?: string | undefined;
  readonly expect?: ExpectSpec | undefined;
  readonly faults?: Whole['faults'];
}

/** The parts of a merged scenario that do not fit together; each names the place. */
export function wholeProblems(whole: Whole): DeploymentProblem[] {
  const { deployment, phones } = whole;
  const ofDeployment = deployment ? deploymentProblems(deployment) : [];
  return [
    ...ofDeployment.map(({ by = [], message, path }) => ({
      message,
      path: ['deployment', ...path],
      by: by.map((each) => ['deployment', ...each]),
    })),
    ...(phones ? severalProblems(whole, phones) : oneProblems(whole)),
    ...deviceProblems(whole),
    ...(whole.phone ? phoneProblems(['phone'], whole.phone, deployment?.users) : []),
    ...Object.entries(phones ?? {}).flatMap(([name, phone]) =>
      phoneProblems(['phones', name], phone, deployment?.users),
    ),
  ];
}

function oneProblems({ expect, phone }: Whole): DeploymentProblem[] {
  if (phone === undefined) {
    const message = 'there is no phone; name its model, firmware, signIn and user';
    return [{ path: ['phone'], message, by: [['phones']] }];
  }
  if (expect === undefined) return [{ path: ['expect'], message: 'nothing is expected; say at least the outcome' }];
  if (expect.outcome === undefined) {
    return [{ path: ['expect', 'outcome'], message: 'the outcome is not said: signed-in or sign-in-failed' }];
  }
  return [];
}

function severalProblems({ expect, phone }: Whole, phones: NonNullable<Whole['phones']>): DeploymentProblem[] {
  // Which of both is meant decides what is expected.
  if (phone !== undefined) return [{ path: ['phones'], message: 'there is a phone already; one of both' }];
  const problems: DeploymentProblem[] = [];
  for (const key of ['outcome', 'finding', 'screen', 'phone'] as const) {
    if (expect?.[key] === undefined) continue;
    problems.push({ path: ['expect', key], message: 'with several phones this is said of each, in its own expect' });
  }
  const macs = new Map<string, string>();
  for (const [name, section] of Object.entries(phones)) {
    if (section.expect?.outcome === undefined) {
      const message = 'the outcome of this phone is not said: signed-in or sign-in-failed';
      problems.push({ path: ['phones', name, 'expect', 'outcome'], message });
    }
    for (const [index, fault] of (section.faults ?? []).entries()) {
      if (fault.when?.device === undefined) continue;
      const message = 'a fault of a phone’s own concerns this phone alone';
      problems.push({ path: ['phones', name, 'faults', index, 'when', 'device'], message });
    }
    if (section.mac === undefined) continue;
    const other = macs.get(section.mac);
    if (other !== undefined) {
      problems.push({
        path: ['phones', name, 'mac'],
        message: `"${other}" has it already`,
        by: [['phones', other, 'mac']],
      });
    }
    macs.set(section.mac, name);
  }
  return problems;
}

/** Names of phones there are not. */
function deviceProblems({ changes = [], faults = [], phones = {} }: Whole): DeploymentProblem[] {
  const named: [readonly (string | number)[], string | undefined][] = [
    ...faults.map(({ when }, index): [(string | number)[], string | undefined] => [
      ['faults', index, 'when', 'device'],
      when?.device,
    ]),
    ...changes.map(({ device }, index): [(string | number)[], string | undefined] => [
      ['changes', index, 'device'],
      device,
    ]),
  ];
  return named.flatMap(([path, device]) => {
    if (device === undefined || Object.hasOwn(phones, device) || macOf(device) !== undefined) return [];
    const near = nearest(device, Object.keys(phones));
    const meant = near === undefined ? '' : `; did you mean "${near}"?`;
    return [{ path, message: `"${device}" is none of the phones${meant}`, by: [['phones']] }];
  });
}
