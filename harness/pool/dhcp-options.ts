import type { DhcpContents, DhcpSettings } from '../deployment/index.js';

/** What an administrator sets in the DHCP console; a name that is null is the deployment's usual one. */
export interface DhcpOptionChange extends Partial<Pick<DhcpContents, 'option43' | 'option120'>> {
  readonly webServer?: string | null;
  readonly registrar?: string | null;
}

/** Options of the DHCP server that were changed since the lab opened. */
export class DhcpOptions {
  #changed: DhcpOptionChange = {};
  #changes = 0;

  /** How often it was changed: what was made from the options before is stale. */
  get changes(): number {
    return this.#changes;
  }

  change(options: DhcpOptionChange): void {
    this.#changed = { ...this.#changed, ...options };
    this.#changes++;
  }

  /** The deployed settings with what was changed of them. */
  of(deployed: DhcpSettings): DhcpSettings {
    if (this.#changes === 0) return deployed;
    const { option43, option120, registrar, webServer } = this.#changed;
    const { registrar: deployedRegistrar, webServer: deployedWebServer, ...rest } = deployed;
    const named = registrar === undefined ? deployedRegistrar : registrar;
    const located = webServer === undefined ? deployedWebServer : webServer;
    return {
      ...rest,
      ...(option43 !== undefined && { option43 }),
      ...(option120 !== undefined && { option120 }),
      ...(named != null && { registrar: named }),
      ...(located != null && { webServer: located }),
    };
  }
}
