import type { EventType, JournalEvent } from '../../journal/index.js';

/** Where a device stands, and what a person at the lab looks at when nothing more comes. */
export interface LastStep {
  /** `address`, `discovery`, `time`, `root-chain`, `tls`, `web-ticket`, `certificate`, `register`, `signed-in`… */
  readonly step: string;
  /** What it did last, one sentence. */
  readonly sentence: string;
  readonly check: readonly string[];
}

interface StepKind {
  readonly step: string;
  sentence(event: JournalEvent): string;
  readonly check: readonly string[];
}

/** Typed rows of the table below. */
function kind<T extends EventType>(
  step: string,
  sentence: (event: JournalEvent<T>) => string,
  ...check: string[]
): StepKind {
  // The table gives each row events of its own type alone.
  return { step, sentence: sentence as (event: JournalEvent) => string, check };
}

const screenText = 'Read the text on the phone’s screen; `mock-lync explain` and the failure catalogue go by it.';
const powerCycle = 'Power-cycle the phone: most steps are tried once a start.';

/** What each kind of event says of where the phone stands; events that say nothing of it are not here. */
const steps: { readonly [T in EventType]?: StepKind } = {
  'dhcp.ignored': kind<'dhcp.ignored'>(
    'address',
    ({ reason }) => `It asked by DHCP and was not answered: ${reason}.`,
    'Name the phone with --allow MAC, or say --yes-lab on an isolated segment.',
    'Where it has no address at all, serve with --dhcp full, or have another DHCP server give it one.',
  ),
  'dhcp.request': kind<'dhcp.request'>(
    'address',
    ({ message, vendorClass }) =>
      `It sent a ${message}${vendorClass === undefined ? '' : ` of the class ${vendorClass}`} and no answer followed.`,
    'Look for a fault of DHCP in this scenario.',
  ),
  'dhcp.reply': kind<'dhcp.reply'>(
    'address',
    ({ address, message, sent }) =>
      `It got a ${message}${address === undefined ? '' : ` with the address ${address}`}, options ${sent.join(' ') || 'none'}.`,
    'Nobody may have typed anything yet: a phone waits at its sign-in screen until somebody does.',
    'Check that option 6 leads to this machine: another DHCP server may name another DNS server.',
    'Check the phone’s VLAN: a voice VLAN moves it away from this segment.',
  ),
  'dns.answer': kind<'dns.answer'>(
    'discovery',
    ({ answers, code, name, recordType }) =>
      `It asked for ${recordType} ${name} and got ${answers.join(', ') || code}.`,
    'Where the answer is an address of this machine, a firewall may keep the phone from its ports: `mock-lync doctor --address IP`.',
    'Where the name is of another domain, the account typed is not one of this scenario.',
  ),
  'ntp.reply': kind<'ntp.reply'>(
    'time',
    ({ date }) => `It was told the time ${date}.`,
    'Check that the phone shows that date: it may have another time server too.',
    powerCycle,
  ),
  'connection.opened': kind<'connection.opened'>(
    'connection',
    (event) => `It opened a connection to ${event.service} and sent nothing.`,
    'Look for a firewall or a proxy between the phone and this machine.',
  ),
  'tls.client-hello': kind<'tls.client-hello'>(
    'tls',
    (event) => `It began TLS with ${event.service}, offering ${event.versions.join(', ')}, and did not go on.`,
    '`mock-lync doctor SCENARIO` shows which versions and suites this port serves.',
  ),
  'tls.refused': kind<'tls.refused'>(
    'tls',
    ({ alert, by, how, service, when }) => `TLS with ${service} was refused by the ${by} (${alert ?? how}, ${when}).`,
    '`mock-lync trust check` tells which firmware trusts the chain, and why another does not.',
    'Check the date on the phone: every certificate fails on a wrong one.',
    'A phone keeps the root of an earlier lab: reset it.',
  ),
  'tls.established': kind<'tls.established'>(
    'tls',
    ({ service, suite, version }) => `It spoke ${version} with ${service} (${suite}) and asked for nothing.`,
    'It may have refused the certificate without a word: Windows CE closes after the handshake.',
    powerCycle,
  ),
  'root-chain.served': kind<'root-chain.served'>(
    'root-chain',
    ({ over, port }) => `It fetched the root chain over ${over} port ${port}.`,
    'Check extension and PIN: the phone asks for them next.',
    'It may refuse the chain: a root of the same name from an earlier lab is kept until the phone is reset.',
  ),
  'root-chain.refused': kind<'root-chain.refused'>(
    'root-chain',
    ({ over, reason }) => `The root chain was refused over ${over}: ${reason}.`,
    'Look for a fault or a setting of this scenario that refuses it.',
  ),
  'authority-page.served': kind<'authority-page.served'>(
    'directory',
    ({ certificates, over }) =>
      `It fetched the chain of the CA from its web page over ${over}: ${certificates.length}.`,
    powerCycle,
  ),
  'authority-page.refused': kind<'authority-page.refused'>(
    'directory',
    ({ reason, status }) => `The web page of the CA refused its chain with ${status}: ${reason}.`,
    'Look for activeDirectory.enrollmentService of this scenario, and check what was typed.',
  ),
  'web.response': kind<'web.response'>(
    'web-services',
    ({ path, status }) => `The web services answered ${path} with ${status}.`,
    screenText,
  ),
  'web.unknown-request': kind<'web.unknown-request'>(
    'web-services',
    ({ method, path }) => `It sent ${method || 'something that is not HTTP'} ${path}, which no service knows.`,
    'Its body is kept under captures; `mock-lync template` makes an answer of a recorded one.',
  ),
  'web-ticket.issued': kind<'web-ticket.issued'>(
    'web-ticket',
    ({ method, user }) => `It got a web ticket for ${user} by ${method}.`,
    'Check the date on the phone, for a ticket is good for some hours.',
    powerCycle,
  ),
  'web-ticket.refused': kind<'web-ticket.refused'>(
    'web-ticket',
    ({ method, problem }) => `A web ticket by ${method} was refused: ${problem}.`,
    'Check what was typed beside the accounts this screen shows.',
    screenText,
  ),
  'certificate.issued': kind<'certificate.issued'>(
    'certificate',
    ({ user }) => `It got a user certificate for ${user}.`,
    'It goes on to the Front End next: `mock-lync doctor --address IP` shows whether port 5061 can be reached.',
    'The SRV record and option 120 must name a Registrar of this lab.',
  ),
  'certificate.refused': kind<'certificate.refused'>(
    'certificate',
    ({ problem }) => `A user certificate was refused: ${problem}.`,
    screenText,
  ),
  'ldap.bind': kind<'ldap.bind'>(
    'directory',
    ({ method, result }) => `It bound to Active Directory by ${method}: ${result}.`,
    'Try the DNS domain before the user name: domain.test\\user.',
  ),
  'ldap.search': kind<'ldap.search'>(
    'directory',
    ({ entries, filter }) => `It searched Active Directory for ${filter} and got ${entries}.`,
    '`mock-lync directory show` lists what is published.',
  ),
  'front-end.register': kind<'front-end.register'>(
    'register',
    ({ step, user }) => `It sent a REGISTER for ${user} (${step}).`,
    'Look for a fault of the Front End in this scenario.',
    'The account must be one of those this screen shows.',
  ),
  'front-end.challenge': kind<'front-end.challenge'>(
    'register',
    ({ schemes }) => `The Front End challenged it with ${schemes.join(', ')}.`,
    'A phone without a certificate or credentials goes no further: reset it and sign in again.',
  ),
  'front-end.refused': kind<'front-end.refused'>(
    'register',
    ({ problem, status, user }) => `The Front End refused ${user} with ${status}: ${problem}.`,
    screenText,
  ),
  'front-end.redirected': kind<'front-end.redirected'>(
    'register',
    ({ to, user }) => `The Front End sent ${user} to ${to}.`,
    'The name of that Registrar must lead to an address the phone can reach.',
  ),
  'front-end.signed-in': kind<'front-end.signed-in'>(
    'signed-in',
    ({ scheme, user }) => `It signed in as ${user} with ${scheme}.`,
    'What the scenario expects beyond that did not come: see the expectations that are open.',
  ),
};

/** A phone nobody has seen. */
const nothing: LastStep = {
  step: 'none',
  sentence: 'Nothing was heard of it.',
  check: [
    'Check the cable, the power over Ethernet, and the lamp at the switch port.',
    'Check that the phone is in this segment and in no voice VLAN; its menu shows its address.',
    'Check the firewall of this machine: `mock-lync doctor --address IP` tells the commands.',
    'Check the MAC: it stands on the label of the phone.',
  ],
};

/** Where the device of these events stands. */
export function lastStep(events: readonly JournalEvent[]): LastStep {
  const last = events.findLast(({ observer, type }) => observer === 'harness' && steps[type] !== undefined);
  const found = last && steps[last.type];
  if (!last || !found) return nothing;
  return { step: found.step, sentence: found.sentence(last), check: found.check };
}
