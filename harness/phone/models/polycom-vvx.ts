import { polycom } from './aries.js';
import type { PhoneModel } from './model.js';
import { qualifiedPhone } from './qualified-phone.js';

/**
 * The Polycom VVX 600 with its Lync base profile, standing for its series. Qualified for Lync Server 2013 with 5.3.0.12074
 * (sourced).
 */
export const vvx600: PhoneModel = {
  ...qualifiedPhone,
  ...polycom,
  name: 'VVX600',
  family: 'vvx',
  usualFirmware: '5.3.0.12074',
  // Form observed in a NOTIFY of a VVX 310.
  userAgent: (firmware) => `Polycom/${firmware} PolycomVVX-VVX_600-UA/${firmware}`,
};
