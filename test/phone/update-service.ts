import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ExecutionContext } from 'ava';
import {
  encodeCatalogue,
  type FirmwareCatalogue,
  type FirmwareImage,
  imageBytes,
  signatureOfVersion,
} from '../../harness/wire/firmware-image/index.js';

/** Some pieces of a socket's buffer, and no multiple of anything. */
export const IMAGE_BYTES = 700_001;

export interface ServiceOptions {
  /** What is offered to a phone that has this version. */
  readonly offer?: (installed: string) => string | undefined;
  readonly model?: string;
  readonly image?: Partial<FirmwareImage>;
  readonly catalogue?: Partial<FirmwareCatalogue>;
  /** The elements around the modules, in the place of BaseURL. */
  readonly addresses?: string;
  /** Bytes of each answer with an image after which the connection breaks, in turn. */
  readonly breaks?: number[];
  /** In the place of the usual answer; true when it gave one. */
  readonly instead?: (path: string, outgoing: ServerResponse, incoming: IncomingMessage) => boolean;
}

export interface ServiceRequest {
  readonly path: string;
  readonly body: string;
  readonly headers: IncomingMessage['headers'];
}

/** A device update service of a few lines, by plain http; what it was asked, and where it is. */
export async function updateService(t: ExecutionContext, options: ServiceOptions = {}) {
  const { breaks = [], model = 'CX700', offer = () => undefined } = options;
  const requests: ServiceRequest[] = [];
  const server = createServer(async (incoming, outgoing) => {
    let body = '';
    for await (const chunk of incoming) body += chunk;
    const path = incoming.url ?? '';
    requests.push({ path, body, headers: incoming.headers });
    if (options.instead?.(path, outgoing, incoming)) return;
    const version = /\/files\/([0-9.]+)\//.exec(path)?.[1] ?? '';
    const image: FirmwareImage = {
      ...{ version, model, size: IMAGE_BYTES, signature: signatureOfVersion(version || '1.0.0.0') },
      ...options.image,
    };
    if (path.endsWith('.upx')) {
      const offered = offer(/<Version>([0-9.]+)/.exec(body)?.[1] ?? '');
      outgoing.end(
        answer(offered, options.addresses ?? `<BaseURL>http://store.contoso.test/files/${offered}/</BaseURL>`),
      );
    } else if (path.endsWith('.cat')) {
      const { signature: kind, size } = image;
      const sha256 = createHash('sha256')
        .update(imageBytes(image, 0, size))
        .digest('hex');
      outgoing.end(encodeCatalogue({ file: 'CPE.nbt', kind, sha256, size, ...options.catalogue }));
    } else if (path.endsWith('.nbt')) sendImage(image, incoming, outgoing, breaks.shift());
    else outgoing.writeHead(404).end();
  });
  t.teardown(() => {
    server.closeAllConnections();
    server.close();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const dial = { 'tcp 10.0.0.70:80': `127.0.0.1:${port}` };
  return { dial, requests, paths: () => requests.map(({ path }) => path) };
}

function answer(version: string | undefined, addresses: string): string {
  if (version === undefined) return '<Response><Downloads>0</Downloads></Response>';
  return (
    `<Response><Downloads>1</Downloads>${addresses}<Modules><Module><FileName>CPE.nbt</FileName>` +
    `<SignatureFileName>CPE.cat</SignatureFileName><Version>${version}</Version></Module></Modules></Response>`
  );
}

function sendImage(image: FirmwareImage, incoming: IncomingMessage, outgoing: ServerResponse, breakAfter?: number) {
  const from = Number(/^bytes=(\d+)-$/.exec(incoming.headers.range ?? '')?.[1] ?? 0);
  const bytes = imageBytes(image, from, image.size);
  const range = { 'Content-Range': `bytes ${from}-${image.size - 1}/${image.size}` };
  outgoing.writeHead(from > 0 ? 206 : 200, {
    ETag: '"1"',
    'Content-Length': bytes.length,
    ...(from > 0 && range),
  });
  if (breakAfter === undefined) outgoing.end(bytes);
  else outgoing.write(bytes.subarray(0, breakAfter), () => outgoing.destroy());
}
