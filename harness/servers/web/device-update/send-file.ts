import { createHash } from 'node:crypto';
import type { FirmwareFile } from '../../../deployment/index.js';
import { pageAnswer } from '../answers.js';
import type { WebAnswer, WebExchange } from '../exchange.js';
import { askedBytes } from './byte-range.js';

interface FileOf {
  readonly model: string;
  readonly version: string;
}

/** A file of the store by GET or HEAD: whole, or the range that is asked for. Its bytes are made while they are sent. */
export function sendFile(exchange: WebExchange, file: FirmwareFile, { model, version }: FileOf): WebAnswer {
  const { headers } = exchange.request;
  const etag = etagOf(file, { model, version });
  const modified = file.modified.toUTCString();
  const about = { ETag: etag, 'Last-Modified': modified, 'Accept-Ranges': 'bytes' };
  const known = headers['if-none-match'];
  if (known !== undefined && (known === '*' || known.split(',').some((each) => each.trim() === etag))) {
    return { status: 304, headers: about };
  }
  const condition = headers['if-range'];
  const same = condition === undefined || condition === etag || condition === modified;
  const asked = askedBytes(same ? headers.range : undefined, file.size);
  if (asked.kind === 'unsatisfiable') {
    const answer = pageAnswer(416, 'The file has no such bytes.');
    return { ...answer, headers: { ...about, 'Content-Range': `bytes */${file.size}` } };
  }
  const { start, end } = asked.kind === 'part' ? asked : { start: 0, end: file.size };
  return {
    status: asked.kind === 'part' ? 206 : 200,
    contentType: 'application/octet-stream',
    headers: {
      ...about,
      ...(asked.kind === 'part' && { 'Content-Range': `bytes ${start}-${end - 1}/${file.size}` }),
    },
    content: {
      length: end - start,
      read: (from, to) => file.read(start + from, Math.min(end, start + to)),
      sent: (sent) => {
        const details = { file: file.name, model, version, size: file.size, from: start, sent };
        exchange.record('device-update.download', { ...details, complete: sent >= end - start });
      },
    },
  };
}

/** The same after a restart, or no download could go on. */
function etagOf({ modified, name, size }: FirmwareFile, { model, version }: FileOf): string {
  const text = [name, size, modified.getTime(), model, version].join('\n');
  return `"${createHash('sha256').update(text).digest('hex').slice(0, 16)}"`;
}
