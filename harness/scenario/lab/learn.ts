import { readFileSync, statSync } from 'node:fs';
import type { DeviceCard } from '../../diagnosis/devices/index.js';
import { HarnessError } from '../../foundation/errors/index.js';
import type { EventType, JournalEvent } from '../../journal/index.js';
import {
  MAX_DHCP_SHAPES,
  MAX_PROFILE_BYTES,
  type PhoneProfile,
  PROFILE_VERSION,
  profileSchema,
  readProfile,
} from '../../phone/index.js';
import { constantHeaders, headersOf } from '../../reports/index.js';
import { parseRecordedHello } from './recorded-hello.js';

/** Headers that are of one message, one connection or one user; and what signs a user in. */
const ofOneRequest = new Set([
  ...['host', 'user-agent', 'content-length', 'content-type', 'soapaction', 'authorization', 'proxy-authorization'],
  ...['cookie', 'x-ms-webticket', 'range', 'expect', 'if-modified-since', 'if-none-match', 'transfer-encoding', 'date'],
]);
const ofOneRegister = new Set([
  ...['via', 'v', 'max-forwards', 'from', 'f', 'to', 't', 'call-id', 'i', 'cseq', 'contact', 'm', 'user-agent'],
  ...['authorization', 'proxy-authorization', 'expires', 'content-length', 'l', 'route', 'record-route'],
]);

/** Where and when it was learnt. */
export interface Learnt {
  readonly scenario: string;
  readonly variant: string;
  readonly at: Date;
}

/** What the events of one device show of its ways, for the emulated phone to have them. */
export function learnProfile(events: readonly JournalEvent[], card: DeviceCard, learnt: Learnt): PhoneProfile {
  const seen = events.filter(({ observer }) => observer === 'harness');
  const { firmware, mac, model } = card;
  const [tls, dhcp, http, sip] = [tlsOf(seen), dhcpOf(seen), httpOf(seen), sipOf(seen)];
  const profile = {
    profile: PROFILE_VERSION,
    learnt: {
      at: learnt.at.toISOString(),
      scenario: learnt.scenario,
      variant: learnt.variant,
      ...(mac !== undefined && { oui: mac.slice(0, 8) }),
      ...(model !== undefined && { model: model.slice(0, 60) }),
      ...(firmware !== undefined && { firmware: firmware.slice(0, 60) }),
    },
    ...(tls && { tls }),
    ...(dhcp && { dhcp }),
    ...(http && { http }),
    ...(sip && { sip }),
  };
  // What a phone sends may be longer than a profile holds; the rest of it is worth keeping.
  const result = profileSchema.safeParse(profile);
  if (result.success) return result.data;
  const bad = new Set(result.error.issues.map(({ path }) => String(path[0])));
  return profileSchema.parse(Object.fromEntries(Object.entries(profile).filter(([part]) => !bad.has(part))));
}

/** Errors: FILE_UNREADABLE, PROFILE_INVALID. */
export function loadProfile(file: string): PhoneProfile {
  let text: string;
  try {
    if (statSync(file).size > MAX_PROFILE_BYTES) throw new Error(`it is larger than ${MAX_PROFILE_BYTES} bytes`);
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new HarnessError('FILE_UNREADABLE', { file, detail: (error as Error).message }, { cause: error });
  }
  return readProfile(text, file);
}

/** The first hello with whole bytes: a later one may take a session up again. */
function tlsOf(events: readonly JournalEvent[]): PhoneProfile['tls'] {
  const hello = all(events, 'tls.client-hello').find(({ raw }) => raw !== undefined);
  const parsed = hello && parseRecordedHello(hello);
  if (!hello || !parsed) return undefined;
  const [newest] = [...hello.versions].sort().reverse();
  const version = (['TLS 1.0', 'TLS 1.1', 'TLS 1.2', 'TLS 1.3'] as const).find((known) => known === newest);
  if (version === undefined) return undefined;
  return {
    format: hello.format,
    version,
    recordVersion: hello.recordVersion,
    suites: parsed.suites.map(({ id }) => id),
    extensions: [...hello.extensions],
    compression: [...hello.compression],
    serverName: hello.serverName !== undefined,
    fingerprint: hello.fingerprint,
  };
}

function dhcpOf(events: readonly JournalEvent[]): PhoneProfile['dhcp'] {
  const shapes = (...messages: string[]) => {
    const asking = all(events, 'dhcp.request').filter(
      ({ asked, message }) => messages.includes(message) && asked.length > 0,
    );
    const distinct = new Map(
      asking.map(({ asked, vendorClass }) => [
        `${vendorClass} ${asked.join(' ')}`,
        { ...(vendorClass !== undefined && { vendorClass }), asked: [...asked] },
      ]),
    );
    return [...distinct.values()].slice(0, MAX_DHCP_SHAPES);
  };
  const [lease, inform] = [shapes('DHCPDISCOVER', 'DHCPREQUEST'), shapes('DHCPINFORM')];
  return lease.length + inform.length > 0 ? { lease, inform } : undefined;
}

function httpOf(events: readonly JournalEvent[]): PhoneProfile['http'] {
  const requests = all(events, 'web.request');
  if (requests.length === 0) return undefined;
  const userAgent = requests.find((request) => request.userAgent !== undefined)?.userAgent;
  const headers = constantHeaders(requests.map(headersOf), ofOneRequest);
  return { ...(userAgent !== undefined && { userAgent }), headers: headers.map(([name, value]) => [name, value]) };
}

function sipOf(events: readonly JournalEvent[]): PhoneProfile['sip'] {
  const registers = all(events, 'front-end.request').filter(({ method }) => method === 'REGISTER');
  if (registers.length === 0) return undefined;
  const userAgent = registers.find((request) => request.userAgent !== undefined)?.userAgent;
  const register = constantHeaders(registers.map(headersOf), ofOneRegister);
  return { ...(userAgent !== undefined && { userAgent }), register: register.map(([name, value]) => [name, value]) };
}

function all<T extends EventType>(events: readonly JournalEvent[], type: T): JournalEvent<T>[] {
  // The filter picks exactly these; the compiler cannot follow a generic member of the union.
  return events.filter((event) => event.type === type) as unknown as JournalEvent<T>[];
}
