import type { ControlTarget } from './route.js';
import { routes } from './routes.js';

/**
 * One request of the control API, from within the process.
 * @throws HarnessError as the request would have been refused; RangeError for one there is not
 */
export async function administer(
  target: ControlTarget,
  request: string,
  body: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  const route = Object.hasOwn(routes, request) ? routes[request] : undefined;
  if (!route) throw new RangeError(`there is no control request ${request}`);
  await route(target, { query: new URLSearchParams(), body });
}
