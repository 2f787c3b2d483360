import type { PhoneIdentity } from './identity.js';
import type { PhoneMemory } from './memory.js';
import type { PhoneOptions } from './options.js';
import type { PhoneDate } from './phone-date.js';
import type { Registration } from './sip/registration.js';
import type { PhoneState } from './state.js';

export interface StateParts {
  readonly options: PhoneOptions;
  readonly identity: PhoneIdentity;
  readonly memory: PhoneMemory;
  readonly date: PhoneDate;
  readonly step: string;
  /** Leased; what it was plugged in with when absent. */
  readonly address: string | undefined;
  readonly outcome: PhoneState['outcome'];
  readonly failure: PhoneState['failure'] | undefined;
  readonly screen: string;
  readonly registration: Registration | undefined;
}

/** The phone as plain values, of now. */
export function stateOf({ date, identity, memory, options, registration, ...rest }: StateParts): PhoneState {
  const { certificate, certificateService, deliveredAnchors, lease, provisioned, registrar, sipAddress } = memory;
  const scheme = registration?.signedIn ? registration.secured?.scheme : undefined;
  return {
    model: options.model,
    firmware: memory.flash.current,
    ...(memory.flash.backup && { backupFirmware: memory.flash.backup }),
    mac: identity.mac,
    serial: identity.serial,
    address: rest.address ?? options.network.address,
    step: rest.step,
    ...(rest.outcome && { outcome: rest.outcome }),
    ...(scheme && { registered: scheme }),
    screen: rest.screen,
    date: date.now().toISOString(),
    ...(date.offset === undefined ? {} : { dateOffset: Math.round(date.offset) }),
    ...(lease && { lease: { ...lease } }),
    ...(certificateService && { certificateService }),
    registrars: [...memory.registrars],
    ...(registrar && { registrar }),
    deliveredAnchors: deliveredAnchors.map(({ thumbprint }) => thumbprint),
    ...(sipAddress && { sipAddress }),
    ...(certificate && { certificate: certificate.thumbprint }),
    ...(provisioned && { provisioned }),
    ...(rest.failure && { failure: rest.failure }),
  };
}
