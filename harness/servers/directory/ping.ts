import { host } from '../../deployment/index.js';
import { HarnessError } from '../../foundation/errors/index.js';
import type { EventDetails, EventType, Recorder } from '../../journal/index.js';
import {
  decodeLdap,
  encodeLdap,
  encodeNetlogonAnswer,
  type LdapFilter,
  type LdapMessage,
  NT_VERSION_5EX,
  type SearchRequest,
  wrapOperation,
} from '../../wire/ldap/index.js';
import type { DirectoryCore } from './core.js';
import { done } from './operations/answer.js';
import { nameKey } from './schema/normal-value.js';
import { writtenEntry } from './search/selection.js';

const SITE = 'Default-First-Site-Name';

/** What a ping asks about, by the names of its filter (MS-ADTS 6.3.3.1). */
interface Asked {
  readonly domain?: string;
  readonly host?: string;
  readonly user?: string;
  readonly version: number;
}

/**
 * The domain controller on UDP (MS-ADTS 6.3.3): `netlogon` of rootDSE, by which Windows finds a controller that is alive, and
 * rootDSE itself. That phones ask is not known, so whatever comes is recorded, and what is neither is kept whole.
 */
export class DirectoryPing {
  readonly #core: DirectoryCore;
  readonly #recorder: Recorder;

  constructor(core: DirectoryCore) {
    this.#core = core;
    this.#recorder = core.context.journal.recorder('cldap');
  }

  /** The answer to one datagram, where it has one. */
  answer(bytes: Buffer, from: { readonly address: string }): Buffer | undefined {
    const device = this.#core.context.pool.devices.ofAddress(from.address);
    let message: LdapMessage;
    try {
      message = decodeLdap(bytes);
    } catch (error) {
      if (!(error instanceof HarnessError)) throw error;
      this.#record('ldap.invalid', { problem: error.message }, device, bytes);
      return undefined;
    }
    const { id, operation } = message;
    if (operation.kind === 'abandonRequest') return undefined;
    const isRootDse =
      operation.kind === 'searchRequest' && operation.base === '' && operation.scope === 'baseObject' && operation;
    if (!isRootDse) {
      const capture = this.#recorder.capture(`cldap ${operation.kind}`, bytes);
      const details = { operation: operation.kind, ...(capture !== undefined && { capture }) };
      this.#record('ldap.unknown-request', details, device);
      return undefined;
    }
    const pings = isRootDse.attributes.some((name) => name.toLowerCase() === 'netlogon');
    const entry = pings ? this.#netlogon(id, isRootDse, device, bytes) : this.#rootDse(id, isRootDse);
    const last = encodeLdap({ id, operation: done('searchResultDone', 'success', ''), controls: [] });
    return Buffer.concat([entry, last]);
  }

  /** Nothing where the question is about another domain, or wants a form nobody has used since Windows 2000. */
  #netlogon(id: number, request: SearchRequest, device: string | undefined, bytes: Buffer): Buffer {
    const { context, contexts, settings } = this.#core;
    const { deployment, pool } = context;
    const asked = askedIn(request.filter);
    const { domain, host: computer, user = '', version } = asked;
    const own = domain === undefined || domain.replace(/\.$/, '').toLowerCase() === settings.domain;
    const answered = own && (version & NT_VERSION_5EX) !== 0;
    const names = { ...(domain !== undefined && { domain }), ...(computer !== undefined && { host: computer }) };
    this.#record('ldap.ping', { ...names, ...(user !== '' && { user }), version, answered }, device, bytes);
    if (!answered) return Buffer.alloc(0);
    const { fqdn } = host(deployment, 'dc');
    const guid = pool.directory.get(nameKey(contexts.domainDn) ?? '')?.attributes.get('objectguid')?.values[0];
    const known = user === '' || deployment.users.some(({ name }) => name.toLowerCase() === user.toLowerCase());
    const value = encodeNetlogonAnswer({
      ...{ knowsUser: known, domainGuid: guid ?? Buffer.alloc(16), user, site: SITE },
      ...{ forest: settings.domain, domain: settings.domain, host: fqdn },
      netbiosDomain: deployment.netbiosDomain,
      netbiosComputer: (fqdn.split('.')[0] ?? '').toUpperCase().slice(0, 15),
    });
    const attributes = [{ type: 'netlogon', values: [value] }];
    return encodeLdap({ id, operation: { kind: 'searchResultEntry', dn: '', attributes }, controls: [] });
  }

  #rootDse(id: number, request: SearchRequest): Buffer {
    const { selection } = this.#core.questions.of(request);
    return wrapOperation(id, writtenEntry(this.#core.rootDse(), selection));
  }

  #record<T extends EventType>(type: T, details: EventDetails[T], device: string | undefined, raw?: Buffer): void {
    this.#recorder.record(type, details, { device, raw });
  }
}

/** The equalities of a filter, and those directly below its `and`. */
function askedIn(filter: LdapFilter): Asked {
  const parts = filter.kind === 'and' ? filter.filters : [filter];
  const values = new Map<string, Buffer>();
  for (const part of parts) if (part.kind === 'equality') values.set(part.attribute.toLowerCase(), part.value);
  const text = (name: string) => values.get(name)?.toString('utf8').slice(0, MAX_TEXT);
  const [domain, computer, user] = [text('dnsdomain'), text('host'), text('user')];
  const version = values.get('ntver');
  return {
    ...(domain !== undefined && { domain }),
    ...(computer !== undefined && { host: computer }),
    ...(user !== undefined && { user }),
    version: version?.length === 4 ? version.readUInt32LE(0) : 0,
  };
}

/** Of a name in the journal. */
const MAX_TEXT = 255;
