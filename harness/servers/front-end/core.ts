import { host, realm } from '../../deployment/index.js';
import type { Recorder } from '../../journal/index.js';
import type { CredentialParameter } from '../../wire/sip/index.js';
import type { ServerContext } from '../context.js';
import { Associations } from './associations.js';
import { Links } from './connection/links.js';
import { ServerRequests } from './dialogs/server-requests.js';
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
}

export function frontEndCore(context: ServerContext): FrontEndCore {
  const { address, fqdn } = host(context.deployment, 'front-end');
  const associations = new Associations(context.clock);
  const links = new Links();
  // The advertised port: with ephemeral ones the phone dials through a table, as behind a NAT.
  const requests = new ServerRequests({ associations, links, sentBy: () => `${address}:5061` });
  const subscriptions = new Subscriptions(context.clock, requests);
  return {
    context,
    recorder: context.journal.recorder('front-end'),
    fqdn,
    associations,
    links,
    requests,
    subscriptions,
  };
}

/** Version of challenges and signatures: 4 since Lync 2010 (MS-SIPAE 3.3.5.1). */
export const CHALLENGE_VERSION = 4;

/** The parameters every challenge of this Front End names it by. */
export function ownName(core: FrontEndCore): CredentialParameter[] {
  return [
    ['realm', realm],
    ['targetname', core.fqdn],
    ['version', String(CHALLENGE_VERSION), false],
  ];
}
