import { insertionSteps } from './insertion.js';
import type { Layout } from './layout.js';
import type { Mutation } from './mutation.js';
import type { ScriptedPeer } from './peer.js';
import type { SeededBytes } from './seeded-bytes.js';
import type { Step, StepName } from './step.js';

export interface Saying {
  readonly mutations: readonly Mutation[];
  readonly layout: Layout;
  /** Bytes after which the peer falls silent. */
  readonly stopAfter?: number;
}

const ofRecords: ReadonlySet<Mutation['do']> = new Set(['record-type', 'record-version', 'record-length', 'seal']);

type On = { readonly step: Step; readonly index: number };

/** Says a script with its mutations, bytes as they would arrive, and notes how far it came. */
export class Speaker {
  readonly #peer: ScriptedPeer;
  readonly #random: SeededBytes;
  readonly #saying: Saying;
  readonly #hear: (bytes: Buffer) => void;
  #outbox: Buffer[] = [];
  /** Handshake messages that may share records. */
  #messages: { readonly bytes: Buffer; readonly on: On }[] = [];
  #left: number;
  /** Everything up to the Finished was delivered. */
  finishedSaid = false;
  /** A message announced another length than its own. */
  lied = false;
  /** What was said last. */
  saying: StepName | undefined;

  constructor(peer: ScriptedPeer, random: SeededBytes, saying: Saying, hear: (bytes: Buffer) => void) {
    this.#peer = peer;
    this.#random = random;
    this.#saying = saying;
    this.#hear = hear;
    this.#left = saying.stopAfter ?? Number.POSITIVE_INFINITY;
  }

  sayAll(): void {
    for (const on of this.#ordered()) {
      this.saying = on.step.name;
      this.#say(on);
      if (on.step.flush) this.#deliver();
      if (on.step.name === 'finished') this.finishedSaid = this.#left >= 0;
    }
    this.#deliver();
  }

  /** The script after what was dropped, repeated, put in and exchanged; `index` stays that of the plain script. */
  #ordered(): On[] {
    const order: On[] = this.#peer.script().map((step, index) => ({ step, index }));
    const { length } = order;
    for (const mutation of this.#saying.mutations) {
      const index = mutation.at % length;
      const place = order.findIndex((on) => on.index === index);
      const on = order[place];
      if (on === undefined) continue;
      if (mutation.do === 'drop') order.splice(place, 1);
      else if (mutation.do === 'repeat') order.splice(place, 0, on);
      else if (mutation.do === 'swap') order.splice(place, 2, ...order.slice(place, place + 2).reverse());
      else if (mutation.do === 'insert') {
        order.splice(place, 0, ...insertionSteps(mutation.what, this.#random).map((step) => ({ step, index: -1 })));
      }
    }
    return order;
  }

  #on(index: number): readonly Mutation[] {
    const { length } = this.#peer.script();
    return this.#saying.mutations.filter((mutation) => mutation.at % length === index);
  }

  #say(on: On): void {
    const { step } = on;
    if (step.handshake !== undefined) {
      // What is wrong with a record must be wrong with one of this message’s.
      const alone = !this.#saying.layout.together || this.#on(on.index).some(({ do: what }) => ofRecords.has(what));
      const bytes = this.#message(on, step.handshake);
      if (alone) this.#flushMessages();
      this.#messages.push({ bytes, on });
      if (alone) this.#flushMessages();
      return;
    }
    this.#flushMessages();
    const body = this.#bytes(on, step.body());
    if (step.record !== 'raw') this.#record(step.record, body, on);
    else {
      // The handshake hash covers an SSLv2-format hello without its header.
      if (step.name === 'client_hello') this.#peer.transcript.push((this.#hidden(on) ? step.body() : body).subarray(2));
      this.#outbox.push(body);
    }
    if (step.changesCipher) this.#peer.changeCipher();
  }

  #message(on: On, type: number): Buffer {
    const body = on.step.body();
    const right = withHeader(type, body);
    const said = this.#bytes(on, body);
    const message = withHeader(type, said);
    for (const mutation of this.#on(on.index)) {
      if (mutation.do === 'retype') message[0] = mutation.type;
      if (mutation.do === 'claim-length') {
        message.writeUIntBE(mutation.length, 1, 3);
        this.lied ||= mutation.length !== said.length;
      }
    }
    this.#peer.transcript.push(this.#hidden(on) ? right : message);
    return message;
  }

  /** Whether a mutation of its bytes is one the peer does not know of. */
  #hidden({ index }: On): boolean {
    return this.#on(index).some((mutation) => 'seen' in mutation && mutation.seen === 'not-by-peer');
  }

  #bytes({ index }: On, right: Buffer): Buffer {
    let bytes = Buffer.from(right);
    for (const mutation of this.#on(index)) {
      if (mutation.do === 'flip' && bytes.length > 0) {
        const place = mutation.place % bytes.length;
        bytes[place] = (bytes[place] ?? 0) ^ mutation.mask;
      }
      if (mutation.do === 'resize') {
        const { by } = mutation;
        bytes =
          by > 0 ? Buffer.concat([bytes, this.#random.bytes(by)]) : bytes.subarray(0, Math.max(0, bytes.length + by));
      }
    }
    return bytes;
  }

  #flushMessages(): void {
    const [first] = this.#messages;
    if (first === undefined) return;
    const bytes = Buffer.concat(this.#messages.map((message) => message.bytes));
    const last = this.#messages.at(-1) ?? first;
    this.#messages = [];
    const size = this.#saying.layout.recordSize;
    // What is wrong with a record is wrong with the last: it ends the message it belongs to.
    for (let at = 0; at < bytes.length; at += size) {
      const ends = at + size >= bytes.length;
      this.#record(22, bytes.subarray(at, at + size), ends ? last.on : { ...last.on, index: -1 });
    }
  }

  #record(type: number, plain: Buffer, { index }: On): void {
    const mutations = this.#on(index);
    let [said, version, lengthBy] = [type, 0x0301, 0];
    let fault: Extract<Mutation, { do: 'seal' }>['fault'] | undefined;
    for (const mutation of mutations) {
      if (mutation.do === 'record-type') said = mutation.type;
      if (mutation.do === 'record-version') version = mutation.version;
      if (mutation.do === 'record-length') lengthBy = mutation.by;
      if (mutation.do === 'seal') fault = mutation.fault;
    }
    const record = this.#peer.record(said, version, plain, fault);
    if (lengthBy !== 0) {
      const length = record.readUInt16BE(3);
      // Cut at zero it must still be another length.
      record.writeUInt16BE(length + lengthBy < 0 ? length + 1 : length + lengthBy, 3);
    }
    this.#outbox.push(record);
  }

  #deliver(): void {
    this.#flushMessages();
    const all = Buffer.concat(this.#outbox);
    this.#outbox = [];
    const bytes = all.subarray(0, Math.max(0, Math.min(all.length, this.#left)));
    this.#left -= all.length;
    const size = this.#saying.layout.arrival || bytes.length;
    for (let at = 0; at < bytes.length; at += size) this.#hear(bytes.subarray(at, at + size));
  }
}

function withHeader(type: number, body: Buffer): Buffer {
  const header = Buffer.from([type, 0, 0, 0]);
  header.writeUIntBE(body.length, 1, 3);
  return Buffer.concat([header, body]);
}
