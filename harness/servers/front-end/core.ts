import { type HostName, host, isRegistrar } from '../../deployment/index.js';
import type { Recorder } from '../../journal/index.js';
import type { ServerContext } from '../context.js';
import { Associations } from './associations.js';
import { Links } from './connection/links.js';
import { ServerRequests } from './dialogs/server-requests.js';
import { endpointsChanged } from './presence/notify.js';
import { AcceptedLines } from './register/accepted-lines.js';
import { Registrar } from './register/registrar.js';
import { recordSignature } from './signature-evidence.js';
import { Subscriptions } from './subscriptions/subscriptions.js';

/** What every part of one Front End shares. */
export interface FrontEndCore {
  readonly context: ServerContext;
  readonly recorder: Recorder;
  /** `targetname` of every association and the source of diagnostics. */
  readonly fqdn: string;
  readonly associations: Associations;
  readonly links: Links;
  readonly requests: ServerRequests;
  readonly subscriptions: Subscriptions;
  readonly registrar: Registrar;
  /** Of its answers to a REGISTER. */
  readonly lines: AcceptedLines;
}

/** `name` is the host's. Throws RangeError for a host without a Registrar, or none of the deployment. */
export function frontEndCore(context: ServerContext, name: HostName = 'front-end'): FrontEndCore {
  const { address, fqdn } = host(context.deployment, name);
  if (!isRegistrar(name)) throw new RangeError(`the host "${name}" has no Registrar`);
  const associations = new Associations(context.clock);
  const recorder = context.journal.recorder('front-end');
  const links = new Links();
  // The advertised port: with ephemeral ones the phone dials through a table, as behind a NAT.
  const requests = new ServerRequests({
    associations,
    links,
    sentBy: () => `${address}:5061`,
    badlySigned: (origin, response, check) => recordSignature(recorder, origin, response, check),
  });
  const subscriptions = new Subscriptions(context.clock, requests);
  const registrar = new Registrar({
    ...{ name, context, recorder, associations, requests, subscriptions },
    changed: (user) => endpointsChanged(core, user),
  });
  const core: FrontEndCore = {
    context,
    recorder,
    fqdn,
    associations,
    links,
    requests,
    subscriptions,
    registrar,
    lines: new AcceptedLines({ keepAliveSeconds: context.deployment.frontEnd.keepAliveSeconds, role: registrar.role }),
  };
  return core;
}
