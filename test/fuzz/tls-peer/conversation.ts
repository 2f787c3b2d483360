import { createEngineClient } from '../../../harness/tls/engine/client.js';
import type { EngineSession, SessionStore } from '../../../harness/tls/engine/options.js';
import { createEngineServer } from '../../../harness/tls/engine/server.js';
import { type EngineSuite, engineSuite } from '../../../harness/tls/engine/suite.js';
import { type CertificateFault, ClientPeer } from './client-peer.js';
import type { identities } from './identities.js';
import type { PremasterFault } from './premaster.js';
import { type Saying, Speaker } from './say.js';
import { SeededBytes } from './seeded-bytes.js';
import { type HelloFault, ServerPeer } from './server-peer.js';
import type { VerifyDataFault } from './verify-data.js';
import { promise, Watch } from './watch.js';

/** One handshake between the engine and a scripted peer. */
export interface Conversation extends Saying {
  /** Which side the engine takes. */
  readonly engine: 'server' | 'client';
  readonly suite: number;
  readonly mode: 'full' | 'resumed' | 'client-certificate';
  /** Of the hello, whoever sends it. */
  readonly hello: 'tls' | 'sslv2';
  readonly seed: number;
  readonly premasterFault?: PremasterFault;
  readonly helloFault?: HelloFault;
  readonly verifyDataFault?: VerifyDataFault;
  readonly certificateFault?: CertificateFault;
  /** The session offered or known was made with another suite than the one spoken now. */
  readonly otherSuite?: boolean;
}

export type Identities = Awaited<ReturnType<typeof identities>>;

export interface Outcome {
  readonly watch: Watch;
  readonly peer: ClientPeer | ServerPeer;
  readonly speaker: Speaker;
  /** Sessions the engine kept to resume later. */
  readonly kept: readonly EngineSession[];
}

const ANSWER = Buffer.from('pong');
/** Longer than the longest record and the longest handshake message together. */
const MOST_JUNK = 256 * 1024;

function suiteOf(id: number): EngineSuite {
  const suite = engineSuite(id);
  if (suite === undefined) throw new Error(`no suite ${id}`);
  return suite;
}

function oneSession(session: EngineSession | undefined, keep: (made: EngineSession) => void): SessionStore {
  const held = new Map(session ? [[session.id.toString('hex'), session]] : []);
  return {
    get: (id) => held.get(id.toString('hex')),
    put: keep,
    delete: (id) => void held.delete(id.toString('hex')),
  };
}

/** Runs it to its end and checks what always holds; what else must come of it is the caller’s to check. */
export function converse(conversation: Conversation, { server, client }: Identities): Outcome {
  const { mode, hello, seed } = conversation;
  const random = new SeededBytes(seed);
  const suite = suiteOf(conversation.suite);
  const session: EngineSession | undefined =
    mode === 'resumed'
      ? {
          id: random.bytes(32),
          suite: conversation.otherSuite ? (suite.id === 5 ? 4 : 5) : suite.id,
          master: random.bytes(48),
          clientChain: [],
        }
      : undefined;
  const identity = mode === 'client-certificate' ? client : undefined;
  const { premasterFault, helloFault, verifyDataFault, certificateFault } = conversation;
  const common = { suite, server, random, ...(session && { session }), ...(verifyDataFault && { verifyDataFault }) };
  const peer =
    conversation.engine === 'server'
      ? new ClientPeer({
          ...common,
          format: hello,
          ...(identity && { identity }),
          ...(premasterFault && { premasterFault }),
          ...(certificateFault && { certificateFault }),
        })
      : new ServerPeer({ ...common, asksForCertificate: identity !== undefined, ...(helloFault && { helloFault }) });
  const watch = new Watch(peer, ANSWER);
  const kept: EngineSession[] = [];
  const keep = (made: EngineSession) => void kept.push(made);
  const store = oneSession(session, keep);
  const engine =
    conversation.engine === 'server'
      ? createEngineServer(
          {
            identity: server,
            sessions: store,
            ...(identity && { clientCertificate: { authorities: [], required: true } }),
          },
          watch,
        )
      : createEngineClient(
          {
            suites: [0x00ff, suite.id],
            helloFormat: hello,
            keep,
            ...(session && { session }),
            ...(identity && { identity }),
          },
          watch,
        );
  watch.engine = engine;
  engine.start();
  const speaker = new Speaker(peer, random, conversation, (bytes) => engine.receive(bytes));
  watch.saying = () => speaker.saying;
  speaker.sayAll();
  promise(engine.established || !watch.wasEstablished || watch.over, 'the engine forgets that it is established');
  promise(watch.wasEstablished || kept.length === 0, 'a session was kept before the handshake’s end');
  // Keys in force, then a failure: RFC 2246 7.2.2 has the session forgotten.
  const forgotten = session === undefined || store.get(session.id) === undefined;
  promise(
    watch.error === undefined || conversation.engine === 'client' || !peer.readsProtected || forgotten,
    'a failed session is kept',
  );
  return { watch, peer, speaker, kept };
}

/** No state swallows bytes without end, and a connection that is over says nothing any more. */
export function junkIsRefused({ watch }: Outcome): void {
  const wasOver = watch.over;
  const junk = Buffer.alloc(4096);
  for (let fed = 0; fed < MOST_JUNK && !(watch.over && !wasOver); fed += junk.length) watch.engine?.receive(junk);
  promise(watch.over, `${MOST_JUNK} bytes of nothing were swallowed`);
}
