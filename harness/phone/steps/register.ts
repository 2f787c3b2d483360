import { HarnessError } from '../../foundation/errors/index.js';
import type { Step, StepContext } from '../context.js';
import { sipAddressOf } from '../identity.js';
import { registrarCandidates } from '../network/registrars.js';
import { ServerUntrusted, secure } from '../network/secure.js';
import { Registration, redirectTarget } from '../sip/registration.js';
import { SipConnection } from '../sip/sip-connection.js';

/** A Director sends a user to the home pool once; more is a loop. */
export const MAX_REDIRECTS = 3;

/**
 * Finds the registrar, connects by TLS, and registers with TLS-DSK. Without a certificate yet (USB sign-in) it ends
 * with the challenge, which says where to get one, and runs again afterwards.
 */
export const register: Step = {
  name: 'register',
  essential: true,
  async run(context) {
    const { memory, screen, typed } = context;
    screen.show('connecting');
    const sipAddress = memory.sipAddress ?? (typed.signIn === 'usb' ? sipAddressOf(typed.sipAddress) : '');
    try {
      const outcome = await registerAs(context, sipAddress);
      if (memory.certificate !== undefined) screen.show('signedIn');
      return outcome;
    } catch (error) {
      context.registration.current?.connection.close();
      showFailure(context, error);
      throw error;
    }
  },
};

async function registerAs(context: StepContext, sipAddress: string): Promise<string> {
  const { memory, registration } = context;
  const open = registration.current?.connection.open ? registration.current : undefined;
  let current = open ?? (await connectToAny(context, sipAddress));
  for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
    registration.current = current;
    memory.registrar = current.connection.registrar;
    const challenge = await current.challenge();
    if (memory.certificate === undefined) {
      if (challenge.stsUri === undefined) {
        const what = 'the certificate web service (sts-uri of the challenge)';
        throw new HarnessError('PHONE_URL_INVALID', { url: '', what, detail: 'it is absent' });
      }
      memory.certificateService = challenge.stsUri;
      return `${memory.registrar} asks for a certificate from ${challenge.stsUri}`;
    }
    const response = await current.authenticate(challenge, memory.certificate);
    if (response.status === 200) return `${sipAddress} at ${memory.registrar}`;
    current.connection.close();
    const home = redirectTarget(response);
    current = await connectTo(context, home.host, home.port, sipAddress);
  }
  throw new HarnessError('PHONE_NO_REGISTRAR', { detail: `redirected more than ${MAX_REDIRECTS} times.` });
}

/** The first registrar that takes the connection and is trusted; otherwise a refusal of the phone's own says most. */
async function connectToAny(context: StepContext, sipAddress: string): Promise<Registration> {
  const failures: HarnessError[] = [];
  const tried = new Set<string>();
  const candidates = registrarCandidates(context, sipAddress, (error) => failures.push(error));
  for await (const { host, port } of candidates) {
    const key = `${host.toLowerCase()}:${port}`;
    if (tried.has(key)) continue;
    tried.add(key);
    try {
      return await connectTo(context, host, port, sipAddress);
    } catch (error) {
      if (!(error instanceof HarnessError)) throw error;
      failures.push(error);
    }
  }
  throw mostTelling(failures);
}

async function connectTo(context: StepContext, host: string, port: number, sipAddress: string): Promise<Registration> {
  const { resolver, plug, trust, clock } = context;
  const socket = await plug.connectToAny(await resolver.addresses(host), port);
  const connection = new SipConnection(await secure(socket, host, trust), `${host}:${port}`, clock);
  return new Registration(connection, sipAddress, context);
}

/** Names that are simply absent explain nothing as long as something else failed. */
function mostTelling(failures: readonly HarnessError[]): HarnessError {
  const told = failures.filter(({ code }) => code !== 'PHONE_NAME_NOT_FOUND');
  const untrusted = told.find((error) => error instanceof ServerUntrusted);
  const [only] = told;
  if (untrusted) return untrusted;
  if (only && told.length === 1) return only;
  const detail = (told.length > 0 ? told : failures).map(({ message }) => message).join(' ');
  return new HarnessError('PHONE_NO_REGISTRAR', { detail });
}

/** The phone that does not trust its registrar shows "Connecting" for ever (field reports). */
function showFailure({ screen }: StepContext, error: unknown): void {
  if (error instanceof ServerUntrusted) return;
  const refused = error instanceof HarnessError && error.code === 'PHONE_REGISTER_REFUSED';
  const status = refused ? Number(error.details.status) : 0;
  screen.show(status === 403 || status === 404 ? 'notAuthorized' : 'registrarFailed');
}
