import test from 'ava';
import { type Conversation, converse } from '../../fuzz/tls-peer/conversation.js';
import { identities } from '../../fuzz/tls-peer/identities.js';
import { plainLayout } from '../../fuzz/tls-peer/layout.js';

const conversation: Conversation = {
  engine: 'server',
  suite: 0x0005,
  mode: 'client-certificate',
  hello: 'tls',
  seed: 7,
  layout: plainLayout,
  mutations: [],
};

test('a client’s certificate is shown only once its possession is proved', async (t) => {
  const who = await identities();
  const steps = converse(conversation, who).peer.script();
  const verify = steps.findIndex(({ name }) => name === 'certificate_verify');
  t.deepEqual(converse(conversation, who).watch.engine?.peerChain, who.client.chain);
  const flipped = { do: 'flip', at: verify, place: 40, mask: 1, seen: 'by-peer' } as const;
  const { watch } = converse({ ...conversation, mutations: [flipped] }, who);
  t.is(watch.error?.details.alert, 'decrypt_error');
  t.deepEqual(watch.engine?.peerChain, []);
});

test('a client that stops before its Finished leaves no session, no keys and no refusal', async (t) => {
  const who = await identities();
  let longest = 0;
  for (let stopAfter = 0; ; stopAfter += 7) {
    const { watch, kept, speaker } = converse({ ...conversation, stopAfter }, who);
    if (speaker.finishedSaid) break;
    longest = stopAfter;
    t.is(kept.length, 0);
    t.is(watch.error, undefined);
    t.throws(() => watch.engine?.exportKeyingMaterial(64, 'client EAP encryption'));
  }
  t.true(longest > 800, 'the certificate alone is longer');
});
