export { DirectoryServer } from './directory-server.js';
export { contextsOf } from './entries/contexts.js';
export { listenDirectory, listenDirectoryPing } from './listen.js';
export type { DirectoryPlace, DirectoryService } from './place.js';
export { type PublishedObject, publishCa, publishedObjects } from './publish.js';
