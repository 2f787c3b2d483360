import type { TestDevice, UpdateRuleKey } from '../../deployment/index.js';
import { defaultDeviceUpdateSettings, host } from '../../deployment/index.js';
import type { EventDetails } from '../../journal/index.js';
import { type RuleProblem, ruleIdentity, type UpdateRule, type UpdateRules } from '../../pool/index.js';
import { clearOldLogs } from '../../servers/web/index.js';
import { type ControlRequest, type ControlTarget, invalid, json, type Route } from './route.js';

/**
 * What an administrator does to the device update service. A rule is named by its `id`.
 *
 * | request | body | |
 * |---|---|---|
 * | `GET /v1/update` | | rules, test devices, and what may be offered at all |
 * | `POST /v1/update/import` | `brand`, `model`, `version`, `deviceType?`, `revision?`, `locale?`, `webService?` | Import-CsDeviceUpdate: pending in its rule |
 * | `POST /v1/update/approve`, `reset`, `restore` | `id` | Approve-, Reset-, Restore-CsDeviceUpdateRule |
 * | `POST /v1/update/clear-logs` | `days?` | Clear-CsDeviceUpdateLog: those of so many days and older; LogCleanUpInterval when absent |
 * | `POST /v1/update/test-device` | `mac` or `serial`, `remove?` | New-, Remove-CsTestDevice |
 */
export const deviceUpdateRoutes: Readonly<Record<string, Route>> = {
  'GET /v1/update': (target) => {
    const rules = rulesOf(target);
    return json({
      firmware: target.deployment.deviceUpdate?.offer.kind ?? 'nothing',
      rules: rules.list().map(told),
      testDevices: rules.testDevices(),
    });
  },
  'POST /v1/update/import': (target, request) => json(importVersion(target, request)),
  'POST /v1/update/approve': (target, request) => json(change(target, request, 'approved')),
  'POST /v1/update/reset': (target, request) => json(change(target, request, 'reset')),
  'POST /v1/update/restore': (target, request) => json(change(target, request, 'restored')),
  'POST /v1/update/clear-logs': (target, request) => json(clearLogs(target, request)),
  'POST /v1/update/test-device': (target, request) => json(testDevice(target, request)),
};

function rulesOf({ deployment, pool }: ControlTarget): UpdateRules {
  return pool.updates.rules(deployment.deviceUpdate ?? defaultDeviceUpdateSettings, host(deployment, 'web').fqdn);
}

function importVersion(target: ControlTarget, { body }: ControlRequest) {
  const key: UpdateRuleKey = {
    deviceType: wordOf(body, 'deviceType', 'UCPhone'),
    brand: wordOf(body, 'brand'),
    model: wordOf(body, 'model'),
    revision: wordOf(body, 'revision', 'A'),
    locale: wordOf(body, 'locale', 'ENU'),
  };
  const { version } = body;
  if (typeof version !== 'string' || !/^\d{1,5}(\.\d{1,5}){3}$/.test(version)) {
    throw invalid('version', 'it is not four numbers with points between');
  }
  const webService = wordOf(body, 'webService', host(target.deployment, 'web').fqdn);
  const rule = rulesOf(target).import(webService.toLowerCase(), key, version);
  return { rule: changed(target, rule, 'imported', version) };
}

const operations = {
  approved: (rules: UpdateRules, id: string) => rules.approve(id),
  reset: (rules: UpdateRules, id: string) => rules.reset(id),
  restored: (rules: UpdateRules, id: string) => rules.restore(id),
} as const;

function change(target: ControlTarget, { body }: ControlRequest, kind: keyof typeof operations) {
  const { id } = body;
  if (typeof id !== 'string') throw invalid('id', 'it is not text');
  const rules = rulesOf(target);
  const given = kind === 'reset' ? rules.of(id)?.pending : undefined;
  const rule = operations[kind](rules, id);
  return { rule: changed(target, rule, kind, given) };
}

/** What it is now, once the journal has it. */
function changed(
  { journal }: ControlTarget,
  rule: UpdateRule | RuleProblem,
  kind: EventDetails['device-update.changed']['change'],
  version?: string,
) {
  if (typeof rule === 'string') throw invalid('id', problems[rule]);
  const what = version ?? rule.approved;
  journal.recorder('control').record('device-update.changed', {
    change: kind,
    rule: ruleIdentity(rule),
    ...(what !== undefined && { version: what }),
  });
  return told(rule);
}

const problems: Readonly<Record<RuleProblem, string>> = {
  unknown: 'there is no such rule',
  'nothing-pending': 'nothing is pending in this rule',
  'nothing-approved': 'nothing is approved in this rule',
  full: 'there are too many rules',
};

function clearLogs({ clock, deployment, journal, pool }: ControlTarget, { body }: ControlRequest) {
  const { days = (deployment.deviceUpdate ?? defaultDeviceUpdateSettings).logs.cleanUpDays } = body;
  if (typeof days !== 'number' || !Number.isInteger(days) || days < 0 || days > 365) {
    throw invalid('days', 'it is not a whole number from 0 to 365');
  }
  const cleared = clearOldLogs({ clock, journal, pool }, days);
  return { cleared, left: pool.updates.logs.count, bytes: pool.updates.logs.bytes };
}

function testDevice(target: ControlTarget, { body }: ControlRequest) {
  const device = deviceOf(body);
  const rules = rulesOf(target);
  const remove = body.remove === true;
  if (remove && !rules.removeTestDevice(device)) throw invalid('mac', 'it is no test device');
  if (!remove && !rules.addTestDevice(device)) throw invalid('mac', 'there are too many test devices');
  target.journal.recorder('control').record('device-update.changed', {
    change: remove ? 'test-device-removed' : 'test-device-added',
    device: 'mac' in device ? device.mac : device.serial,
  });
  return { testDevices: rules.testDevices() };
}

function deviceOf({ mac, serial }: ControlRequest['body']): TestDevice {
  if ((mac === undefined) === (serial === undefined)) throw invalid('mac', 'either it or a serial number is given');
  if (mac !== undefined) {
    if (typeof mac !== 'string' || !/^([0-9a-f]{2}[:-]?){5}[0-9a-f]{2}$/i.test(mac)) {
      throw invalid('mac', 'it is no MAC address');
    }
    return { mac };
  }
  if (typeof serial !== 'string' || !/^[\w-]{1,64}$/.test(serial)) {
    throw invalid('serial', 'it is not 1 to 64 letters, digits, hyphens and underscores');
  }
  return { serial };
}

function wordOf(body: ControlRequest['body'], name: string, absent?: string): string {
  const value = body[name] ?? absent;
  if (typeof value === 'string' && /^[\w.+-][\w .+-]{0,252}$/.test(value)) return value;
  throw invalid(name, 'it is no word or name of plain characters');
}

function told(rule: UpdateRule) {
  const { approved, brand, deviceType, id, locale, model, pending, restore, revision, webService } = rule;
  return {
    ...{ id, identity: ruleIdentity(rule), webService, deviceType, brand, model, revision, locale },
    ...{ approved: approved ?? null, pending: pending ?? null, restore: restore ?? null },
  };
}
