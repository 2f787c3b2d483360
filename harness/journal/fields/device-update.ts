import type { DeviceUpdateEvents } from '../events/device-update.js';
import { type EventFieldsOf, flag, list, number, parts, text, textOrNull, words } from './kinds.js';

const updateModule = {
  file: text(),
  signatureFile: text(),
  version: text(),
  timestamp: text('As written.'),
};

/** Fields of the events of `DeviceUpdateEvents`. */
export const deviceUpdateFields: EventFieldsOf<DeviceUpdateEvents> = {
  'device-update.check': {
    vendor: text(),
    model: text(),
    version: text(),
    mac: text('With colons, lower case, where it is one.'),
    serial: text(),
    deviceType: text(),
    revision: text(),
    locale: text(),
    userId: text('Account last signed in, as the phone says.'),
    modules: list(parts(updateModule)),
    outside: flag('By the external URL.'),
  },
  'device-update.answer': {
    downloads: number('0 or 1.'),
    reason: text(
      'Why there is nothing: `no-rule`, `other-web-service`, `other-key`, `not-approved`, `no-version`, `current`, or `withheld` where a rule would offer what this harness may not. Absent with an offer.',
    ),
    rule: text('`Service:WebServer:FQDN/GUID`.'),
    version: text(),
    installed: text('What the device says it has.'),
    signature: words(['ocs', 'lync'], 'How the image is signed.'),
    pending: flag('The offer is pending, and this a test device.'),
    differs: list(text(), "Parts of the rule's key in which the device differs, for `other-key`."),
    baseUrl: text('Empty where the service knows no store.'),
    externalBaseUrl: text(),
  },
  'device-update.refused': {
    reason: words(['anonymous-outside', 'not-https', 'store-full', 'wrong-credentials']),
  },
  'device-update.download': {
    file: text(),
    model: text(),
    version: text(),
    size: number('Bytes of the whole file.'),
    from: number('The first byte of what was asked for.'),
    sent: number('Bytes handed to the connection.'),
    complete: flag('Everything that was asked for went out.'),
  },
  'device-update.missing': {
    path: text(),
  },
  'device-update.log': {
    name: text(),
    bytes: number(),
    capture: text('Absent where it was not kept.'),
    refused: words(
      ['too-large', 'quota', 'store-full'],
      'Larger than one may be, or more than logs may take together, or than the file store holds.',
    ),
  },
  'device-update.logs-cleared': {
    logs: number(),
    bytes: number(),
    olderThanDays: number(),
  },
  'device-update.audit': {
    address: textOrNull(),
    deviceType: textOrNull(),
    mac: textOrNull(),
    serial: textOrNull(),
    vendor: textOrNull(),
    model: textOrNull(),
    revision: textOrNull(),
    locale: textOrNull(),
    requestModules: list(parts(updateModule)),
    responseModules: list(parts(updateModule)),
    userId: textOrNull(),
  },
  'device-update.changed': {
    change: words(['imported', 'approved', 'reset', 'restored', 'test-device-added', 'test-device-removed']),
    rule: text(),
    version: text(),
    device: text(),
  },
};
