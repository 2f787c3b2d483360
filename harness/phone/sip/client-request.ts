import type { SipHeader, SipRequest } from '../../wire/sip/index.js';
import type { RegisterDialog } from './register-request.js';

/** The phone's side of a dialog, or of a request that begins none. */
export interface ClientDialog {
  readonly callId: string;
  readonly fromTag: string;
  /** The server's, once it answered. */
  toTag?: string;
  /** Of the last request sent. */
  cseq: number;
}

export interface ClientRequestParts {
  readonly method: 'SUBSCRIBE' | 'SERVICE';
  /** Between Contact and Content-Type. */
  readonly headers: readonly SipHeader[];
  readonly body?: { readonly type: string; readonly text: string };
}

/**
 * A request to the user's own home, as the Communicator family makes it: to itself, with epid in From (observed). The
 * Contact is the GRUU, which leads to this endpoint over whatever connection it has.
 */
export function clientRequest(
  origin: RegisterDialog,
  gruu: string | undefined,
  dialog: ClientDialog,
  { body, headers, method }: ClientRequestParts,
): SipRequest {
  const { epid, ownAddress, ownPort, sipAddress } = origin;
  const own = `sip:${sipAddress}`;
  const place = `${ownAddress}:${ownPort}`;
  const toTag = dialog.toTag === undefined ? '' : `;tag=${dialog.toTag}`;
  return {
    kind: 'request',
    method,
    uri: own,
    headers: [
      { name: 'Via', value: `SIP/2.0/TLS ${place}` },
      { name: 'Max-Forwards', value: '70' },
      { name: 'From', value: `<${own}>;tag=${dialog.fromTag};epid=${epid}` },
      { name: 'To', value: `<${own}>${toTag}` },
      { name: 'Call-ID', value: dialog.callId },
      { name: 'CSeq', value: `${++dialog.cseq} ${method}` },
      { name: 'Contact', value: `<${gruu ?? `sip:${place};transport=tls;ms-opaque=${origin.opaque}`}>;proxy=replace` },
      { name: 'User-Agent', value: origin.userAgent },
      ...headers,
      ...(body ? [{ name: 'Content-Type', value: body.type }] : []),
    ],
    body: Buffer.from(body?.text ?? ''),
  };
}
