import { locationInformationPath } from '../../../deployment/index.js';
import type { Route } from '../routes.js';
import { locate } from './locate.js';

/** Location information for emergency calls. */
export const locationRoutes: readonly Route[] = [
  { method: 'post', path: `${locationInformationPath}{/*port}`, handler: locate },
];
