import { compareFirmware } from '../../../certs/trust/index.js';

/**
 * The User-Agent of Microsoft's phone software. The form is documented by an inventory report sample; that "2010"
 * left the product's name with the January 2013 update is sourced, its place in this text inferred, and so is the
 * name before Lync. The HTTP User-Agent is unknown and taken to be the same.
 */
export function microsoftUserAgent(firmware: string): string {
  return `CPE/${firmware} OCPhone/${firmware} (${productName(firmware)})`;
}

function productName(firmware: string): string {
  if (compareFirmware(firmware, '4.0.0.0') < 0) return 'Microsoft Office Communicator Phone Edition';
  if (compareFirmware(firmware, '4.0.7577.4363') < 0) return 'Microsoft Lync 2010 Phone Edition';
  return 'Microsoft Lync Phone Edition';
}
