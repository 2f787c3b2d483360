import type { LabEvents } from '../events/lab.js';
import { type EventFieldsOf, list, named, number, text } from './kinds.js';

/** Fields of the events of `LabEvents`. */
export const labFields: EventFieldsOf<LabEvents> = {
  'lab.started': {
    scenario: text(),
    variant: text(),
    seed: text(),
    date: text(),
    sipDomain: text(),
    endpoints: named('Endpoint name to `address:port`, those that listen.'),
    closed: list(text(), 'Endpoints the scenario keeps closed.'),
    hosts: named('Host name to FQDN, as DNS publishes them.'),
  },
  'lab.server-stopped': {
    endpoint: text(),
  },
  'lab.server-started': {
    endpoint: text(),
  },
  'certificate.assigned': {
    name: text('Its name among those ready, `default` for the deployed one.'),
    subject: text(),
    issuer: text(),
    thumbprint: text(),
  },
  'dhcp.changed': {
    options: named(),
  },
  'change.made': {
    do: text('Its word: `swap-certificate`.'),
    sentence: text('What was done and when, as a sentence.'),
  },
  'change.failed': {
    do: text(),
    sentence: text(),
    code: text(),
    message: text(),
  },
  'lab.stopped': {
    reason: text(),
  },
  'lab.variant': {
    from: text(),
    to: text(),
  },
  'control.request': {
    method: text(),
    path: text(),
    status: number(),
  },
  'clock.advanced': {
    ms: number(),
  },
  'harness.error': {
    code: text(),
    message: text(),
  },
};
