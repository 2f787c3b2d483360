import { type DhcpMessage, dhcpOption } from '../../wire/dhcp/index.js';
import { decodeOption43, encodeSubOptions, type SubOption } from '../../wire/option43/index.js';

/** The reply with another value of an option; the very same reply when it has none, or the value stays. */
export function withOption(reply: DhcpMessage, code: number, change: (value: Buffer) => Buffer): DhcpMessage {
  let changed = false;
  const options = reply.options.map((option) => {
    if (option.code !== code) return option;
    const data = change(option.data);
    if (data.equals(option.data)) return option;
    changed = true;
    return { code, data };
  });
  return changed ? { ...reply, options } : reply;
}

/** The reply with other sub-options in option 43. */
export function withSubOptions(
  reply: DhcpMessage,
  change: (subOptions: readonly SubOption[]) => readonly SubOption[],
): DhcpMessage {
  return withOption(reply, dhcpOption.vendorSpecific, (blob) =>
    encodeSubOptions(change(decodeOption43(blob).subOptions)),
  );
}

/** The reply with another value of one sub-option of option 43. */
export function withSubOption(reply: DhcpMessage, code: number, change: (value: Buffer) => Buffer): DhcpMessage {
  return withSubOptions(reply, (all) =>
    all.map((each) => (each.code === code ? { code, data: change(each.data) } : each)),
  );
}

/** The reply with this option 43, added or instead of its own; in front of a relay's option 82. */
export function withVendorSpecific(reply: DhcpMessage, data: Buffer): DhcpMessage {
  const others = reply.options.filter(({ code }) => code !== dhcpOption.vendorSpecific);
  if (others.length < reply.options.length) return withOption(reply, dhcpOption.vendorSpecific, () => data);
  const relay = others.findIndex(({ code }) => code === dhcpOption.relayAgentInformation);
  return {
    ...reply,
    options: others.toSpliced(relay < 0 ? others.length : relay, 0, { code: dhcpOption.vendorSpecific, data }),
  };
}
