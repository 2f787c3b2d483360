import type { HostName, User } from '../deployment/index.js';

/** What an administrator changed of the deployed users since the lab opened. */
export class Accounts {
  readonly #disabled = new Set<string>();
  readonly #homes = new Map<string, HostName>();

  /** Disable-CsUser. */
  disable({ sipAddress }: User): void {
    this.#disabled.add(sipAddress);
  }

  /** Enable-CsUser: undoes `disable`; a user disabled by the deployment stays so. */
  enable({ sipAddress }: User): void {
    this.#disabled.delete(sipAddress);
  }

  isEnabled({ enabled, sipAddress }: User): boolean {
    return enabled && !this.#disabled.has(sipAddress);
  }

  /** Move-CsUser. */
  move({ sipAddress }: User, home: HostName): void {
    this.#homes.set(sipAddress, home);
  }

  homeOf({ home, sipAddress }: User): HostName {
    return this.#homes.get(sipAddress) ?? home;
  }
}
