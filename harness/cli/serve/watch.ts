import type { JournalEvent } from '../../journal/index.js';

/** One line for the events a person at the lab waits for; undefined for the rest. */
export function liveLine(event: JournalEvent): string | undefined {
  const who = event.device ?? '';
  const text = words(event);
  return text === undefined ? undefined : `${event.time.slice(11, 19)} ${who.padEnd(17)} ${text}`;
}

function words(event: JournalEvent): string | undefined {
  switch (event.type) {
    case 'dhcp.reply':
      return `${event.message} with options ${event.sent.join(' ') || 'none'}`;
    case 'dhcp.ignored':
      return `DHCP not answered: ${event.reason}`;
    case 'root-chain.served':
      return `root chain downloaded over ${event.over} port ${event.port}`;
    case 'web-ticket.issued':
      return `web ticket for ${event.user} by ${event.method}`;
    case 'web-ticket.refused':
      return `web ticket refused: ${event.problem}`;
    case 'web-ticket.tolerated':
      return `web ticket of ${event.user} let pass in spite of ${event.problem}`;
    case 'root-chain.refused':
      return `root chain refused over ${event.over}: ${event.reason}`;
    case 'authority-page.served':
      return `chain of the CA fetched from its web page${event.account === undefined ? '' : ` by ${event.account}`}`;
    case 'authority-page.refused':
      return `chain of the CA refused by its web page with ${event.status}: ${event.reason}`;
    case 'trusted-ca.missing':
      return `trusted CA ${event.thumbprint} is not in the server’s own store: ${event.rule}`;
    case 'certificate.refused':
      return `user certificate refused: ${event.problem}${event.detail === undefined ? '' : ` (${event.detail})`}`;
    case 'certificate.revoked':
      return `user certificate of ${event.user} revoked`;
    case 'certificate.issued':
      return `user certificate for ${event.user}`;
    case 'tls.client-hello':
      return `${event.service} ClientHello ${event.versions.join(' ')}${event.onlyLegacySuites ? ', only RC4 or 3DES suites' : ''}`;
    case 'tls.refused':
      return `${event.service} TLS refused by the ${event.by}: ${event.alert ?? event.how} ${event.when}${because(event)}`;
    case 'tls.established':
      return `${event.service} ${event.version} with ${event.suite}${event.resumed ? ', resumed' : ''}`;
    case 'tls.not-tls':
      return `${event.service} was sent ${event.looksLike === 'unknown' ? 'no TLS' : event.looksLike.toUpperCase()} instead of TLS`;
    case 'tls.renegotiation':
      return `${event.service} was asked for a new TLS handshake`;
    case 'tls.warning':
      return `${event.service} TLS warning by the ${event.by}: ${event.alert ?? 'encrypted'} ${event.when}`;
    case 'device-update.answer':
      return event.downloads === 0
        ? `update check: nothing offered, ${event.reason}`
        : `update check: ${event.version} offered to ${event.installed ?? 'an unknown version'}`;
    case 'device-update.refused':
      return `update check refused: ${event.reason}`;
    case 'device-update.download':
      return `${event.file} of ${event.version}: ${event.sent} bytes from ${event.from} of ${event.size}${event.complete ? '' : ', broken off'}`;
    case 'device-update.missing':
      return `${event.path} is not in the update store`;
    case 'device-update.log':
      return `device log ${event.name}, ${event.bytes} bytes, ${event.refused ?? `kept as ${event.capture ?? 'nothing'}`}`;
    case 'device-update.logs-cleared':
      return `${event.logs} device log(s) of ${event.olderThanDays} days and older taken away, ${event.bytes} bytes`;
    case 'change.made':
      return `change: ${event.sentence}`;
    case 'change.failed':
      return `change failed: ${event.sentence} ${event.message}`;
    case 'fault.fired':
      return `fault ${event.do} at ${event.at}`;
    case 'front-end.signed-in':
      return `signed in as ${event.user} with ${event.scheme}`;
    case 'front-end.refused':
      return `Front End refused ${event.user} with ${event.status}: ${event.problem}`;
    case 'web.unknown-request':
      return `unknown request ${event.method} ${event.path}, kept as ${event.capture ?? 'nothing'}, answered by ${event.forwarded ? 'the server behind' : (event.template ?? 'the service itself')}`;
    case 'upstream.certificate':
      return `${event.host} presents ${event.chain[0]?.subject ?? 'no certificate'}, ${event.verified ? 'verified' : `not verified${event.problem === undefined ? '' : ` (${event.problem})`}`}; trusted by ${event.trustedBy.join(' ') || 'no firmware'}`;
    case 'upstream.answer':
      return `${event.host} answered ${event.path} with ${event.status}`;
    case 'upstream.failed':
      return `${event.host}:${event.port} failed, ${event.problem}: ${event.detail}`;
    default:
      return undefined;
  }
}

/** What was missing, where that is known; else the reason in one word. */
function because({ reason, detail }: JournalEvent<'tls.refused'>): string {
  const why = detail ?? reason;
  return why === undefined ? '' : `: ${why}`;
}
