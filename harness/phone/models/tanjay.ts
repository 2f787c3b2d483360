import { tanjayFailsAtDirectory, tanjayTls } from './communicator-phone-edition.js';
import { lyncPhoneEdition } from './lync-phone-edition.js';
import type { PhoneModel } from './model.js';
import { tanjayAuthentication } from './registrar-authentication.js';

/**
 * A phone of Office Communicator's time that also runs Lync Phone Edition: address, account and password are typed on its
 * own screen, there is no PIN (documented).
 */
export function tanjay(line: Pick<PhoneModel, 'name' | 'vendor' | 'oui'>): PhoneModel {
  return {
    ...lyncPhoneEdition,
    ...line,
    family: 'tanjay',
    usb: false,
    pin: false,
    typed: true,
    tls: tanjayTls,
    failsAtDirectory: tanjayFailsAtDirectory,
    authentication: tanjayAuthentication,
    // Documented for its first software; that the later one kept to it is inferred.
    asksSearchList: true,
  };
}
