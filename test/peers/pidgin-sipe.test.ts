import test from 'ava';
import { eventsOf } from '../servers/deployment.js';
import { legacySuites } from './legacy-suites.js';
import { PeerProcess } from './peer-process.js';
import { peerTest } from './program.js';
import { nullclient, purpleMissing } from './purple.js';
import { temporaryFolder, tlsPorts } from './tls-ports.js';

// A Lync client that works with the real servers, made to speak as old phones do; what it got is read in the journal.

/** The lowest version: 769 is 0x0301, TLS 1.0. Without it the client knows none below 1.2. */
const fromTls10 = ['-m', '769'];

/** Its hello allows newer versions too: AES may be spoken in one of those, RC4 and 3DES only in TLS 1.0 here. */
const served = legacySuites.map((suite) => ({ suite, version: suite.number < 0x2f ? /^TLS 1\.0$/ : /^TLS 1\.[02]$/ }));

for (const { suite, version } of served) {
  peerTest(
    test,
    ['gcc'],
    `pidgin-sipe with ${suite.name} alone registers with the Front End`,
    async (t, { gcc = '' }) => {
      const missing = await purpleMissing();
      if (missing !== undefined) {
        t.log(`not run: ${missing}`);
        if (process.env.CI) t.fail(missing);
        else t.pass();
        return;
      }
      const { context, frontEnd } = await tlsPorts(t);
      const hex = `0x${suite.number.toString(16).padStart(4, '0')}`;
      const account = ['alice@contoso.com,CONTOSO\\alice', 'not-needed', `127.0.0.1:${frontEnd}`];
      const options = ['-d', temporaryFolder(t).path, '-o', 'authentication=ntlm', '-o', 'dont-publish=true'];
      const client = new PeerProcess(t, await nullclient(gcc), [...fromTls10, '-s', hex, ...options, ...account]);
      // Its debug log marks every message that came from the server so.
      await client.saw(/sipe: MESSAGE <<<<<<<<<< SIP/);
      await client.stop();
      t.regex(client.output, new RegExp(`Cipher Suite Name: ${suite.name}\n`));
      const [agreed] = eventsOf(context.journal, 'tls.established');
      t.is(agreed?.suite, suite.name);
      t.regex(agreed?.version ?? '', version);
      const [request] = eventsOf(context.journal, 'front-end.request');
      t.like(request, { method: 'REGISTER', connection: agreed?.connection });
      t.regex(request?.userAgent ?? '', /Sipe\/1\./);
      t.deepEqual(eventsOf(context.journal, 'front-end.invalid'), []);
    },
  );
}
