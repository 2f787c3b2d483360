import { lyncAutodiscoverPath } from '../../../deployment/index.js';
import type { Route } from '../routes.js';
import { autodiscoverDomain } from './domain.js';
import { autodiscoverEntry, autodiscoverRoot } from './root.js';
import { autodiscoverUser } from './user.js';

/** Lync autodiscover. */
export const autodiscoverRoutes: readonly Route[] = [
  { method: 'get', path: '/', handler: autodiscoverEntry },
  { method: 'get', path: lyncAutodiscoverPath, handler: autodiscoverRoot },
  { method: 'get', path: `${lyncAutodiscoverPath}/domain`, handler: autodiscoverDomain },
  { method: 'get', path: `${lyncAutodiscoverPath}/user`, handler: autodiscoverUser },
  { method: 'get', path: `${lyncAutodiscoverPath}/oauth/user`, handler: autodiscoverUser },
];
