import type { User } from '../../../deployment/index.js';

/** Opaque to clients, and the same at every asking. */
export function folderId({ name }: User, folder: string): string {
  return Buffer.from(`folder:${name}:${folder}`).toString('base64');
}

export function itemId({ name }: User, index: number): string {
  return Buffer.from(`item:${name}:${index}`).toString('base64');
}
