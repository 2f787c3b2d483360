import { groupExpansionPath } from '../../../deployment/index.js';
import type { Route } from '../routes.js';
import { getGroupExpansion, groupExpansionMetadata } from './metadata.js';
import { postGroupExpansion } from './post.js';

/** Distribution lists and the address book web query. */
export const groupExpansionRoutes: readonly Route[] = [
  { method: 'get', path: `${groupExpansionPath}/mex`, handler: groupExpansionMetadata },
  { method: 'get', path: groupExpansionPath, handler: getGroupExpansion },
  { method: 'post', path: `${groupExpansionPath}{/*port}`, handler: postGroupExpansion },
];
