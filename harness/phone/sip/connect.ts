import { HarnessError } from '../../foundation/errors/index.js';
import type { StepContext } from '../context.js';
import { registrarCandidates } from '../network/registrars.js';
import { ServerUntrusted, secure } from '../network/secure.js';
import type { RegistrarPlace } from './redirect.js';
import { Registration } from './registration.js';
import { SipConnection } from './sip-connection.js';

/**
 * A connection to the first registrar that takes it and is trusted: those of `first`, what autodiscover told of, then
 * those the network names otherwise.
 * Of several failures a refusal of the phone's own says most.
 * @throws ServerUntrusted, HarnessError PHONE_NO_REGISTRAR or the only failure there was
 */
export async function connectToAny(
  context: StepContext,
  sipAddress: string,
  first: readonly RegistrarPlace[] = [],
): Promise<Registration> {
  const failures: HarnessError[] = [];
  const tried = new Set<string>();
  for await (const place of places(context, sipAddress, first, failures)) {
    const key = `${place.host.toLowerCase()}:${place.port}`;
    if (tried.has(key)) continue;
    tried.add(key);
    try {
      return await connectTo(context, place, sipAddress);
    } catch (error) {
      if (!(error instanceof HarnessError)) throw error;
      failures.push(error);
    }
  }
  throw mostTelling(failures);
}

export async function connectTo(
  context: StepContext,
  { host, port }: RegistrarPlace,
  sipAddress: string,
): Promise<Registration> {
  const { plug, trust, clock, memory } = context;
  const addresses = await addressesOf(context, host);
  const socket = await plug.connectToAny(addresses, port);
  const connection = new SipConnection(await secure(socket, host, trust), `${host}:${port}`, clock);
  memory.reached = { host, port, addresses };
  return new Registration(connection, sipAddress, context);
}

/** Where DNS fails, the addresses at which the user was registered last (documented). */
async function addressesOf({ resolver, memory }: StepContext, host: string): Promise<readonly string[]> {
  try {
    return await resolver.addresses(host);
  } catch (error) {
    const known = memory.lastRegistrar;
    if (!(error instanceof HarnessError) || known?.host.toLowerCase() !== host.toLowerCase()) throw error;
    return known.addresses;
  }
}

async function* places(
  context: StepContext,
  sipAddress: string,
  first: readonly RegistrarPlace[],
  failures: HarnessError[],
): AsyncGenerator<RegistrarPlace> {
  const { discovered, lastRegistrar } = context.memory;
  yield* first;
  if (discovered) yield discovered;
  // A failure there starts the whole list (documented).
  if (lastRegistrar) yield lastRegistrar;
  yield* registrarCandidates(context, sipAddress, (error) => failures.push(error));
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
