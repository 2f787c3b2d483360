import { deliveredAnchor, summarize } from '../../../certs/trust/index.js';
import { HarnessError } from '../../foundation/errors/index.js';
import type { Step, StepContext } from '../context.js';
import { downloadFromAny } from '../directory/download.js';
import { locateControllers } from '../directory/locate.js';

/**
 * The download of CA certificates from Active Directory, which a phone with Active Directory credentials makes before it
 * connects (field reports; whether at every sign-in is unknown). What is found is kept until a reset, beside what was
 * kept before. Without it the phone goes on: its firmware may hold the root (inferred).
 */
export const directory: Step = {
  name: 'directory',
  essential: false,
  due: ({ model }) => model.readsDirectory !== false,
  async run(context) {
    const { firmware, memory, model, screen, typed } = context;
    if (typed.signIn === 'pin') return 'not needed';
    memory.directoryFailed = true;
    if (model.typed) screen.show('locatingDomainController');
    const controllers = await locateControllers(context);
    if (model.failsAtDirectory?.(firmware)) {
      const [first] = controllers;
      const detail = `firmware ${firmware} is known to fail here`;
      throw new HarnessError('PHONE_DIRECTORY_REFUSED', { host: first?.host ?? '', detail });
    }
    if (model.typed) screen.show('downloadingCertificate');
    const { host, values } = await downloadFromAny(context, controllers);
    const kept = keep(context, values);
    if (kept.roots + kept.others === 0) {
      const detail = values.length === 0 ? 'none is published' : `none of ${values.length} value(s) can be read`;
      throw new HarnessError('PHONE_DIRECTORY_EMPTY', { host, detail });
    }
    memory.directoryFailed = false;
    if (model.typed) screen.show('installingCertificate');
    return `${host} gave ${values.length} value(s): ${kept.roots} root(s), ${kept.others} other(s)`;
  },
};

/** Every value that is a certificate is installed, expired ones and doubles too (inferred); the rest is passed over. */
function keep({ memory }: StepContext, values: readonly Buffer[]): { readonly roots: number; readonly others: number } {
  const roots = new Set<string>();
  const others = new Set<string>();
  for (const value of values) {
    const found = readable(value);
    if (!found) continue;
    if (found.selfSigned) {
      roots.add(found.thumbprint);
      const anchor = deliveredAnchor(value, 'active-directory');
      if (!memory.deliveredAnchors.some(({ id }) => id === anchor.id)) memory.deliveredAnchors.push(anchor);
    } else {
      others.add(found.thumbprint);
      if (!memory.intermediates.some((one) => one.equals(value))) memory.intermediates.push(value);
    }
  }
  return { roots: roots.size, others: others.size };
}

function readable(value: Buffer) {
  try {
    return summarize(value);
  } catch (error) {
    if (error instanceof HarnessError) return undefined;
    throw error;
  }
}
