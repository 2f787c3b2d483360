import { createHash } from 'node:crypto';
import type { DeployedUpdateRule, DeviceUpdateSettings, TestDevice, UpdateRuleKey } from '../deployment/index.js';

/** Rules of every web service together; a vendor has a handful of models. */
export const MAX_UPDATE_RULES = 1000;
/** A test group is a few phones. */
export const MAX_TEST_DEVICES = 1000;
/** Versions of one rule whose files stay in the store. */
const MAX_STORED_VERSIONS = 100;

/** A rule of one web service, and what was imported under it. */
export interface UpdateRule extends UpdateRuleKey {
  /** A GUID, the same for the same rule in every run. */
  readonly id: string;
  /** FQDN. */
  readonly webService: string;
  readonly approved?: string | undefined;
  readonly pending?: string | undefined;
  /** What was approved before: a roll-back goes there. */
  readonly restore?: string | undefined;
  /** Versions whose files are in the store, whatever became of them. */
  readonly stored: readonly string[];
}

/** Rules and test devices as they are by now. */
export interface KeptUpdates {
  readonly rules: readonly UpdateRule[];
  readonly testDevices: readonly TestDevice[];
}

/** Why a rule stays as it is. */
export type RuleProblem = 'unknown' | 'nothing-pending' | 'nothing-approved' | 'full';

const keyParts = ['deviceType', 'brand', 'model', 'revision', 'locale'] as const;

/** The rules of a pool's web services and its test devices, as administrators change them (Import- to Restore-CsDeviceUpdate…). */
export class UpdateRules {
  readonly #rules = new Map<string, UpdateRule>();
  readonly #testDevices: TestDevice[];
  #changed: (() => void) | undefined;

  /**
   * @param ownService FQDN of the web service a rule belongs to that names none.
   * @param kept What an earlier process had, which stands in the place of what is deployed.
   */
  constructor(
    { rules, testDevices }: Pick<DeviceUpdateSettings, 'rules' | 'testDevices'>,
    ownService: string,
    kept?: KeptUpdates,
  ) {
    for (const rule of rules) this.#put(deployed(rule, ownService));
    for (const rule of kept?.rules ?? []) this.#put(rule);
    this.#testDevices = (kept?.testDevices ?? testDevices).map(plainTestDevice);
  }

  /** Calls `changed` after each change from now on. */
  keep(changed: () => void): void {
    this.#changed = changed;
  }

