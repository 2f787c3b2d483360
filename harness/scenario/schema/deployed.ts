import { furtherHosts } from '../../deployment/index.js';
import { deployedHosts, hostProblem } from '../templates/hosts.js';
import type { DeploymentSpec } from './deployment.js';

/** What of a deployment names something that is not deployed. */
export interface DeploymentProblem {
  readonly path: readonly (string | number)[];
  readonly message: string;
  /** What else it was judged by; where that is wrong itself, nothing is said of this. */
  readonly by?: readonly (readonly (string | number)[])[];
}

/** The parts of a whole deployment that do not fit together; each names the place. */
export function deploymentProblems(spec: DeploymentSpec): DeploymentProblem[] {
  return [...domainProblems(spec), ...hostProblems(spec), ...exchangeProblems(spec), ...templateProblems(spec)];
}

/** Templates in the scenario itself; files are looked at when they are read. */
function templateProblems({ hosts, webServices }: DeploymentSpec): DeploymentProblem[] {
  return (webServices?.templates ?? []).flatMap((entry, index) => {
    const problem = 'file' in entry ? undefined : hostProblem(entry, deployedHosts(hosts));
    if (!problem) return [];
    return [{ path: ['webServices', 'templates', index, ...problem.path], message: problem.message, by: [['hosts']] }];
  });
}

function domainProblems({ sipDomain, sipDomains, users = {} }: DeploymentSpec): DeploymentProblem[] {
  const problems: DeploymentProblem[] = [];
  if (sipDomain !== undefined && sipDomains !== undefined && sipDomain !== sipDomains[0]) {
    problems.push({ path: ['sipDomain'], message: 'it is not the first of sipDomains', by: [['sipDomains']] });
  }
  const known = sipDomains ?? (sipDomain === undefined ? undefined : [sipDomain]);
  for (const [name, user] of Object.entries(users)) {
    if (user.sipDomain === undefined || known?.includes(user.sipDomain)) continue;
    problems.push({
      path: ['users', name, 'sipDomain'],
      message: `"${user.sipDomain}" is none of the sipDomains`,
      by: [['sipDomain'], ['sipDomains']],
    });
  }
  return problems;
}

function exchangeProblems({ certificates, exchange }: DeploymentSpec): DeploymentProblem[] {
  const when = exchange?.certificateRenewed !== undefined;
  const what = certificates?.exchangeRenewed !== undefined;
  if (when === what) return [];
  const renewed = ['exchange', 'certificateRenewed'];
  const presented = ['certificates', 'exchangeRenewed'];
  return when
    ? [{ path: renewed, message: 'there is no certificates.exchangeRenewed to present', by: [presented] }]
    : [{ path: presented, message: 'exchange.certificateRenewed does not say when', by: [renewed] }];
}

function hostProblems({ frontEnd, hosts = {}, registrar, users = {} }: DeploymentSpec): DeploymentProblem[] {
  const missing = (name: string | undefined): boolean => furtherHosts.some((host) => host === name && !hosts[host]);
  const named: [readonly string[], string | undefined][] = [
    [['registrar'], registrar],
    [['frontEnd', 'redirect', 'to'], frontEnd?.redirect?.to],
    ...Object.entries(users).map(([name, { home }]): [string[], string | undefined] => [['users', name, 'home'], home]),
  ];
  return named
    .filter(([, name]) => missing(name))
    .map(([path, name]) => ({
      path,
      message: `"${name}" is none of the deployed hosts; add it to hosts`,
      by: [['hosts']],
    }));
}
