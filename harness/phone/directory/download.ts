import { HarnessError } from '../../foundation/errors/index.js';
import { LdapResultCode, resultName, type SearchRequest, type SearchResultEntry } from '../../wire/ldap/index.js';
import type { StepContext } from '../context.js';
import type { ServiceLocation } from '../network/resolver.js';
import { bindWithNtlm } from './bind.js';
import { readable } from './keep.js';
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

/** One attribute of every object of a category. */
function ofCategory(category: string, attribute: string, base: string): Omit<SearchRequest, 'kind'> {
  const value = Buffer.from(category);
  return {
    ...anyLimits,
    ...{ base, scope: 'wholeSubtree' },
    filter: { kind: 'equality', attribute: 'objectCategory', value },
    attributes: [attribute],
  };
}

/** What a domain controller has published. */
export interface Published {
  /** Of every CA certificate, roots and others as they come. */
  readonly values: readonly Buffer[];
  /** Names of the hosts whose web pages give a chain: looked for where no value is a certificate. */
  readonly authorities: readonly string[];
}

/**
 * Objects of category certificationAuthority, attribute caCertificate (OCS 2007 R2 documentation for its phones); where
 * that finds nothing or nothing but empty values, the CAs that enrol, by dNSHostName (reported).
 * @throws HarnessError PHONE_DIRECTORY_REFUSED, PHONE_NO_ANSWER, PHONE_CONNECT_FAILED and those of the name lookup
 */
export async function downloadAuthorities(context: StepContext, place: ServiceLocation): Promise<Published> {
  const { clock, plug, resolver, typed } = context;
  if (typed.signIn === 'pin') return { values: [], authorities: [] };
  const { host, port } = place;
  const socket = await plug.connectToAny(await resolver.addresses(host), port);
  const client = new LdapClient(socket, host, clock);
  try {
    const root = await client.search(rootDse, 'the question for rootDSE');
    const base = firstOf(root.entries, 'configurationNamingContext');
    if (base === undefined) throw refused(host, 'its rootDSE names no configuration');
    await bindWithNtlm(client, host, typed);
    const found = await client.search(
      ofCategory('certificationAuthority', 'cACertificate', base),
      'the search for certification authorities',
    );
    if (found.code !== LdapResultCode.success && found.entries.length === 0) {
      throw refused(host, `the search below ${base} ends with ${resultName(found.code)}`);
    }
    const values = valuesOf(found.entries, 'cACertificate');
    if (values.some(readable)) return { values, authorities: [] };
    const enrolling = ofCategory('pKIEnrollmentService', 'dNSHostName', base);
    const { entries } = await client.search(enrolling, 'the search for enrollment services');
    const names = valuesOf(entries, 'dNSHostName').map((name) => name.toString('utf8'));
    return { values, authorities: [...new Set(names)] };
  } finally {
    client.close();
  }
}

/** Asks one after the other. @throws HarnessError of the last, when none of them gave an answer */
export async function downloadFromAny(
  context: StepContext,
  places: readonly ServiceLocation[],
): Promise<Published & { readonly host: string }> {
  let failure: HarnessError | undefined;
  for (const place of places) {
    try {
      return { host: place.host, ...(await downloadAuthorities(context, place)) };
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
