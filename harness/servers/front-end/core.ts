import { host, realm } from '../../deployment/index.js';
import type { Recorder } from '../../journal/index.js';
import type { CredentialParameter } from '../../wire/sip/index.js';
import type { ServerContext } from '../context.js';

/** What every part of one Front End shares. */
export interface FrontEndCore {
  readonly context: ServerContext;
  readonly recorder: Recorder;
  /** `targetname` of every association and the source of diagnostics. */
  readonly fqdn: string;
}

export function frontEndCore(context: ServerContext): FrontEndCore {
  return { context, recorder: context.journal.recorder('front-end'), fqdn: host(context.deployment, 'front-end').fqdn };
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
