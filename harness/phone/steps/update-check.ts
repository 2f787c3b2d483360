import { HarnessError } from '../../foundation/errors/index.js';
import type { Step } from '../context.js';
import { checkForUpdate } from '../update/check.js';
import { withOwnClient } from '../update/own-client.js';
import { type UpdateOccasion, updatePlaces } from '../update/where.js';

/**
 * The device update check. Its failure shows nowhere on the phone. A phone that trusts nothing of this deployment can
 * only refuse to ask over https: one too old for the server's root cannot fetch the firmware that would have it.
 */
export function updateCheck(occasion: UpdateOccasion): Step {
  return {
    name: 'update-check',
    essential: false,
    due: (context) => {
      const { firmware, memory, model } = context;
      delete memory.offered;
      // At power-on the name is looked for even where DHCP gave no domain, and that is told.
      return occasion === 'power-on' ? model.updates.asksByName(firmware) : updatePlaces(context, occasion).length > 0;
    },
    async run(context) {
      const { firmware, memory, model, record } = context;
      const places = updatePlaces(context, occasion);
      if (places.length === 0) throw nowhere();
      const { offer, place } = await withOwnClient(context, (own) => checkForUpdate(own, places));
      if (offer === undefined) return `nothing is offered for ${firmware}`;
      const { version } = offer;
      const taken = model.updates.takes(firmware, version);
      record('phone.update-offered', { installed: firmware, version, from: place.url, taken });
      if (!taken) return `firmware ${version} is offered, and ${firmware} stays`;
      memory.offered = { ...offer, outside: place.outside };
      return `firmware ${version} is offered`;
    },
  };
}

function nowhere(): HarnessError {
  return new HarnessError('PHONE_NAME_NOT_FOUND', { name: 'ucupdates-r2', type: 'A', code: 'DHCP gave no domain' });
}
