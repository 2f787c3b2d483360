import { ucVendorClass } from '../../wire/option43/index.js';

/** Compared without regard to case: sources spell it both ways. */
export function isUcClient(vendorClass: string | undefined): boolean {
  return vendorClass?.toLowerCase() === ucVendorClass.toLowerCase();
}
