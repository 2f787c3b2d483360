import { randomBytes } from 'node:crypto';
import type { RemoteInfo, Socket } from 'node:dgram';
import type { Clock } from '../../foundation/clock/index.js';
import { HarnessError } from '../../foundation/errors/index.js';
import {
  type DhcpMessage,
  type DhcpOption,
  decodeDhcp,
  dhcpMessageType,
  dhcpOption,
  encodeDhcp,
  option,
} from '../../wire/dhcp/index.js';
import { bindUdp } from '../sockets/index.js';
import { addressIn } from './client.js';

/** Answers one question can have; a segment has a few servers. */
export const MAX_ANSWERS = 32;
const BROADCAST_FLAG = 0x8000;

/** A question of a DHCP client to whoever serves a segment. */
export interface DhcpQuestion {
  readonly type: 'discover' | 'inform';
  /** The address of the interface it leaves by. */
  readonly address: string;
  /** Six bytes; a made-up one, locally administered, when absent. */
  readonly chaddr?: Buffer;
  /** Options 55. */
  readonly asked: readonly number[];
  readonly vendorClass?: string;
  /** Milliseconds to listen after each transmission. */
  readonly waits: readonly number[];
  /** Stop at the first answer. */
  readonly first?: boolean;
  readonly to?: { readonly address: string; readonly port: number };
  /** The port answers are heard on; 68, the client's, when absent. */
  readonly port?: number;
}

export interface DhcpAnswer {
  /** Option 54, else where it came from. */
  readonly server: string;
  readonly from: string;
  readonly message: DhcpMessage;
  readonly raw: Buffer;
}

/**
 * Asks by broadcast and gathers the answers, each server's first. Throws PORT_TAKEN, PORT_FORBIDDEN, ADDRESS_UNAVAILABLE for
 * the client's port.
 */
export async function askDhcp(question: DhcpQuestion, clock: Clock): Promise<DhcpAnswer[]> {
  const place = { service: 'dhcp', address: question.address, port: question.port ?? 68 };
  const sockets: Socket[] = [];
  try {
    // Answers come by broadcast or to the address; what is sent must leave by that address's interface.
    const own = await bindUdp(place, { reuse: true });
    sockets.push(own);
    if (place.port !== 0) sockets.push(await bindUdp({ ...place, address: '0.0.0.0' }, { reuse: true }));
    own.setBroadcast(true);
    const xid = randomBytes(4).readUInt32BE(0);
    const chaddr = question.chaddr ?? Buffer.concat([Buffer.from([0x02]), randomBytes(5)]);
    const answers = new Map<string, DhcpAnswer>();
    const heard = new Promise<void>((resolve) => {
      const take = (raw: Buffer, from: RemoteInfo) => {
        const answer = answerIn(raw, from, xid, chaddr);
        if (!answer || answers.has(answer.server) || answers.size >= MAX_ANSWERS) return;
        answers.set(answer.server, answer);
        if (question.first) resolve();
      };
      for (const socket of sockets) socket.on('message', take);
    });
    const payload = encodeDhcp(questionMessage(question, xid, chaddr));
    const to = question.to ?? { address: '255.255.255.255', port: 67 };
    for (const wait of question.waits) {
      own.send(payload, to.port, to.address, () => {});
      await clock.within(wait, heard);
      if (answers.size > 0) break;
    }
    return [...answers.values()];
  } finally {
    await Promise.all(sockets.map((socket) => new Promise<void>((closed) => socket.close(() => closed()))));
  }
}

function questionMessage(question: DhcpQuestion, xid: number, chaddr: Buffer): DhcpMessage {
  const { type, address, vendorClass, asked } = question;
  const none = '0.0.0.0';
  const options: DhcpOption[] = [
    { code: dhcpOption.messageType, data: Buffer.from([dhcpMessageType[type]]) },
    ...(vendorClass === undefined ? [] : [{ code: dhcpOption.vendorClass, data: Buffer.from(vendorClass, 'latin1') }]),
    { code: dhcpOption.parameterRequestList, data: Buffer.from(asked) },
  ];
  return {
    ...{ op: 1, htype: 1, hops: 0, xid, secs: 0, yiaddr: none, siaddr: none, giaddr: none, chaddr },
    flags: type === 'discover' ? BROADCAST_FLAG : 0,
    ciaddr: type === 'discover' ? none : address,
    sname: Buffer.alloc(0),
    file: Buffer.alloc(0),
    options,
  };
}

function answerIn(raw: Buffer, from: RemoteInfo, xid: number, chaddr: Buffer): DhcpAnswer | undefined {
  try {
    const message = decodeDhcp(raw);
    const type = option(message, dhcpOption.messageType)?.[0];
    if (message.op !== 2 || message.xid !== xid || !message.chaddr.equals(chaddr)) return undefined;
    if (type !== dhcpMessageType.offer && type !== dhcpMessageType.ack) return undefined;
    return {
      server: addressIn(message, dhcpOption.serverIdentifier) ?? from.address,
      from: from.address,
      message,
      raw,
    };
  } catch (error) {
    if (error instanceof HarnessError) return undefined;
    throw error;
  }
}
