import type { Duplex } from 'node:stream';
import type { TlsPort } from '../../tls/index.js';
import type { ServerContext } from '../context.js';
import { resetStream } from '../sockets/index.js';
import { openTlsPort } from '../tls-port.js';
import { DirectoryConnection } from './connection.js';
import type { DirectoryCore } from './core.js';
import { contextsOf } from './entries/contexts.js';
import type { Contexts } from './entries/entry.js';
import { rootDse } from './entries/root-dse.js';
import { DirectoryPing } from './ping.js';
import type { DirectoryPlace } from './place.js';
import { Questions } from './search/question.js';
import { seedDirectory } from './seed.js';

/** The domain controller as LDAP clients see it: one tree behind all of its ports. */
export class DirectoryServer {
  readonly #core: DirectoryCore;

  /** Fills the pool's directory. @throws HarnessError TLS_CERTIFICATE_UNUSABLE; RangeError without a directory deployed */
  constructor(context: ServerContext) {
    const settings = context.deployment.activeDirectory;
    if (!settings) throw new RangeError('the deployment has no Active Directory');
    const contexts: Contexts = contextsOf(settings);
    const tls: TlsPort = openTlsPort(context, 'directory');
    seedDirectory(context);
    this.#core = {
      context,
      settings,
      contexts,
      questions: new Questions(contexts.schemaDn),
      tls,
      rootDse: () => rootDse(context, settings.domain, contexts, true),
    };
  }

  /** For the port that speaks TLS from the first byte on. */
  get tls(): TlsPort | undefined {
    return this.#core.tls;
  }

  /** For UDP. */
  ping(): DirectoryPing {
    return new DirectoryPing(this.#core);
  }

  /** Serve a client; `tls` where the stream is under TLS already. The stream's end is its own affair. */
  handle(stream: Duplex, place: DirectoryPlace, tls = false): void {
    const { context } = this.#core;
    const recorder = context.journal.recorder(place.service);
    const occasion = { device: place.device, connection: place.id };
    for (const { fired, made } of context.faults.for('directory.connection', occasion)) {
      fired();
      // Whoever is not read says nothing that could be recorded.
      stream.on('error', () => {});
      if (made.ldapConnection === 'reset') resetStream(stream);
      else stream.resume();
      return;
    }
    new DirectoryConnection(this.#core, place, recorder, stream, tls).serve();
  }
}
