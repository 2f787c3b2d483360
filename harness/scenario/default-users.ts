import type { User } from '../deployment/index.js';
import { Secret } from '../foundation/secret.js';
import type { DeploymentSpec } from './schema/deployment.js';

type UserSpec = NonNullable<DeploymentSpec['users']>[string];

/** The two people every deployment has unless the scenario says otherwise. Made up, and good for a lab alone. */
const defaults: Readonly<Record<string, UserSpec>> = {
  alice: {
    displayName: 'Alice Adams',
    extension: '1001',
    phoneNumber: '+12065551001',
    pin: '13579',
    password: 'Pa55word-alice',
  },
  jeff: {
    displayName: 'Jeff Smith',
    extension: '1002',
    phoneNumber: '+12065551002',
    pin: '24680',
    password: 'Pa55word-jeff',
  },
};

export const defaultUserNames: readonly string[] = Object.keys(defaults);

/** The deployment's users: the defaults, with what the scenario sets, and further users of its own. */
export function usersOf(spec: DeploymentSpec, sipDomain: string): User[] {
  const names = [...new Set([...Object.keys(defaults), ...Object.keys(spec.users ?? {})])];
  return names.map((name, index) => {
    const number = 1001 + index;
    const given = { ...defaults[name], ...spec.users?.[name] };
    return {
      name,
      displayName: given.displayName ?? name,
      sipAddress: `${name}@${given.sipDomain ?? sipDomain}`,
      extension: given.extension ?? String(number),
      phoneNumber: given.phoneNumber ?? `+1206555${number}`,
      pin: new Secret(given.pin ?? `${number}${number}`),
      password: new Secret(given.password ?? `Pa55word-${name}`),
      ...(given.principalName === undefined ? {} : { principalName: given.principalName.toLowerCase() }),
      ...(given.pinState === undefined ? {} : { pinState: given.pinState }),
      ...(given.accountLocked === undefined ? {} : { accountLocked: given.accountLocked }),
      enabled: given.enabled ?? true,
      home: given.home ?? 'front-end',
      ...(given.remoteAccess === undefined ? {} : { remoteAccess: given.remoteAccess }),
    };
  });
}
