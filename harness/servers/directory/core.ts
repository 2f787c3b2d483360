import type { ActiveDirectorySettings } from '../../deployment/index.js';
import type { DirectoryEntry } from '../../pool/index.js';
import type { TlsPort } from '../../tls/index.js';
import type { ServerContext } from '../context.js';
import type { Contexts } from './entries/entry.js';
import type { Questions } from './search/question.js';

/** What every connection to the domain controller works with. */
export interface DirectoryCore {
  readonly context: ServerContext;
  readonly settings: ActiveDirectorySettings;
  readonly contexts: Contexts;
  readonly questions: Questions;
  /** For 636 and StartTLS; absent where there is none. */
  readonly tls: TlsPort | undefined;
  rootDse(): DirectoryEntry;
}
