import { certificatesFromPkcs7 } from '../../../certs/trust/index.js';
import { HarnessError } from '../../foundation/errors/index.js';
import type { StepContext } from '../context.js';
import { sendWithNtlm } from '../web/ntlm.js';
import { readable } from './keep.js';

/** Certification authorities asked; a forest has one or a few, and the directory may say anything. */
export const MAX_AUTHORITIES_ASKED = 8;

/** Longest of a host's name (RFC 1035 2.3.4). */
const MAX_NAME = 253;
const hostName = /^[a-z0-9_-]{1,63}(\.[a-z0-9_-]{1,63})*\.?$/i;

/** What the page of one CA gave. */
export interface AuthorityChain {
  readonly host: string;
  /** DER, as they stand in the bundle; at least one can be read. */
  readonly certificates: readonly Buffer[];
}

/**
 * The chain of the first CA whose web page gives one, by plain http and with the account that was typed where it is asked
 * for. The address is reported for these phones, -1 being the newest of a CA's renewals; that they prove an account is
 * inferred from the report that their user needs rights there.
 * @throws HarnessError PHONE_AUTHORITY_PAGE_FAILED, when none did
 */
export async function chainFromAny(context: StepContext, hosts: readonly string[]): Promise<AuthorityChain> {
  const failures: string[] = [];
  for (const host of hosts.slice(0, MAX_AUTHORITIES_ASKED)) {
    try {
      return { host, certificates: await chainFrom(context, host) };
    } catch (error) {
      if (!(error instanceof HarnessError)) throw error;
      failures.push(error.message);
    }
  }
  throw new HarnessError('PHONE_AUTHORITY_PAGE_FAILED', { detail: failures.join(' ') || 'no CA was named.' });
}

async function chainFrom({ typed, web }: StepContext, host: string): Promise<Buffer[]> {
  const what = 'the request for the chain of the CA';
  if (host.length > MAX_NAME || !hostName.test(host)) {
    const detail = 'it is not the name of a host';
    throw new HarnessError('PHONE_URL_INVALID', { url: host.slice(0, MAX_NAME), what: 'the CA', detail });
  }
  const url = `http://${host.replace(/\.$/, '')}/certsrv/certnew.p7b?ReqID=CACert&Renewal=-1&Enc=b64`;
  // Its account is proven on a connection, and is nobody else's business.
  const own = web.another();
  try {
    const request = { method: 'GET', url, what } as const;
    const answer = typed.signIn === 'pin' ? await own.send(request) : await sendWithNtlm(own, request, typed);
    if (answer.status !== 200) {
      throw new HarnessError('PHONE_HTTP_REFUSED', { url, what, status: answer.status, detail: '' });
    }
    const certificates = certificatesFromPkcs7(answer.body);
    if (certificates.some(readable)) return certificates;
    throw new HarnessError('CERTIFICATE_BUNDLE_INVALID', { detail: 'it holds no certificate' });
  } finally {
    own.close();
  }
}
