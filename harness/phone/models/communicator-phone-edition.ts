import { compareFirmware } from '../../../certs/trust/index.js';
import type { PhoneTlsOffer } from '../../tls/index.js';
import { type HelloShape, helloShapes } from './hello-shape.js';
import { lyncPhoneEdition } from './lync-phone-edition.js';

/** The first firmware of a Tanjay phone that is Lync Phone Edition. */
const LYNC_FIRMWARE = '4.0.0.0';

/**
 * The hello of Office Communicator Phone Edition 1.0 and 3.5: unknown, and a value of its own because that software is
 * of another time; TLS 1.0 at most is documented.
 */
const COMMUNICATOR_HELLO: HelloShape = 'rc4-3des';

/** What the firmware of a Tanjay phone offers, before Lync and since. */
export function tanjayTls(firmware: string): PhoneTlsOffer {
  return compareFirmware(firmware, LYNC_FIRMWARE) < 0
    ? helloShapes[COMMUNICATOR_HELLO]
    : lyncPhoneEdition.tls(firmware);
}

/** The build of which the field reports that it cannot fetch certificates, and that the one before it could; why is unknown. */
const BUILD_WITHOUT_DIRECTORY = '4.0.7577.4494';

export function tanjayFailsAtDirectory(firmware: string): boolean {
  return compareFirmware(firmware, BUILD_WITHOUT_DIRECTORY) === 0;
}
