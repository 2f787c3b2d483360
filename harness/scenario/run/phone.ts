import type { ServerCertificate } from '../../../certs/authorities/index.js';
import { type Anchor, firmwareAnchors, substituteStandIns } from '../../../certs/trust/index.js';
import type { Deployment, User } from '../../deployment/index.js';
import { HarnessError } from '../../foundation/errors/index.js';
import { Secret } from '../../foundation/secret.js';
import { accountName, type TypedCredentials } from '../../phone/index.js';
import type { PhoneSpec } from '../schema/phone.js';

/** What a person types on the phone, or the tethered PC hands over. */
export function typedCredentials(spec: PhoneSpec, deployment: Deployment): TypedCredentials {
  const user = userNamed(spec.user, deployment);
  if (spec.signIn === 'pin') {
    return {
      signIn: 'pin',
      number: spec.number ?? user.extension,
      pin: spec.pin === undefined ? user.pin : new Secret(spec.pin),
    };
  }
  return {
    signIn: spec.signIn,
    sipAddress: spec.sipAddress ?? user.sipAddress,
    ...accountName(spec.account ?? user.name, spec.domain ?? deployment.netbiosDomain),
    password: spec.password === undefined ? user.password : new Secret(spec.password),
  };
}

/** The firmware's built-in roots, this run's stand-ins in the place of the real ones they stand for. */
export function anchorsFor(firmware: string, certificates: readonly ServerCertificate[]): Anchor[] {
  const anchors = firmwareAnchors(firmware);
  return substituteStandIns(
    anchors,
    certificates.flatMap(({ standIns }) => standIns ?? []),
  );
}

function userNamed(name: string, deployment: Deployment): User {
  const user = deployment.users.find((candidate) => candidate.name === name);
  if (!user) {
    const known = deployment.users.map((candidate) => candidate.name).join(', ');
    throw new HarnessError('USAGE', { detail: `phone.user "${name}" is none of the deployed users (${known})` });
  }
  return user;
}
