import { instanceFromEpid } from '../../../wire/sip/index.js';
import type { FrontEndCore } from '../core.js';
import type { Exchange } from '../exchange.js';

/** MS-SIPAE 3.3.5.2 wants epid and instance to belong together; whether servers refuse otherwise is not known. */
export function checkInstance({ epid, instance, link }: Exchange, { recorder }: FrontEndCore): void {
  if (epid === undefined || instance === undefined || instanceFromEpid(epid) === instance) return;
  recorder.record(
    'front-end.invalid',
    { problem: `epid ${epid} and +sip.instance ${instance} do not belong together` },
    { device: link.device, connection: link.id },
  );
}
