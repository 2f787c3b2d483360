import { furtherHosts } from '../../deployment/index.js';
import { deployedHosts, hostProblem } from '../templates/hosts.js';
import type { DeploymentSpec } from './deployment.js';

/** What of a deployment names something that is not deployed. */
export interface DeploymentProblem {
  readonly path: readonly (string | number)[];
  readonly message: string;
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
    return [{ path: ['webServices', 'templates', index, ...problem.path], message: problem.message }];
  });
}

function domainProblems({ sipDomain, sipDomains, users = {} }: DeploymentSpec): DeploymentProblem[] {
  const problems: DeploymentProblem[] = [];
  if (sipDomain !== undefined && sipDomains !== undefined && sipDomain !== sipDomains[0]) {
    problems.push({ path: ['sipDomain'], message: 'it is not the first of sipDomains' });
  }
  const known = sipDomains ?? (sipDomain === undefined ? undefined : [sipDomain]);
  for (const [name, user] of Object.entries(users)) {
    if (user.sipDomain === undefined || known?.includes(user.sipDomain)) continue;
    problems.push({ path: ['users', name, 'sipDomain'], message: `"${user.sipDomain}" is none of the sipDomains` });
  }
  return problems;
}

function exchangeProblems({ certificates, exchange }: DeploymentSpec): DeploymentProblem[] {
  const when = exchange?.certificateRenewed !== undefined;
  const what = certificates?.exchangeRenewed !== undefined;
  if (when === what) return [];
  return when
    ? [{ path: ['exchange', 'certificateRenewed'], message: 'there is no certificates.exchangeRenewed to present' }]
    : [{ path: ['certificates', 'exchangeRenewed'], message: 'exchange.certificateRenewed does not say when' }];
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
    .map(([path, name]) => ({ path, message: `"${name}" is none of the deployed hosts; add it to hosts` }));
}
