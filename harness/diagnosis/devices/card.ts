/** What is known of one device, gathered from everything it did. */
export interface DeviceCard {
  /** Its MAC, else `ip:ADDRESS`. */
  readonly device: string;
  readonly mac?: string;
  readonly addresses: readonly string[];
  readonly epids: readonly string[];
  readonly userAgents: readonly string[];
  /** SIP addresses it signed in as. */
  readonly users: readonly string[];
  /** SHA-1 thumbprints of the user certificates it was given or showed. */
  readonly certificates: readonly string[];
  readonly model?: string;
  readonly firmware?: string;
  /** Who says model and firmware: the operator, the update check, or the User-Agent. */
  readonly said?: 'operator' | 'update-check' | 'user-agent';
  /** Where the operator and the phone disagree, a sentence each. */
  readonly contradictions: readonly string[];
}

/** Values of one kind kept of one device; a flood of them forgets the oldest. */
export const MAX_VALUES = 20;

const ranks = { 'user-agent': 1, 'update-check': 2, operator: 3 } as const;
export type Sayer = keyof typeof ranks;

/** A card while it is filled. */
export class OpenCard {
  readonly #sets = {
    addresses: new Set<string>(),
    epids: new Set<string>(),
    userAgents: new Set<string>(),
    users: new Set<string>(),
    certificates: new Set<string>(),
  };
  readonly #said = new Map<'model' | 'firmware', Map<Sayer, string>>();
  mac: string | undefined;
  device: string;

  constructor(device: string) {
    this.device = device;
    if (!device.startsWith('ip:')) this.mac = device;
    else this.add('addresses', device.slice('ip:'.length));
  }

  add(kind: 'addresses' | 'epids' | 'userAgents' | 'users' | 'certificates', value: string): void {
    const values = this.#sets[kind];
    // The newest stands last.
    values.delete(value);
    values.add(value);
    const [oldest] = values;
    if (values.size > MAX_VALUES && oldest !== undefined) values.delete(oldest);
  }

  say(sayer: Sayer, what: 'model' | 'firmware', value: string): void {
    const said = this.#said.get(what) ?? new Map<Sayer, string>();
    this.#said.set(what, said.set(sayer, value));
  }

  /** Takes over what the other one knows. */
  absorb(other: OpenCard): void {
    for (const kind of ['addresses', 'epids', 'userAgents', 'users', 'certificates'] as const) {
      for (const value of other.#sets[kind]) if (!this.#sets[kind].has(value)) this.add(kind, value);
    }
    for (const [what, said] of other.#said) {
      for (const [sayer, value] of said) if (!this.#said.get(what)?.has(sayer)) this.say(sayer, what, value);
    }
  }

  read(): DeviceCard {
    const model = this.#best('model');
    const firmware = this.#best('firmware');
    const said = firmware?.sayer ?? model?.sayer;
    return {
      device: this.device,
      ...(this.mac !== undefined && { mac: this.mac }),
      addresses: [...this.#sets.addresses],
      epids: [...this.#sets.epids],
      userAgents: [...this.#sets.userAgents],
      users: [...this.#sets.users],
      certificates: [...this.#sets.certificates],
      ...(model && { model: model.value }),
      ...(firmware && { firmware: firmware.value }),
      ...(said && { said }),
      contradictions: (['model', 'firmware'] as const).flatMap((what) => this.#contradiction(what)),
    };
  }

  #best(what: 'model' | 'firmware'): { sayer: Sayer; value: string } | undefined {
    return [...(this.#said.get(what) ?? [])]
      .map(([sayer, value]) => ({ sayer, value }))
      .sort((one, other) => ranks[other.sayer] - ranks[one.sayer])[0];
  }

  #contradiction(what: 'model' | 'firmware'): string[] {
    const said = this.#said.get(what);
    const operator = said?.get('operator');
    const phone = said?.get('update-check') ?? said?.get('user-agent');
    if (operator === undefined || phone === undefined || operator.toLowerCase() === phone.toLowerCase()) return [];
    return [`The operator said that its ${what} is ${operator}; the phone itself says ${phone}.`];
  }
}
