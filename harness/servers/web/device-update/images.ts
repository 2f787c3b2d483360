import { createHash } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { CATALOGUE_FILE, type FirmwareFile, IMAGE_FILE, type UpdateRuleKey } from '../../../deployment/index.js';
import {
  encodeCatalogue,
  type FirmwareImage,
  imageBytes,
  type SignatureKind,
  signatureOfVersion,
} from '../../../wire/firmware-image/index.js';
import type { ServerContext } from '../../context.js';
import { deviceUpdateSettings } from './service.js';

/** One version's files as the store has them. */
export interface StoredImage {
  readonly version: string;
  /** Unknown of what an operator gave. */
  readonly signature?: SignatureKind;
  readonly image: FirmwareFile;
  readonly catalogueName: string;
  /** Undefined where the operator gave none. */
  catalogue(): Promise<FirmwareFile | undefined>;
}

/** Digests kept; a run has a handful of images. */
const MAX_DIGESTS = 64;
/** Bytes hashed before others have their turn: a few milliseconds. */
const HASHED_AT_ONCE = 4 * 1024 * 1024;

/** The files of a version: the operator's, where the offer is his package, else made on the spot. */
export function storedImage(
  context: Pick<ServerContext, 'deployment'>,
  { model }: UpdateRuleKey,
  version: string,
): StoredImage {
  const { imageBytes: size, imagesMade: modified, offer } = deviceUpdateSettings(context);
  if (offer.kind === 'package') {
    const { catalogue, image } = offer;
    return { version, image, catalogueName: catalogue?.name ?? '', catalogue: async () => catalogue };
  }
  const signature = signatureOfVersion(version);
  const image: FirmwareImage = { version, model, size, signature };
  return {
    ...{ version, signature },
    image: {
      ...{ name: IMAGE_FILE, size, modified },
      read: async (start, end) => imageBytes(image, start, end),
    },
    catalogueName: CATALOGUE_FILE,
    catalogue: async () => {
      const sha256 = await digestOf(image);
      const bytes = encodeCatalogue({ file: IMAGE_FILE, kind: signature, sha256, size });
      return {
        ...{ name: CATALOGUE_FILE, size: bytes.length, modified },
        read: async (start, end) => bytes.subarray(start, end),
      };
    },
  };
}

const digests = new Map<string, Promise<string>>();

/** SHA-256 of a synthetic image, worked out once. */
function digestOf(image: FirmwareImage): Promise<string> {
  const key = JSON.stringify(image);
  const known = digests.get(key);
  if (known) return known;
  const [oldest] = digests.keys();
  if (digests.size >= MAX_DIGESTS && oldest !== undefined) digests.delete(oldest);
  const digest = hash(image);
  digests.set(key, digest);
  return digest;
}

async function hash(image: FirmwareImage): Promise<string> {
  const sum = createHash('sha256');
  for (let at = 0; at < image.size; at += HASHED_AT_ONCE) {
    sum.update(imageBytes(image, at, at + HASHED_AT_ONCE));
    await nextTurn();
  }
  return sum.digest('hex');
}
