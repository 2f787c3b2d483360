import { timedOut } from '../../foundation/clock/index.js';
import type { DhcpMessage } from '../../wire/dhcp/index.js';
import { ucVendorClass } from '../../wire/option43/index.js';
import type { StepContext } from '../context.js';
import { answerTo, clientMessage, DHCP_EVERYWHERE, DHCP_JITTER_MS, DHCP_WAITS_MS } from './dhcp-client.js';

export { DHCP_JITTER_MS as INFORM_JITTER_MS, DHCP_WAITS_MS as INFORM_WAITS_MS };

/**
 * A DHCPINFORM of the class MS-UC-Client asking for these options, and the answer it ends with: the first that
 * `wanted` likes, else the first that came at all. Later answers are ignored. `undefined` when nobody answers.
 * @throws HarnessError PHONE_ADDRESS_UNUSABLE
 */
export async function inform(
  context: StepContext,
  asked: readonly number[],
  wanted: (answer: DhcpMessage) => boolean,
): Promise<DhcpMessage | undefined> {
  const { plug, clock, random } = context;
  const xid = random.bytes(4).readUInt32BE(0);
  const payload = clientMessage(context, {
    type: 'inform',
    xid,
    ciaddr: plug.address,
    vendorClass: ucVendorClass,
    asked,
  });
  const datagram = await plug.broadcast(DHCP_EVERYWHERE);
  let first: DhcpMessage | undefined;
  const accept = (bytes: Buffer) => {
    const answer = answerTo(context, xid, bytes);
    if (answer?.type !== 'ack') return undefined;
    first ??= answer.message;
    return wanted(answer.message) ? answer.message : undefined;
  };
  try {
    const best = datagram.receive(accept);
    for (const wait of DHCP_WAITS_MS) {
      datagram.send(payload);
      const heard = await clock.within(wait + random.below(2 * DHCP_JITTER_MS + 1) - DHCP_JITTER_MS, best);
      if (heard !== timedOut) return heard.kind === 'heard' ? heard.value : first;
      if (first !== undefined) return first;
    }
    return first;
  } finally {
    datagram.close();
  }
}
