import { HarnessError } from '../../foundation/errors/index.js';
import { MAX_IMAGE_BYTES } from '../../wire/firmware-image/index.js';
import type { StepContext } from '../context.js';
import type { HttpHead } from '../network/http/http-body.js';
import type { WebRequest } from '../network/http/web-client.js';
import { reconnectDelay } from '../stay/back-off.js';
import { sendWithNtlm } from '../web/ntlm.js';
import type { PartialImage } from './flash.js';
import { Progress } from './progress.js';

/** Tries after an interruption, before the rest waits for the next check (inferred). */
export const MAX_RESUMES = 10;

const what = 'the firmware image';

/** What comes again another time, as a server that was away: the rest is an answer. */
const passing: ReadonlySet<string> = new Set([
  'PHONE_CONNECTION_LOST',
  'PHONE_NO_ANSWER',
  'PHONE_CONNECT_FAILED',
  // Who asks anew resolves anew, and names are often on the machine that was away.
  'PHONE_DNS_SILENT',
  'TLS_TIMEOUT',
]);

/**
 * Fetches what is missing of an image, by ranges after an interruption, with a longer pause before each try. What came
 * so far stays for the next time.
 * @throws HarnessError PHONE_HTTP_REFUSED, PHONE_UPDATE_DENIED, PHONE_UPDATE_UNUSABLE, and those of `WebClient.receive`
 */
export async function downloadImage(context: StepContext, image: PartialImage, outside: boolean): Promise<void> {
  const { record } = context;
  const { slot, url, version } = image;
  await patiently(context, image, async () => {
    const from = slot.length;
    record('phone.update-download', { version, url, state: from > 0 ? 'resumed' : 'started', bytes: from });
    await fetchRest(context, image, outside);
    record('phone.update-download', { version, url, state: 'complete', bytes: slot.length });
  });
}

/**
 * The work, again after a longer pause each time while the server is away.
 * @throws whatever the work throws that does not pass, and its last error
 */
export async function patiently<T>(
  { clock, record }: Pick<StepContext, 'clock' | 'record'>,
  { slot, url, version }: Pick<PartialImage, 'slot' | 'url' | 'version'>,
  work: () => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof HarnessError) || !passing.has(error.code)) throw error;
      const { message: problem } = error;
      record('phone.update-download', { version, url, state: 'interrupted', bytes: slot.length, problem });
      if (attempt > MAX_RESUMES) throw error;
      await clock.sleep(reconnectDelay(attempt));
    }
  }
}

async function fetchRest(context: StepContext, image: PartialImage, outside: boolean): Promise<void> {
  const { record, typed, web } = context;
  const { slot, url, version } = image;
  const progress = new Progress((bytes, total) => {
    record('phone.update-download', { version, url, state: 'under-way', bytes, total });
  });
  const take = (head: HttpHead) => {
    if (!continues(head, image)) return undefined;
    const total = slot.length + lengthOf(head);
    if (total > MAX_IMAGE_BYTES) throw tooLarge(version);
    // From here on a phone that loses power can ask for the rest of this very file: whoever keeps its state hears of it.
    record('phone.update-download', { version, url, state: 'under-way', bytes: slot.length, total });
    return (chunk: Buffer) => {
      if (slot.length + chunk.length > MAX_IMAGE_BYTES) throw tooLarge(version);
      slot.append(chunk);
      progress.reached(slot.length, total);
    };
  };
  const from = slot.length;
  const request: WebRequest = {
    method: 'GET',
    url,
    what,
    ...(from > 0 && {
      headers: { Range: `bytes=${from}-`, ...(image.etag !== undefined && { 'If-Range': image.etag }) },
    }),
  };
  const client = { send: (asked: WebRequest) => web.receive(asked, take) };
  const head = await (outside && typed.signIn !== 'pin' ? sendWithNtlm(client, request, typed) : client.send(request));
  if (head.status === 401) throw new HarnessError('PHONE_UPDATE_DENIED', { url });
  // Asked for what comes after its end: there is no more, and the catalogue tells whether that is all.
  if (head.status === 416 && from > 0) return;
  if (head.status !== 200 && head.status !== 206) {
    throw new HarnessError('PHONE_HTTP_REFUSED', { url, what, status: head.status, detail: '' });
  }
}

/** Whether the body belongs behind what is there; a whole file takes its place. */
function continues(head: HttpHead, image: PartialImage): boolean {
  const { slot, version } = image;
  if (head.status === 200) {
    slot.clear();
    const [etag] = head.header('etag');
    // A weak one does not promise the same bytes (RFC 9110 13.1.5).
    if (etag !== undefined && !etag.startsWith('W/')) image.etag = etag;
    else delete image.etag;
    return true;
  }
  if (head.status !== 206) return false;
  const [range = ''] = head.header('content-range');
  const start = /^bytes (\d{1,12})-/.exec(range)?.[1];
  if (start !== undefined && Number(start) === slot.length) return true;
  const detail = `the server was asked for what follows byte ${slot.length}, and sent "${range.slice(0, 60)}"`;
  slot.clear();
  throw new HarnessError('PHONE_UPDATE_UNUSABLE', { version, detail });
}

function lengthOf({ header }: HttpHead): number {
  const [length = ''] = header('content-length');
  return /^\d{1,12}$/.test(length) ? Number(length) : 0;
}

function tooLarge(version: string): HarnessError {
  return new HarnessError('PHONE_UPDATE_UNUSABLE', { version, detail: `the image is over ${MAX_IMAGE_BYTES} bytes` });
}
