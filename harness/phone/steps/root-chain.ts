import { certificatesFromPkcs7, deliveredAnchor, summarize } from '../../../certs/trust/index.js';
import { HarnessError } from '../../foundation/errors/index.js';
import {
  CERTIFICATE_PROVISIONING,
  parseEnvelope,
  parseFault,
  ROOT_CHAIN_OPERATION_GUESS,
  readRootChainResponse,
  writeRootChainRequest,
} from '../../wire/soap/index.js';
import type { Step, StepContext } from '../context.js';
import type { RootChainEndpoint } from '../models/index.js';
import { ServerUntrusted } from '../network/secure.js';

/**
 * The anonymous download of the chain the servers' certificates hang on, from the host of option 43 by the endpoints
 * of the model in turn: which a phone really tries first is unknown, so the one that answered is recorded. A chain once
 * delivered is kept until the phone is reset (field report).
 */
export const rootChain: Step = {
  name: 'root-chain',
  essential: true,
  async run(context) {
    const { model, screen, typed } = context;
    if (isKept(context)) return 'kept from the first contact';
    const failures: { endpoint: RootChainEndpoint; error: HarnessError }[] = [];
    for (const endpoint of model.rootChain) {
      try {
        const certificates = await download(context, endpoint);
        const anchors = keep(context, certificates);
        return `${endpoint} gave ${certificates.length} certificate(s), roots among them: ${anchors}`;
      } catch (error) {
        if (!(error instanceof HarnessError)) throw error;
        failures.push({ endpoint, error });
      }
    }
    const answered = failures.some(({ error }) => answerCodes.has(error.code));
    if (typed.signIn === 'pin') screen.show(answered ? 'rootChainFailed' : 'certificateServiceNotLocated');
    throw worst(
      failures.map(({ error }) => error),
      describe(failures),
      answered,
    );
  },
};

/**
 * The same for a phone with Active Directory credentials, where it does so at all and option 43 names the service; what
 * Active Directory gave may be another root. Without it the phone goes on.
 */
export const rootChainWhenTethered: Step = {
  ...rootChain,
  essential: false,
  due: ({ habits, memory }) => habits.chainWhenTethered === true && memory.certificateService !== undefined,
};

/** Somebody who types a PIN gets a chain once; beside Active Directory the service is asked until it gave its own. */
function isKept({ memory: { deliveredAnchors }, typed }: StepContext): boolean {
  if (typed.signIn === 'pin') return deliveredAnchors.length > 0;
  return deliveredAnchors.some(({ origin }) => origin === 'certificate-service');
}

/** The service was there and gave no chain, unlike all other failures. */
const answerCodes: ReadonlySet<string> = new Set([
  'PHONE_HTTP_REFUSED',
  'PHONE_ROOT_CHAIN_REFUSED',
  'WIRE_INVALID',
  'WIRE_TOO_LARGE',
  'WIRE_TRUNCATED',
  'DER_INVALID',
  'CERTIFICATE_BUNDLE_INVALID',
  'CERTIFICATE_MALFORMED',
]);

function describe(failures: readonly { endpoint: RootChainEndpoint; error: HarnessError }[]): string {
  return failures.map(({ endpoint, error }) => `${endpoint}: ${error.message}`).join(' ');
}

/** A refusal by the phone keeps its verdict, when nothing answered that could be blamed instead. */
function worst(errors: readonly HarnessError[], detail: string, answered: boolean): HarnessError {
  if (answered) return new HarnessError('PHONE_ROOT_CHAIN_REFUSED', { detail });
  const untrusted = errors.find((error) => error instanceof ServerUntrusted);
  return untrusted ?? new HarnessError('PHONE_ROOT_CHAIN_UNREACHABLE', { detail });
}

async function download(context: StepContext, endpoint: RootChainEndpoint): Promise<Buffer[]> {
  const url = serviceAt(context.memory.certificateService ?? '', endpoint);
  const what = 'the request for the root chain';
  const answer = await context.web.send({
    method: 'POST',
    url,
    headers: {
      'Content-Type': 'text/xml; charset=utf-8',
      SOAPAction: `"${CERTIFICATE_PROVISIONING}${ROOT_CHAIN_OPERATION_GUESS}"`,
    },
    body: Buffer.from(writeRootChainRequest()),
    what,
  });
  if (answer.status !== 200) {
    throw new HarnessError('PHONE_HTTP_REFUSED', { url, what, status: answer.status, detail: '' });
  }
  const message = parseEnvelope(answer.body);
  const fault = parseFault(message);
  if (fault !== undefined || message.operation === undefined) {
    throw new HarnessError('PHONE_ROOT_CHAIN_REFUSED', { detail: `it answers with ${fault?.string ?? 'nothing'}.` });
  }
  const certificates = readRootChainResponse(message.operation).flatMap(certificatesFromPkcs7);
  if (certificates.length === 0) {
    throw new HarnessError('PHONE_ROOT_CHAIN_REFUSED', { detail: 'it holds no certificate.' });
  }
  return certificates;
}

/** Self-signed ones become trusted, the others help to complete chains; gives the number of the former. */
function keep({ memory }: StepContext, certificates: readonly Buffer[]): number {
  const [roots, others] = [true, false].map((wanted) =>
    certificates.filter((certificate) => summarize(certificate).selfSigned === wanted),
  );
  const anchors = (roots ?? []).map((root) => deliveredAnchor(root, 'certificate-service'));
  const distinct = new Map(anchors.map((anchor) => [anchor.id, anchor]));
  memory.deliveredAnchors.push(...distinct.values());
  memory.intermediates.push(...(others ?? []));
  return distinct.size;
}

/** The service of option 43 by another scheme and port. @throws HarnessError PHONE_URL_INVALID */
function serviceAt(service: string, endpoint: RootChainEndpoint): string {
  const [scheme = '', port = ''] = endpoint.split(':');
  const parts = /^[a-z][a-z0-9+.-]*:\/\/([^/:]+)(?::[^/]*)?(\/.*)$/i.exec(service);
  if (!parts) {
    const what = 'the certificate web service';
    const detail = 'it is not a scheme, a host and a path';
    throw new HarnessError('PHONE_URL_INVALID', { url: service.slice(0, 200), what, detail });
  }
  // On https the port of option 43 itself counts; `https:443` only says which of its two faces is meant.
  return scheme === 'https' ? service : `${scheme}://${parts[1]}:${port}${parts[2]}`;
}
