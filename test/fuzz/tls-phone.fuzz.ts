import fc from 'fast-check';
import { mintServerCertificate, ProvisioningAuthority } from '../../certs/authorities/index.js';
import { generateRsaKey } from '../../certs/requests/index.js';
import { subjectOf } from '../../harness/authentication/tls-dsk/distinguished-name.js';
import { TlsDskClient, TlsDskPort, TlsDskServer } from '../../harness/authentication/tls-dsk/index.js';
import { packFlight } from '../../harness/authentication/tls-dsk/pack-flight.js';
import type { PhoneTlsOffer } from '../../harness/tls/index.js';
import { encodeHandshake, encodeRecords, HandshakeReader, TlsRecordReader } from '../../harness/wire/tls/index.js';
import { equal, onlyHarnessErrors } from './promises.js';
import type { FuzzTarget } from './target.js';

const bytes = fc.uint8Array({ maxLength: 400 }).map((value) => Buffer.from(value));
const changes = fc.array(fc.tuple(fc.nat(), fc.integer({ min: 1, max: 255 })), { minLength: 1, maxLength: 3 });
const at = new Date('2014-11-15T09:00:00Z');

/** The original with some bytes made others. */
function changed(original: Buffer, where: readonly (readonly [number, number])[]): Buffer {
  const copy = Buffer.from(original);
  for (const [place, by] of where) copy[place % copy.length] = (copy[place % copy.length] ?? 0) ^ by;
  return copy;
}

interface Ends {
  server(): TlsDskServer;
  client(offer: PhoneTlsOffer): TlsDskClient;
  readonly user: Buffer;
}

let made: Promise<Ends> | undefined;

function ends(): Promise<Ends> {
  made ??= (async () => {
    const certificate = await mintServerCertificate({ profile: 'self-signed', subject: 'f.c.test', names: [], at });
    const authority = await ProvisioningAuthority.create({ at });
    const { publicKey, privateKey } = await generateRsaKey();
    const user = await authority.issue({ publicKey, user: 'alice@c.test', at });
    const port = new TlsDskPort({ certificate, clientAuthorities: [authority.certificate] });
    return {
      user,
      server: () => new TlsDskServer(port),
      client: (offer) => new TlsDskClient({ certificate: user, privateKey, offer }),
    };
  })();
  return made;
}

const offer = fc.constantFrom<PhoneTlsOffer>(
  { engine: 'tls10', suites: [0x0004], helloFormat: 'tls' },
  { engine: 'tls10', suites: [0x000a], helloFormat: 'sslv2' },
  { engine: 'tls10', suites: [0x002f], helloFormat: 'tls' },
);

export const targets: readonly FuzzTarget[] = [
  {
    name: 'tls-dsk: a handshake with one flight changed never ends in keys, unless the change means nothing',
    property: fc.asyncProperty(offer, fc.constantFrom(1, 2, 3, 4), changes, async (offered, which, where) => {
      const { server: newServer, client: newClient, user } = await ends();
      const [server, client] = [newServer(), newClient(offered)];
      const passed = (number: number, flight: Buffer) => (number === which ? changed(flight, where) : flight);
      try {
        const s1 = await server.accept(passed(1, await client.start()));
        if (s1.state !== 'continue') return;
        const c2 = await client.next(passed(2, s1.flight));
        if (c2.state !== 'continue') return;
        const s2 = await server.accept(passed(3, c2.flight));
        if (s2.state !== 'finished') return;
        const last = await client.next(passed(4, s2.flight));
        if (last.state !== 'finished') return;
        equal(server.clientCertificate, user);
        // Only what no Finished covers could have changed, so that the keys are the same all the same.
        if (!server.keys().verify('x', client.keys().sign('x'))) throw new Error('the two sides have other keys');
      } finally {
        client.destroy();
        server.destroy();
      }
    }),
  },
  {
    name: 'tls-dsk: packing a flight keeps its messages',
    property: fc.property(fc.array(bytes, { maxLength: 8 }), (bodies) => {
      const flight = Buffer.concat(bodies.map((body) => encodeRecords(22, 0x0301, encodeHandshake(11, body))));
      const reader = new HandshakeReader();
      const records = new TlsRecordReader().push(packFlight(flight));
      equal(
        records.flatMap((record) => reader.push(record).map(({ body }) => body)),
        bodies,
      );
    }),
  },
  {
    name: 'tls-dsk: the subject of any bytes, or a HarnessError',
    property: fc.property(
      fc.oneof(
        bytes,
        bytes.map((rest) => Buffer.concat([Buffer.from('308201003081f0', 'hex'), rest])),
      ),
      (der) => {
        onlyHarnessErrors(() => subjectOf(der));
      },
    ),
  },
];
