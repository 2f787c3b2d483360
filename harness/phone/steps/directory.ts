import { HarnessError } from '../../foundation/errors/index.js';
import type { Step } from '../context.js';
import { chainFromAny } from '../directory/authority-page.js';
import { downloadFromAny } from '../directory/download.js';
import { keepAuthorities } from '../directory/keep.js';
import { locateControllers } from '../directory/locate.js';

/**
 * The download of CA certificates from Active Directory, which a phone with Active Directory credentials makes before it
 * connects (field reports; whether at every sign-in is unknown), and from the web page of a CA where the directory has
 * none (reported). What is found is kept until a reset, beside what was kept before. Without it the phone goes on: its
 * firmware may hold the root (inferred).
 */
export const directory: Step = {
  name: 'directory',
  essential: false,
  due: ({ model }) => model.readsDirectory !== false,
  async run(context) {
    const { firmware, memory, model, screen, typed } = context;
    if (typed.signIn === 'pin') return 'not needed';
    memory.directoryFailed = 'not-accessible';
    if (model.typed) screen.show('locatingDomainController');
    const controllers = await locateControllers(context);
    if (model.failsAtDirectory?.(firmware)) {
      const [first] = controllers;
      const detail = `firmware ${firmware} is known to fail here`;
      throw new HarnessError('PHONE_DIRECTORY_REFUSED', { host: first?.host ?? '', detail });
    }
    if (model.typed) screen.show('downloadingCertificate');
    const { authorities, host, values } = await downloadFromAny(context, controllers);
    const kept = keepAuthorities(memory, values, 'active-directory');
    const gave = `${host} gave ${values.length} value(s)`;
    if (kept.roots + kept.others > 0) {
      delete memory.directoryFailed;
      if (model.typed) screen.show('installingCertificate');
      return `${gave}: ${kept.roots} root(s), ${kept.others} other(s)`;
    }
    memory.directoryFailed = 'no-certificate';
    if (authorities.length === 0) {
      const detail = values.length === 0 ? 'none is published' : `none of ${values.length} value(s) can be read`;
      throw new HarnessError('PHONE_DIRECTORY_EMPTY', { host, detail });
    }
    const page = await chainFromAny(context, authorities);
    const { others, roots } = keepAuthorities(memory, page.certificates, 'authority-page');
    delete memory.directoryFailed;
    if (model.typed) screen.show('installingCertificate');
    return `${gave}, none a certificate; the web page of ${page.host} gave ${roots} root(s), ${others} other(s)`;
  },
};
