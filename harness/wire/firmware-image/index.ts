export { decodeCatalogue, encodeCatalogue, type FirmwareCatalogue, MAX_CATALOGUE_BYTES } from './catalogue.js';
export {
  decodeImageHeader,
  encodeImageHeader,
  type FirmwareImage,
  imageBytes,
  isFirmwareVersion,
  MAX_IMAGE_BYTES,
  MAX_IMAGE_HEADER_BYTES,
  MIN_IMAGE_BYTES,
  type SignatureKind,
  signatureKinds,
  signatureOfVersion,
} from './image.js';
