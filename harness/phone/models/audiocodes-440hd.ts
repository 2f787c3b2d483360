import type { PhoneModel } from './model.js';
import { qualifiedPhone } from './qualified-phone.js';

/**
 * AudioCodes 440HD, standing for the 400HD series: qualified for Lync with 2.0.3.21 (sourced). It takes options 43, 120
 * and 42 of DHCP as Microsoft's phones do (sourced); its TLS and its User-Agent are unknown.
 */
export const audioCodes440hd: PhoneModel = {
  ...qualifiedPhone,
  name: '440HD',
  family: 'audiocodes',
  vendor: 'AudioCodes',
  oui: '00:90:8f',
  usualFirmware: '2.0.3.21',
  // Unknown; vendor, model and version are what any such text has.
  userAgent: (firmware) => `AudioCodes/440HD/${firmware}`,
};
