import { instanceFromEpid, type SipHeader, type SipRequest } from '../../wire/sip/index.js';
import { domainOf } from '../identity.js';

/** What stays the same in all REGISTERs of one connection. */
export interface RegisterDialog {
  /** Without `sip:`. */
  readonly sipAddress: string;
  readonly ownAddress: string;
  readonly ownPort: number;
  readonly callId: string;
  readonly fromTag: string;
  readonly epid: string;
  /** `ms-opaque` of the Contact: 10 hex digits. */
  readonly opaque: string;
  readonly userAgent: string;
  /** What of a REGISTER is always the same, in order; by default that of the family. */
  readonly always?: readonly (readonly [name: string, value: string])[] | undefined;
}

const METHODS = 'INVITE, MESSAGE, INFO, OPTIONS, BYE, CANCEL, NOTIFY, ACK, REFER, BENOTIFY';

const usual = [
  ['Supported', 'gruu-10, adhoclist, msrtc-event-categories'],
  ['Supported', 'ms-forking'],
  ['Supported', 'ms-cluster-failover'],
  ['Supported', 'ms-userservices-state-notification'],
  ['ms-keep-alive', 'UAC;hop-hop=yes'],
  ['Event', 'registration'],
] as const;

/**
 * A REGISTER as the Communicator family sends it (header set and order: traces and MS-SIPREGE 2.2.1.5). `Expires` is
 * there only to sign out. The Via has no branch, as with that family (observed).
 */
export function registerRequest(
  dialog: RegisterDialog,
  cseq: number,
  extra: { readonly authorization?: string; readonly expires?: number } = {},
): SipRequest {
  const { sipAddress, ownAddress, ownPort, epid } = dialog;
  const place = `${ownAddress}:${ownPort}`;
  const instance = instanceFromEpid(epid).toUpperCase();
  const headers: SipHeader[] = [
    { name: 'Via', value: `SIP/2.0/TLS ${place}` },
    { name: 'Max-Forwards', value: '70' },
    { name: 'From', value: `<sip:${sipAddress}>;tag=${dialog.fromTag};epid=${epid}` },
    { name: 'To', value: `<sip:${sipAddress}>` },
    { name: 'Call-ID', value: dialog.callId },
    { name: 'CSeq', value: `${cseq} REGISTER` },
    {
      name: 'Contact',
      value:
        `<sip:${place};transport=tls;ms-opaque=${dialog.opaque}>;methods="${METHODS}";proxy=replace;` +
        `+sip.instance="<urn:uuid:${instance}>"`,
    },
    { name: 'User-Agent', value: dialog.userAgent },
    ...(extra.authorization === undefined ? [] : [{ name: 'Authorization', value: extra.authorization }]),
    ...(dialog.always ?? usual).map(([name, value]) => ({ name, value })),
    ...(extra.expires === undefined ? [] : [{ name: 'Expires', value: String(extra.expires) }]),
  ];
  return { kind: 'request', method: 'REGISTER', uri: `sip:${domainOf(sipAddress)}`, headers, body: Buffer.alloc(0) };
}
