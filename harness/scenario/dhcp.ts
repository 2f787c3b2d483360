import type { DhcpContents, DhcpScope, DhcpSettings } from '../deployment/index.js';
import type { DhcpSpec } from './schema/dhcp.js';

/** Of a documentation network (RFC 5737), so that it is nobody's. */
const SECOND_SERVER = '192.0.2.67';

/** The DHCP server as a scenario describes it. */
export function dhcpOf(spec: DhcpSpec = {}): DhcpSettings {
  const { scopes, voiceVlan, lease, second, provisioning, option43, option120, webServer, registrar, ...plain } = spec;
  return {
    ...withoutUndefined(plain),
    ...contentsOf({ option43, option120, webServer, registrar }),
    ...(scopes && { scopes: scopes.map(scopeOf) }),
    ...(voiceVlan && { voiceVlan: { id: voiceVlan.id, form: voiceVlan.form ?? 'word' } }),
    ...(lease && { lease: { seconds: lease.seconds, ...withoutUndefined(lease) } }),
    ...(provisioning && { provisioning: withoutUndefined(provisioning) }),
    ...(second && {
      second: {
        ...contentsOf(second),
        address: second.address ?? SECOND_SERVER,
        answers: second.answers ?? 'first',
        ...withoutUndefined({ mode: second.mode }),
      },
    }),
  };
}

function contentsOf(spec: Pick<DhcpSpec, 'option43' | 'option120' | 'webServer' | 'registrar'>): DhcpContents {
  const { option43 = true, option120 = true, webServer, registrar } = spec;
  return { option43, option120, ...withoutUndefined({ webServer, registrar }) };
}

function scopeOf({ subnet, from, to, router, vlan }: NonNullable<DhcpSpec['scopes']>[number]): DhcpScope {
  const [network = '', prefix = ''] = subnet.split('/');
  return { network, prefix: Number(prefix), from, to, ...withoutUndefined({ router, vlan }) };
}

type Defined<T> = { [Key in keyof T]: Exclude<T[Key], undefined> };

/** A key given as undefined counts as absent. */
function withoutUndefined<T extends object>(given: T): Defined<Partial<T>> {
  // What was undefined is gone, which entries cannot express.
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Defined<Partial<T>>;
}
