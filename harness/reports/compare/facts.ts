import type { EventType, JournalEvent, Service } from '../../journal/index.js';
import { constantHeaders, headersOf } from '../messages.js';

/** One thing that two phones may do differently: where in the bootstrap, what it is, and what was seen of it. */
export interface Fact {
  /** `address`, `names`, `time`, `tls`, `web`, `directory`, `sip`, `update`, `result`. */
  readonly stage: string;
  /** `options asked in DHCPINFORM`. */
  readonly what: string;
  readonly value: string;
  /** The event that shows it. */
  readonly seq?: number;
}

const services: readonly Service[] = ['web', 'front-end', 'exchange', 'ldaps'];
/** Steps of a sequence that are told; a phone may repeat one for hours. */
const MAX_STEPS = 60;
/** What two phones of one make have differently, and what differs from message to message. */
const ownHeaders = new Set([
  ...['host', 'content-length', 'authorization', 'proxy-authorization', 'cookie', 'x-ms-webticket', 'date', 'range'],
  ...['via', 'v', 'from', 'f', 'to', 't', 'call-id', 'i', 'cseq', 'contact', 'm', 'max-forwards', 'route'],
]);

/** What one device did, as facts that can be laid beside another's. `events` are of that device alone. */
export function factsOf(events: readonly JournalEvent[]): Fact[] {
  const seen = events.filter(({ observer }) => observer === 'harness');
  return [
    ...dhcp(seen),
    ...names(seen),
    ...time(seen),
    ...tls(seen),
    ...web(seen),
    ...directory(seen),
    ...sip(seen),
    ...update(seen),
  ];
}

function dhcp(events: readonly JournalEvent[]): Fact[] {
  const requests = all(events, 'dhcp.request');
  const kinds = [...new Set(requests.map(({ message }) => message))];
  return [
    sequence('address', 'DHCP messages', requests, ({ message }) => message),
    ...kinds.flatMap((kind) => {
      const ofKind = requests.filter(({ message }) => message === kind);
      const [first] = ofKind;
      const asked = [...new Set(ofKind.map((request) => request.asked.join(' ')))].join('; then ');
      return [
        fact('address', `options asked in ${kind}`, asked, first),
        fact('address', `vendor class in ${kind}`, first?.vendorClass ?? 'none', first),
      ];
    }),
  ];
}

function names(events: readonly JournalEvent[]): Fact[] {
  const asked = all(events, 'dns.query');
  return [sequence('names', 'DNS questions, in order', asked, ({ name, recordType }) => `${recordType} ${name}`)];
}

function time(events: readonly JournalEvent[]): Fact[] {
  const [first] = all(events, 'ntp.request');
  return [fact('time', 'time', first ? `asked, version ${first.version}, mode ${first.mode}` : 'not asked', first)];
}

function tls(events: readonly JournalEvent[]): Fact[] {
  return services.flatMap((service) => {
    const [hello] = all(events, 'tls.client-hello').filter((event) => event.service === service);
    if (!hello) return [];
    const about = (what: string, value: string, event: JournalEvent | undefined = hello) =>
      fact('tls', `${what} at ${service}`, value, event);
    const [refused] = all(events, 'tls.refused').filter((event) => event.service === service);
    const [established] = all(events, 'tls.established').filter((event) => event.service === service);
    return [
      about('versions offered', hello.versions.join(' ')),
      about('record version', hello.recordVersion),
      about('hello format', hello.format),
      about('suites offered', hello.suites.join(' ')),
      about('extensions', hello.extensions.join(' ') || 'none'),
      about('compression', hello.compression.join(' ')),
      about('server name', hello.serverName === undefined ? 'none' : 'sent'),
      about('records of the hello', String(hello.records)),
      about('session', established ? `${established.version} ${established.suite}` : 'none', established),
      about(
        'refusal',
        refused ? `${refused.alert ?? refused.how} ${refused.when}, by the ${refused.by}` : 'none',
        refused,
      ),
    ];
  });
}

function web(events: readonly JournalEvent[]): Fact[] {
  const requests = all(events, 'web.request');
  return [
    sequence('web', 'requests, in order', requests, ({ method, operation, path, service }) =>
      [service, method, path, operation].filter(Boolean).join(' '),
    ),
    fact('web', 'User-Agent', agents(requests.map(({ userAgent }) => userAgent)), requests[0]),
    ...headers('web', 'headers of every request', requests),
    sequence('web', 'unknown requests', all(events, 'web.unknown-request'), ({ method, path }) => `${method} ${path}`),
  ];
}

function directory(events: readonly JournalEvent[]): Fact[] {
  const searches = all(events, 'ldap.search');
  return [
    sequence('directory', 'binds', all(events, 'ldap.bind'), ({ method }) => method),
    sequence('directory', 'searches', searches, ({ base, filter, scope }) => `${scope} ${base} ${filter}`),
  ];
}

function sip(events: readonly JournalEvent[]): Fact[] {
  const requests = all(events, 'front-end.request');
  const registers = requests.filter(({ method }) => method === 'REGISTER');
  return [
    sequence('sip', 'requests, in order', requests, ({ method }) => method),
    sequence('sip', 'steps of REGISTER', all(events, 'front-end.register'), ({ scheme, step }) =>
      [step, scheme].filter(Boolean).join(' '),
    ),
    fact('sip', 'User-Agent', agents(requests.map(({ userAgent }) => userAgent)), requests[0]),
    ...headers('sip', 'headers of every REGISTER', registers),
  ];
}

function update(events: readonly JournalEvent[]): Fact[] {
  const [check] = all(events, 'device-update.check');
  if (!check) return [fact('update', 'update check', 'none', undefined)];
  const { deviceType, locale, model, revision, vendor, version } = check;
  const told = { vendor, model, version, deviceType, revision, locale };
  return Object.entries(told).map(([name, value]) =>
    fact('update', `${name} in the update check`, value ?? 'none', check),
  );
}

/** The names in order, and each value: a phone may send the same ones in another order. */
function headers(stage: string, what: string, messages: readonly JournalEvent[]): Fact[] {
  const [first] = messages;
  if (!first) return [];
  const lines = constantHeaders(messages.map(headersOf), ownHeaders);
  return [
    fact(stage, `${what}, in order`, lines.map(([name]) => name).join(', ') || 'none', first),
    ...lines.map(([name, value]) => fact(stage, `${what}: ${name}`, value, first)),
  ];
}

function agents(userAgents: readonly (string | undefined)[]): string {
  return [...new Set(userAgents.map((userAgent) => userAgent ?? 'none'))].join('; ') || 'none';
}

function sequence<T extends JournalEvent>(
  stage: string,
  what: string,
  events: readonly T[],
  word: (event: T) => string,
): Fact {
  const steps = events.map(word).filter((step, index, before) => step !== before[index - 1]);
  const more = steps.length > MAX_STEPS ? `, and ${steps.length - MAX_STEPS} more` : '';
  return fact(stage, what, `${steps.slice(0, MAX_STEPS).join(', ') || 'none'}${more}`, events[0]);
}

function fact(stage: string, what: string, value: string, event: JournalEvent | undefined): Fact {
  return { stage, what, value, ...(event && { seq: event.seq }) };
}

function all<T extends EventType>(events: readonly JournalEvent[], type: T): JournalEvent<T>[] {
  // The filter picks exactly these; the compiler cannot follow a generic member of the union.
  return events.filter((event) => event.type === type) as unknown as JournalEvent<T>[];
}
