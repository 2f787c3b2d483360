import { z } from 'zod';
import type { WebAsked, WebReply } from './web-fault.js';

/** An image and its signature file, by how their names end. */
const endings = { image: '.nbt', catalogue: '.cat' } as const;

export type UpdateFile = keyof typeof endings;

export const updateFileSchema = z
  .enum(['image', 'catalogue'])
  .describe('image: the .nbt. catalogue: the .cat with its signature.');

export const updateFileWords: Readonly<Record<UpdateFile, string>> = {
  image: 'image',
  catalogue: 'signature catalogue',
};

/** The part of the answer that is this file, or undefined for another answer. */
export function fileOf(reply: WebReply, { path }: WebAsked, file: UpdateFile): WebReply['content'] {
  return path.toLowerCase().endsWith(endings[file]) ? reply.content : undefined;
}
