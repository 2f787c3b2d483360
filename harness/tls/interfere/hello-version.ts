/** A handshake message's header is four bytes; a ServerHello's version follows it (RFC 2246 7.4.1.3). */
const VERSION_OFFSET = 4;

/**
 * Puts another version into the ServerHello on its way out. The hello is the first message a server sends, so that
 * its version is bytes 4 and 5 of the handshake, however the records cut it.
 */
export class HelloVersion {
  readonly #version: Buffer;
  #offset = 0;

  constructor(version: number) {
    this.#version = Buffer.from([version >> 8, version & 0xff]);
  }

  /** Whether the version has passed. */
  get done(): boolean {
    return this.#offset >= VERSION_OFFSET + this.#version.length;
  }

  /** Changes the next handshake fragment in place. */
  rewrite(fragment: Buffer): void {
    for (const [index, byte] of this.#version.entries()) {
      const at = VERSION_OFFSET + index - this.#offset;
      if (at >= 0 && at < fragment.length) fragment[at] = byte;
    }
    this.#offset += fragment.length;
  }
}
