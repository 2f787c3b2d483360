import type { IncomingMessage } from 'node:http';

/** Paths remembered at once; clients ask for a dozen. Whoever makes up others costs the memory of these. */
export const MAX_CHOSEN_ROUTES = 64;
/** Longer paths are looked for each time: files and what people make up. */
export const MAX_CHOSEN_PATH = 256;

/**
 * What Express chose for a method and path. It chooses by nothing else, so it need not try one route after another for
 * every request of the same kind.
 */
export class ChosenRoutes<Handler> {
  readonly #known = new Map<string, Handler>();

  of(message: Pick<IncomingMessage, 'method' | 'url'>): Handler | undefined {
    return this.#known.get(keyOf(message));
  }

  remember(message: Pick<IncomingMessage, 'method' | 'url'>, handler: Handler): void {
    const key = keyOf(message);
    if (key.length > MAX_CHOSEN_PATH) return;
    if (this.#known.size >= MAX_CHOSEN_ROUTES) this.#known.clear();
    this.#known.set(key, handler);
  }
}

function keyOf({ method = '', url = '' }: Pick<IncomingMessage, 'method' | 'url'>): string {
  const question = url.indexOf('?');
  return `${method} ${question < 0 ? url : url.slice(0, question)}`;
}
