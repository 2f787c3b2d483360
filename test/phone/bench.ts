import { createSocket, type RemoteInfo } from 'node:dgram';
import { createServer, type Socket } from 'node:net';
import type { ExecutionContext } from 'ava';
import type { Anchor } from '../../certs/trust/index.js';
import { ScenarioClock } from '../../harness/foundation/clock/index.js';
import { SeededRandom } from '../../harness/foundation/random.js';
import { Secret } from '../../harness/foundation/secret.js';
import { type EventDetails, type EventType, Journal } from '../../harness/journal/index.js';
import { buildContext } from '../../harness/phone/build-context.js';
import type { StepContext } from '../../harness/phone/context.js';
import { identityOf } from '../../harness/phone/identity.js';
import type { HelloShape, RefusalShape } from '../../harness/phone/index.js';
import type { LeaseDetails } from '../../harness/phone/lease-details.js';
import { emptyMemory } from '../../harness/phone/memory.js';
import { phoneModels } from '../../harness/phone/models/index.js';
import type { PhoneOptions, TypedCredentials } from '../../harness/phone/options.js';
import { PhoneDate } from '../../harness/phone/phone-date.js';
import { phoneRecord } from '../../harness/phone/record.js';
import { Screen } from '../../harness/phone/screen.js';

export const pin = new Secret('730259');
export const password = new Secret('Battery-Staple-42');
export const typedPin: TypedCredentials = { signIn: 'pin', number: '4711', pin };
export const typedPassword: TypedCredentials = {
  signIn: 'usb',
  sipAddress: 'jeff@contoso.test',
  domain: 'CONTOSO',
  user: 'jeff',
  password,
};

export interface BenchOptions {
  readonly typed?: TypedCredentials;
  readonly model?: string;
  readonly firmware?: string;
  readonly anchors?: readonly Anchor[];
  readonly dial?: Readonly<Record<string, string>>;
  /** Default: the one with AES, which the plain Node servers of these tests have; `undefined` for the model's own. */
  readonly hello?: HelloShape | undefined;
  readonly refusal?: RefusalShape;
  readonly redirects?: PhoneOptions['redirects'];
  readonly timeSources?: PhoneOptions['timeSources'];
  /** The phone must lease its address. */
  readonly plug?: PhoneOptions['network']['lease'];
  readonly privateKey?: PhoneOptions['privateKey'];
  readonly pinInClear?: boolean;
  readonly powerOnDate?: Date;
  readonly chainWhenTethered?: boolean;
  readonly updateOverHttp?: boolean;
  readonly updatePrompt?: 'update' | 'postpone';
  /** `skip` where a test is about waiting; otherwise a busy machine must not look like silence. */
  readonly waits?: 'real' | 'skip';
  /** The phone has a lease naming this DNS server and domain. */
  readonly lease?: Partial<LeaseDetails>;
}

export function phoneOptions(
  t: ExecutionContext,
  options: BenchOptions = {},
): { options: PhoneOptions; journal: Journal } {
  const clock = new ScenarioClock({ start: new Date('2014-11-15T09:00:00Z'), waits: options.waits ?? 'real' });
  const participant = clock.join('phone');
  t.teardown(() => clock.stop());
  const journal = new Journal({ time: clock });
  const hello = 'hello' in options ? options.hello : 'rc4-3des-aes';
  const { model = 'CX600', firmware = '4.0.7577.4420', anchors = [], typed = typedPin, dial = {} } = options;
  return {
    journal,
    options: {
      model,
      firmware,
      anchors,
      typed,
      mac: '00:04:f2:aa:bb:cc',
      network: {
        ...{ address: '127.0.0.1', dial, dhcp: { port: 0 } },
        ...(options.plug && { lease: options.plug }),
      },
      clock: participant,
      recorder: journal,
      random: new SeededRandom('test'),
      // The web servers of these tests are plain; test/phone/pin-safety.test.ts is about phones that mind.
      pinInClear: options.pinInClear ?? true,
      ...(hello && { hello }),
      ...(options.refusal && { refusal: options.refusal }),
      ...(options.timeSources && { timeSources: options.timeSources }),
      ...(options.redirects && { redirects: options.redirects }),
      ...(options.privateKey && { privateKey: options.privateKey }),
      ...(options.chainWhenTethered && { chainWhenTethered: true }),
      ...(options.updatePrompt && { updatePrompt: options.updatePrompt }),
      ...(options.updateOverHttp && { updateOverHttp: true }),
      ...(options.powerOnDate && { powerOnDate: options.powerOnDate }),
    },
  };
}

/** A phone taken apart, for trying one step. */
export function bench(t: ExecutionContext, given: BenchOptions = {}): { context: StepContext; journal: Journal } {
  const { options, journal } = phoneOptions(t, given);
  const model = phoneModels.get(options.model);
  if (!model) throw new Error(`no model ${options.model}`);
  const identity = identityOf(options, model);
  const memory = emptyMemory(options.firmware);
  memory.lease = { server: '10.0.0.1', routers: [], timeServers: [], ntpServers: [], dnsServers: [], ...given.lease };
  const date = new PhoneDate(options.clock, options.powerOnDate);
  const record = phoneRecord(journal, date, identity.mac);
  const screen = new Screen(record);
  const power = new AbortController();
  const context = buildContext({
    options,
    model,
    identity,
    memory,
    date,
    screen,
    record,
    random: options.random,
    power: power.signal,
    restartsLeft: 6,
  });
  t.teardown(() => {
    power.abort(new Error('the test is over'));
    context.web.close();
    context.registration.current?.connection.close();
    context.plug.close();
  });
  return { context, journal };
}

export function recorded<T extends EventType>(journal: Journal, type: T): EventDetails[T][] {
  return journal.events.filter((event) => event.type === type) as unknown as EventDetails[T][];
}

type Reply = (bytes: Buffer) => void;

/** A UDP server on 127.0.0.1; its port. */
export function udpServer(
  t: ExecutionContext,
  receive: (bytes: Buffer, reply: Reply, from: RemoteInfo) => void,
): Promise<number> {
  const socket = createSocket('udp4');
  socket.on('message', (bytes, from) => {
    receive(bytes, (answer) => socket.send(answer, from.port, from.address), from);
  });
  t.teardown(() => socket.close());
  return new Promise((resolve) => socket.bind(0, '127.0.0.1', () => resolve(socket.address().port)));
}

/** A TCP server on 127.0.0.1; its port. */
export function tcpServer(t: ExecutionContext, connection: (socket: Socket) => void): Promise<number> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    connection(socket);
  });
  t.teardown(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : 0);
    });
  });
}
