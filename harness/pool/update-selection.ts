import type { UpdateRuleKey } from '../deployment/index.js';
import { differences, type UpdateRule, type UpdateRules } from './update-rules.js';

/** What a device says of itself, as far as rules ask. */
export interface UpdateAsker {
  readonly key: UpdateRuleKey;
  readonly mac?: string | undefined;
  readonly serial?: string | undefined;
  /** What is installed. */
  readonly version?: string | undefined;
}

/** Why a device gets nothing. */
export type NoUpdate =
  /** No rule is about such a device. */
  | 'no-rule'
  /** One is, but in another web service. */
  | 'other-web-service'
  /** One would be, were it not for revision, locale or device type. */
  | 'other-key'
  /** Something is pending, and this is no test device. */
  | 'not-approved'
  /** Nothing is approved and nothing pending. */
  | 'no-version'
  /** It has what it should have. */
  | 'current';

export type UpdateSelection =
  | {
      readonly outcome: 'nothing';
      readonly reason: NoUpdate;
      readonly rule?: UpdateRule;
      /** For `other-key`. */
      readonly differs?: readonly (keyof UpdateRuleKey)[];
    }
  | { readonly outcome: 'offer'; readonly rule: UpdateRule; readonly version: string; readonly pending: boolean };

/**
 * What one web service answers: a test device gets what is pending, else everybody what is approved, unless it is
 * installed. Older versions are offered too: that is how a roll-back works.
 */
export function selectUpdate(rules: UpdateRules, webService: string, asker: UpdateAsker): UpdateSelection {
  const rule = rules.find(webService, asker.key);
  if (!rule) return { outcome: 'nothing', ...nearest(rules, webService, asker.key) };
  const testVersion = rules.isTestDevice(asker) ? rule.pending : undefined;
  const version = testVersion ?? rule.approved;
  if (version === undefined) {
    return { outcome: 'nothing', reason: rule.pending === undefined ? 'no-version' : 'not-approved', rule };
  }
  if (version !== asker.version) return { outcome: 'offer', rule, version, pending: testVersion !== undefined };
  const waits = rule.pending !== undefined && rule.pending !== version;
  return { outcome: 'nothing', reason: waits ? 'not-approved' : 'current', rule };
}

/** The rule an administrator may have meant. */
function nearest(rules: UpdateRules, webService: string, key: UpdateRuleKey) {
  const all = rules.list();
  const elsewhere = all.find(
    (rule) => rule.webService !== webService.toLowerCase() && differences(rule, key).length === 0,
  );
  if (elsewhere) return { reason: 'other-web-service', rule: elsewhere } as const;
  const near = all
    .filter((rule) => rule.webService === webService.toLowerCase())
    .map((rule) => ({ rule, differs: differences(rule, key) }))
    .find(({ differs }) => !differs.includes('brand') && !differs.includes('model'));
  return near ? ({ reason: 'other-key', ...near } as const) : ({ reason: 'no-rule' } as const);
}
