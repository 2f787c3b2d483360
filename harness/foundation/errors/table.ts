import { authenticationErrors } from './authentication.js';
import { autodiscoverErrors } from './autodiscover.js';
import { certificatesErrors } from './certificates.js';
import { codecsErrors } from './codecs.js';
import { environmentErrors } from './environment.js';
import { phoneErrors } from './phone.js';
import { scenarioErrors } from './scenario.js';
import { serversErrors } from './servers.js';
import { tlsErrors } from './tls.js';

/** Every error the harness can report, by its stable code; `mock-lync explain CODE` prints a row. */
export const errorTable = {
  ...codecsErrors,
  ...certificatesErrors,
  ...tlsErrors,
  ...authenticationErrors,
  ...serversErrors,
  ...phoneErrors,
  ...autodiscoverErrors,
  ...scenarioErrors,
  ...environmentErrors,
};

export type ErrorCode = keyof typeof errorTable;
