import { entries } from './entry.js';

export const serversErrors = entries({
  DIRECTORY_NOT_DEPLOYED: {
    sentence: 'The scenario has no Active Directory.',
    action: 'Serve one without `activeDirectory: { deployed: false }`.',
    exit: 2,
  },
  UPSTREAM_UNRESOLVED: {
    sentence: 'The upstream server {host} has no IPv4 address: {detail}.',
    action: 'Check the name, or give the address with it: `--upstream web={host}@ADDRESS:PORT`.',
    exit: 3,
  },
  UPSTREAM_IS_SELF: {
    sentence: 'The upstream server {host} is this harness itself: {address}:{port} is its {endpoint}.',
    action:
      'Where DNS leads to the harness already, give the address of the real server: `--upstream web={host}@ADDRESS`.',
    exit: 3,
  },
  UPSTREAM_FAILED: {
    sentence: 'The upstream server {host}:{port} gave no answer that can be passed on ({problem}): {detail}.',
    action: 'Check that it runs and can be reached from here; the journal has what it said.',
    exit: 3,
  },
});
