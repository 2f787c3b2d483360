/** The domain controller of the benchmark in a process of its own, as its peer is; tells its port to its parent. */
import { defaultActiveDirectorySettings } from '../../../harness/deployment/index.js';
import { DirectoryServer, listenDirectory } from '../../../harness/servers/directory/index.js';
import { testContext } from '../../servers/deployment.js';
import { benchUsers } from './users.js';

const activeDirectory = { ...defaultActiveDirectorySettings, domain: 'contoso.com', published: [] };
const context = await testContext({ deployment: { activeDirectory, users: benchUsers() } });
const place = { service: 'ldap', address: '127.0.0.1', port: 0 };
const listener = await listenDirectory(new DirectoryServer(context), context, place, 'ldap');
process.send?.(listener.port);
