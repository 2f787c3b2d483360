import test from 'ava';
import { eventsOf } from '../servers/deployment.js';
import { legacySuites } from './legacy-suites.js';
import { PeerProcess } from './peer-process.js';
import { peerTest } from './program.js';
import { sipQuestion, tlsPorts, webQuestion } from './tls-ports.js';

// The second independent client: Mozilla's NSS, without a certificate database, in TLS 1.0 with one suite at a time.

const alone = (number: number) => ['-V', 'tls1.0:tls1.0', '-c', `:${number.toString(16).padStart(4, '0')}`];

for (const suite of legacySuites) {
  peerTest(
    test,
    ['tstclnt'],
    `NSS with ${suite.name} alone talks with the Front End and the web port`,
    async (t, { tstclnt = '' }) => {
      const { context, ...ports } = await tlsPorts(t);
      const talks = [
        [ports.frontEnd, sipQuestion],
        [ports.web, webQuestion],
      ] as const;
      await Promise.all(
        talks.map(async ([port, { ask, answer }]) => {
          const client = new PeerProcess(t, tstclnt, [
            '-h',
            '127.0.0.1',
            '-p',
            `${port}`,
            '-D',
            '-o',
            ...alone(suite.number),
            '-v',
          ]);
          client.write(ask);
          await client.saw(answer);
          await client.stop();
          t.true(client.output.includes(`SSL version 3.1 using ${suite.nssSays}`), client.output);
        }),
      );
      const agreed = eventsOf(context.journal, 'tls.established');
      t.deepEqual(agreed.map((event) => [event.service, event.version, event.suite]).sort(), [
        ['front-end', 'TLS 1.0', suite.name],
        ['web', 'TLS 1.0', suite.name],
      ]);
    },
  );
}
