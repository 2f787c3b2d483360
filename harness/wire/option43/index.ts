export { type DecodedOption43, decodeOption43 } from './decode.js';
export { encodeOption43, encodeSubOptions } from './encode.js';
export {
  type CertificateServiceLocation,
  certificateServiceUrl,
  defaultCertificateServicePath,
  ucVendorClass,
} from './location.js';
export { MAX_SUB_OPTIONS, type SubOption, subOptionCode, subOptionName } from './sub-option.js';
export { encodeVoiceVlan, type VoiceVlanForm, voiceVlan, voiceVlanVendorClass } from './voice-vlan.js';
