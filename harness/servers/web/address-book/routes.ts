import { addressBookPath } from '../../../deployment/index.js';
import type { Route } from '../routes.js';
import { downloadAddressBook } from './download.js';

/** The address book's files; the web query is a port of the group expansion service. */
export const addressBookRoutes: readonly Route[] = [
  { method: 'get', path: `${addressBookPath}{/*file}`, handler: downloadAddressBook },
];
