import { HarnessError } from '../../foundation/errors/index.js';
import { decodeCatalogue } from '../../wire/firmware-image/index.js';
import type { Step, StepContext } from '../context.js';
import type { WebRequest } from '../network/http/web-client.js';
import { downloadImage, patiently } from '../update/download.js';
import type { PartialImage, UpdateOffer } from '../update/flash.js';
import { withOwnClient } from '../update/own-client.js';
import { ImageRefused, verifyImage } from '../update/verify.js';
import { sendWithNtlm } from '../web/ntlm.js';

/**
 * Fetches what the check found: the image, then the catalogue that vouches for it (the order is inferred). An image that
 * the phone does not take is thrown away, and fetched again after the next check. The other image in its flash memory is
 * not fetched at all.
 */
export const updateDownload: Step = {
  name: 'update-download',
  essential: false,
  due: ({ memory }) => memory.offered !== undefined,
  async run(context) {
    const { clock, memory } = context;
    const { flash, offered } = memory;
    if (offered === undefined) return 'nothing is offered';
    const { version } = offered;
    if (flash.staged?.version === version) return `${version} waits to be installed`;
    if (flash.backup !== version) await withOwnClient(context, (own) => fetchAndCheck(own, offered));
    flash.staged = { version, since: clock.elapsed() };
    return flash.backup === version ? `${version} is in the phone` : `${version} is complete and checked`;
  },
};

async function fetchAndCheck(context: StepContext, offer: UpdateOffer & { readonly outside: boolean }): Promise<void> {
  const { memory, record } = context;
  const { flash } = memory;
  const { version } = offer;
  const folder = offer.outside ? offer.externalBaseUrl : offer.baseUrl;
  if (folder === undefined) throw new HarnessError('PHONE_UPDATE_NO_ADDRESS', { version });
  const image = partialOf(context, version, below(folder, offer.file));
  flash.partial = image;
  try {
    await downloadImage(context, image, offer.outside);
    const url = below(folder, offer.signatureFile);
    const bytes = await patiently(context, { ...image, url }, () => fetchCatalogue(context, url, offer.outside));
    verifyImage(context, offer, image, decodeCatalogue(bytes));
  } catch (error) {
    if (error instanceof HarnessError && unfit.has(error.code)) {
      image.slot.clear();
      delete flash.partial;
      const why = error instanceof ImageRefused ? error.fault : 'unreadable';
      record('phone.update-refused', { version, why, sentence: error.message });
    }
    throw error;
  }
  image.slot.clear();
  delete flash.partial;
}

const unfit: ReadonlySet<string> = new Set([
  'PHONE_UPDATE_UNUSABLE',
  'WIRE_INVALID',
  'WIRE_TOO_LARGE',
  'WIRE_TRUNCATED',
]);

/** What came of the same file before, or an empty place for it. */
function partialOf({ imageSlot: slot, memory }: StepContext, version: string, url: string): PartialImage {
  const before = memory.flash.partial;
  if (before?.version === version && before.url === url) return before;
  slot.clear();
  return { version, url, slot };
}

function below(folder: string, file: string): string {
  return `${folder.replace(/\/+$/, '')}/${file}`;
}

async function fetchCatalogue({ typed, web }: StepContext, url: string, outside: boolean): Promise<Buffer> {
  const what = 'the catalogue of the firmware image';
  const request: WebRequest = { method: 'GET', url, what };
  const answer = await (outside && typed.signIn !== 'pin' ? sendWithNtlm(web, request, typed) : web.send(request));
  if (answer.status === 401) throw new HarnessError('PHONE_UPDATE_DENIED', { url });
  if (answer.status !== 200) {
    throw new HarnessError('PHONE_HTTP_REFUSED', { url, what, status: answer.status, detail: '' });
  }
  return answer.body;
}
