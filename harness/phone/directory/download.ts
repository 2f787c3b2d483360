import { HarnessError } from '../../foundation/errors/index.js';
import { LdapResultCode, resultName, type SearchRequest, type SearchResultEntry } from '../../wire/ldap/index.js';
import type { StepContext } from '../context.js';
import type { ServiceLocation } from '../network/resolver.js';
import { bindWithNtlm } from './bind.js';
import { LdapClient, refused } from './ldap-client.js';

const MAX_SEARCH_SECONDS = 120;

const anyLimits = { derefAliases: 0, sizeLimit: 0, timeLimit: MAX_SEARCH_SECONDS, typesOnly: false } as const;

/** rootDSE, of which the phone needs the place of the configuration (inferred from Windows clients, MS-EFSR 3.1.4.1.1.4.1). */
const rootDse: Omit<SearchRequest, 'kind'> = {
  ...anyLimits,
  ...{ base: '', scope: 'baseObject' },
  filter: { kind: 'present', attribute: 'objectClass' },
  attributes: ['defaultNamingContext', 'configurationNamingContext'],
};

/** Objects of category certificationAuthority, attribute caCertificate (OCS 2007 R2 documentation for its phones). */
function authorities(base: string): Omit<SearchRequest, 'kind'> {
  const value = Buffer.from('certificationAuthority');
  return {
    ...anyLimits,
    ...{ base, scope: 'wholeSubtree' },
    filter: { kind: 'equality', attribute: 'objectCategory', value },
    attributes: ['cACertificate'],
  };
}

/**
 * Every value of the CA certificates a domain controller has published, roots and others as they come.
 * @throws HarnessError PHONE_DIRECTORY_REFUSED, PHONE_NO_ANSWER, PHONE_CONNECT_FAILED and those of the name lookup
 */
export async function downloadAuthorities(context: StepContext, place: ServiceLocation): Promise<Buffer[]> {
  const { clock, plug, resolver, typed } = context;
  if (typed.signIn === 'pin') return [];
  const { host, port } = place;
  const socket = await plug.connectToAny(await resolver.addresses(host), port);
  const client = new LdapClient(socket, host, clock);
  try {
    const root = await client.search(rootDse, 'the question for rootDSE');
    const base = firstOf(root.entries, 'configurationNamingContext');
    if (base === undefined) throw refused(host, 'its rootDSE names no configuration');
    await bindWithNtlm(client, host, typed);
    const found = await client.search(authorities(base), 'the search for certification authorities');
    if (found.code !== LdapResultCode.success && found.entries.length === 0) {
      throw refused(host, `the search below ${base} ends with ${resultName(found.code)}`);
    }
    return valuesOf(found.entries, 'cACertificate');
  } finally {
    client.close();
  }
}

/** Asks one after the other. @throws HarnessError of the last, when none of them gave an answer */
export async function downloadFromAny(
  context: StepContext,
  places: readonly ServiceLocation[],
): Promise<{ readonly host: string; readonly values: Buffer[] }> {
  let failure: HarnessError | undefined;
  for (const place of places) {
    try {
      return { host: place.host, values: await downloadAuthorities(context, place) };
    } catch (error) {
      if (!(error instanceof HarnessError)) throw error;
      failure = error;
    }
  }
  throw failure ?? refused('(none)', 'there is none');
}

function valuesOf(entries: readonly SearchResultEntry[], wanted: string): Buffer[] {
  const name = wanted.toLowerCase();
  return entries.flatMap(({ attributes }) =>
    attributes.filter(({ type }) => type.toLowerCase().split(';')[0] === name).flatMap(({ values }) => [...values]),
  );
}

function firstOf(entries: readonly SearchResultEntry[], wanted: string): string | undefined {
  return valuesOf(entries, wanted)[0]?.toString('utf8');
}
