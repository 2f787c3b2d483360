import type { Duplex } from 'node:stream';
import type { ServerContext } from '../../../harness/servers/context.js';
import { FrontEnd } from '../../../harness/servers/front-end/index.js';
import { memoryPair } from '../../../harness/tls/index.js';
import { believingContext } from './believing.js';
import { testContact, testInstance } from './sip-client.js';

/** What may stand in each line of a REGISTER; the first is what stands there as a rule, an empty line is left out. */
export const lineVariants = [
  [
    'REGISTER sip:contoso.com SIP/2.0',
    'REGISTER sip:fabrikam.com SIP/2.0',
    'REGISTER tel:+1555 SIP/2.0',
    'REGISTER sip:contoso.com?x=y SIP/2.0',
    'OPTIONS sip:contoso.com SIP/2.0',
  ],
  ['Via: SIP/2.0/TLS 10.0.0.21:1063', 'Via: SIP/2.0/TLS 10.0.0.99:9;branch=z9hG4bK1', 'Via: nonsense', ''],
  [
    'From: <sip:alice@contoso.com>;tag=1;epid=c8ca638a15',
    'From: <sip:alice@contoso.com>;tag=2;epid=c8ca638a15',
    'From: "A" <sip:ALICE@contoso.com>;tag=1;epid=01010101',
    'From: <sip:jeff@contoso.com>;tag=1;epid=c8ca638a15',
    'From: <sip:nobody@contoso.com>;tag=1;epid=c8ca638a15',
    'From: <sip:alice@contoso.com>;tag=1',
    `From: <sip:alice@contoso.com>;tag=1;epid=${'0'.repeat(300)}`,
    'From: <',
  ],
  ['To: <sip:alice@contoso.com>', 'To: <sip:jeff@contoso.com>', 'To: <sip:alice@contoso.com>;tag=9', 'To: <', ''],
  ['Call-ID: one', 'Call-ID: other', ''],
  ['CSeq: 1 REGISTER', 'CSeq: 2 REGISTER', 'CSeq: 3 OPTIONS', 'CSeq: x', 'X-CSeq: 1', ''],
  [
    `Contact: ${testContact}`,
    `Contact: <sip:10.0.0.22:1;transport=tls>;+sip.instance="<urn:uuid:${testInstance}>"`,
    'Contact: <sip:10.0.0.21:1063>;expires=30',
    'Contact: <sip:10.0.0.21:1063>, <sip:10.0.0.22:1063>',
    'Contact: *',
    '',
  ],
  ['Expires: 600', 'Expires: 0', 'Expires: 99999', 'Expires: soon', ''],
  ['Supported: gruu-10, msrtc-event-categories', 'Supported: msrtc-event-categories', 'Supported: ms-forking'],
  ['Event: registration', 'Event: presence', 'Require: gruu-10', 'Require: unheard-of', 'Proxy-Require: unheard-of'],
  ['Authorization: NTLM qop="auth"', 'Authorization: Kerberos realm="x"', 'Proxy-Authorization: NTLM x="1"', ''],
  ['Content-Length: 0', 'Content-Length: 0\r\nX-More: 1'],
] as const;

/** A request by the number of the variant of each of its lines. */
export type Choice = readonly number[];

/** As a rule every line is the first of its variants. */
export const asARule: Choice = lineVariants.map(() => 0);

export function bytesOf(choice: Choice, more: readonly string[] = []): Buffer {
  const lines = lineVariants.map((variants, i) => variants[(choice[i] ?? 0) % variants.length] ?? '');
  return Buffer.from(`${[...lines, ...more].filter((line) => line !== '').join('\r\n')}\r\n\r\n`);
}

/** One Front End that believes everybody, and a client of it. */
class Believed {
  readonly #context: ServerContext;
  readonly #client: Duplex;
  #received = '';

  private constructor(context: ServerContext) {
    const [near, far] = memoryPair();
    const place = { address: '10.0.0.21', port: 1063 };
    new FrontEnd(context).handle(far, { id: 'front-end#1', peer: place, local: place });
    near.setEncoding('utf8').on('data', (text: string) => {
      this.#received += text;
    });
    this.#context = context;
    this.#client = near;
  }

  static async open(): Promise<Believed> {
    return new Believed(await believingContext());
  }

  /** What it answers, and what is registered then; without what is random or a matter of time. */
  async ask(bytes: Buffer): Promise<string> {
    this.#received = '';
    this.#client.write(bytes);
    for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setImmediate(resolve));
    const { clock, pool } = this.#context;
    const bindings = pool.bindings.all(clock.elapsed()).map(({ expiresAt: _, ...binding }) => binding);
    const said = this.#received.replace(/;tag=[0-9A-F]{32}/g, ';tag=T').replace(/(Date: |;expires=)[^;\r]*/g, '$1');
    return `${said}${JSON.stringify(bindings)}`;
  }

  close(): void {
    this.#client.destroy();
  }
}

/**
 * What a Front End answers to these requests on one connection: once as they are, once with a line in each that stood in
 * none before, so that no request repeats another. The line is not echoed. `more` gives lines for the end of both.
 */
export async function answeredTwice(
  choices: readonly Choice[],
  more: (request: number) => readonly string[] = () => [],
): Promise<{ readonly repeated: string[]; readonly unlike: string[] }> {
  const [one, other] = [await Believed.open(), await Believed.open()];
  const repeated: string[] = [];
  const unlike: string[] = [];
  for (const [i, choice] of choices.entries()) {
    repeated.push(await one.ask(bytesOf(choice, more(i))));
    unlike.push(await other.ask(bytesOf(choice, [...more(i), `X-Unlike: ${i}`])));
  }
  one.close();
  other.close();
  return { repeated, unlike };
}
