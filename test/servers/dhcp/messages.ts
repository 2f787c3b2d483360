import { addressData, type DhcpMessage, type DhcpOption, encodeDhcp } from '../../../harness/wire/dhcp/index.js';

export const phoneMac = '00:04:f2:aa:bb:cc';
export const phoneAddress = '10.10.20.51';

/** Hex with blanks and comments left out. */
export function hex(text: string): Buffer {
  return Buffer.from(text.replace(/[^0-9a-f]/gi, ''), 'hex');
}

export interface InformChanges {
  readonly message?: Partial<DhcpMessage>;
  readonly type?: number;
  readonly vendorClass?: string | undefined;
  readonly asked?: readonly number[] | undefined;
  readonly more?: readonly DhcpOption[];
}

/** The phone's DHCPINFORM for options 43 and 120, changed as told. */
export function inform(changes: InformChanges = {}): Buffer {
  const { message = {}, type = 8, more = [] } = changes;
  const vendorClass = 'vendorClass' in changes ? changes.vendorClass : 'MS-UC-Client';
  const asked = 'asked' in changes ? changes.asked : [43, 120];
  return encodeDhcp({
    op: 1,
    htype: 1,
    hops: 0,
    xid: 0x1a2b3c4d,
    secs: 7,
    flags: 0,
    ciaddr: phoneAddress,
    yiaddr: '0.0.0.0',
    siaddr: '0.0.0.0',
    giaddr: '0.0.0.0',
    chaddr: hex('00 04 f2 aa bb cc'),
    sname: Buffer.alloc(0),
    file: Buffer.alloc(0),
    options: [
      { code: 53, data: Buffer.from([type]) },
      ...(vendorClass === undefined ? [] : [{ code: 60, data: Buffer.from(vendorClass, 'latin1') }]),
      ...(asked === undefined ? [] : [{ code: 55, data: Buffer.from(asked) }]),
      ...more,
    ],
    ...message,
  });
}

export const maximumSize = (bytes: number): DhcpOption => ({
  code: 57,
  data: Buffer.from([bytes >> 8, bytes & 0xff]),
});

export const addressOption = (code: number, address: string): DhcpOption => ({ code, data: addressData([address]) });