  list(): readonly UpdateRule[] {
    return [...this.#rules.values()];
  }

  testDevices(): readonly TestDevice[] {
    return this.#testDevices;
  }

  of(id: string): UpdateRule | undefined {
    return this.#rules.get(id.toLowerCase());
  }

  find(webService: string, key: UpdateRuleKey): UpdateRule | undefined {
    return this.of(identifier(webService, key));
  }

  /** Import-CsDeviceUpdate: a new rule, or another version that is pending in an old one. */
  import(webService: string, key: UpdateRuleKey, version: string): UpdateRule | RuleProblem {
    const known = this.find(webService, key);
    if (!known && this.#rules.size >= MAX_UPDATE_RULES) return 'full';
    const rule = known ?? deployed({ ...key, webService }, webService);
    return this.#put({ ...rule, pending: version, stored: withStored(rule.stored, version) });
  }

  /** The files of a version are there, whatever the rule says of it. */
  store(id: string, version: string): void {
    const rule = this.of(id);
    if (rule) this.#put({ ...rule, stored: withStored(rule.stored, version) });
  }

  /** Approve-CsDeviceUpdateRule: what is pending is for everybody; what was approved can be restored. */
  approve(id: string): UpdateRule | RuleProblem {
    const rule = this.of(id);
    if (!rule) return 'unknown';
    if (rule.pending === undefined) return 'nothing-pending';
    return this.#put({ ...rule, approved: rule.pending, pending: undefined, restore: rule.approved });
  }

  /** Reset-CsDeviceUpdateRule: what is pending is given up. */
  reset(id: string): UpdateRule | RuleProblem {
    const rule = this.of(id);
    if (!rule) return 'unknown';
    if (rule.pending === undefined) return 'nothing-pending';
    return this.#put({ ...rule, pending: undefined });
  }

  /** Restore-CsDeviceUpdateRule: back to the version before; without one the update is taken away. */
  restore(id: string): UpdateRule | RuleProblem {
    const rule = this.of(id);
    if (!rule) return 'unknown';
    if (rule.approved === undefined) return 'nothing-approved';
    return this.#put({ ...rule, approved: rule.restore, restore: undefined });
  }

  /** False when there are too many; one that is known stays one. */
  addTestDevice(device: TestDevice): boolean {
    const plain = plainTestDevice(device);
    if (this.#testDevices.some((each) => sameDevice(each, plain))) return true;
    if (this.#testDevices.length >= MAX_TEST_DEVICES) return false;
    this.#testDevices.push(plain);
    this.#changed?.();
    return true;
  }

  /** False when it was none. */
  removeTestDevice(device: TestDevice): boolean {
    const plain = plainTestDevice(device);
    const place = this.#testDevices.findIndex((each) => sameDevice(each, plain));
    if (place >= 0) this.#testDevices.splice(place, 1);
    if (place >= 0) this.#changed?.();
    return place >= 0;
  }

  isTestDevice({ mac, serial }: { readonly mac?: string | undefined; readonly serial?: string | undefined }): boolean {
    return this.#testDevices.some((each) =>
      'mac' in each
        ? mac !== undefined && sameDevice(each, plainTestDevice({ mac }))
        : serial !== undefined && sameDevice(each, { serial }),
    );
  }

  #put(rule: UpdateRule): UpdateRule {
    this.#rules.set(rule.id, rule);
    this.#changed?.();
    return rule;
  }
}

/** Which parts of a key are not those of the rule. */
export function differences(rule: UpdateRuleKey, key: UpdateRuleKey): (keyof UpdateRuleKey)[] {
  return keyParts.filter((part) => rule[part].toLowerCase() !== key[part].toLowerCase());
}

/** As Get-CsDeviceUpdateRule names a rule. */
export function ruleIdentity({ id, webService }: Pick<UpdateRule, 'id' | 'webService'>): string {
  return `Service:WebServer:${webService}/${id}`;
}

function deployed(rule: DeployedUpdateRule, ownService: string): UpdateRule {
  const webService = (rule.webService ?? ownService).toLowerCase();
  const { approved, pending, restore } = rule;
  const stored = [restore, approved, pending].filter((version) => version !== undefined);
  const key = Object.fromEntries(keyParts.map((part) => [part, rule[part]])) as unknown as UpdateRuleKey;
  return { ...key, id: identifier(webService, rule), webService, approved, pending, restore, stored };
}

/** Whoever looks at two runs finds the same rule under the same name. */
function identifier(webService: string, key: UpdateRuleKey): string {
  const text = [webService, ...keyParts.map((part) => key[part])].join('\n').toLowerCase();
  const hex = createHash('sha256').update(text).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
}

function withStored(stored: readonly string[], version: string): readonly string[] {
  return [...stored.filter((each) => each !== version), version].slice(-MAX_STORED_VERSIONS);
}

/** `0004F2AABBCC`, `00-04-F2-…` and `00:04:f2:…` are one address (New-CsTestDevice takes all three). */
function plainTestDevice(device: TestDevice): TestDevice {
  return 'mac' in device ? { mac: device.mac.replace(/[^0-9a-f]/gi, '').toLowerCase() } : device;
}

function sameDevice(one: TestDevice, other: TestDevice): boolean {
  if ('mac' in one) return 'mac' in other && one.mac === other.mac;
  return 'serial' in other && one.serial.toLowerCase() === other.serial.toLowerCase();
}
