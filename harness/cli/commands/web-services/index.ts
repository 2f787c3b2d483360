import { HarnessError } from '../../../foundation/errors/index.js';
import type { Command } from '../../command.js';
import { CONTROL_HELP, CONTROL_OPTIONS } from '../../options/control.js';

/** Loaded when used. */
const parts: Readonly<Record<string, () => Promise<Command>>> = {
  'trusted-ca add': async () => (await import('./trusted-ca-add.js')).trustedCaAdd,
  'trusted-ca remove': async () => (await import('./trusted-ca-remove.js')).trustedCaRemove,
  'trusted-ca list': async () => (await import('./trusted-ca-list.js')).trustedCaList,
  'certificate list': async () => (await import('./certificate-list.js')).certificateList,
  'certificate revoke': async () => (await import('./certificate-revoke.js')).certificateRevoke,
  'certificate store': async () => (await import('./certificate-store.js')).certificateStore,
};

export const webServicesCommand: Command = {
  name: 'web-services',
  usage: 'web-services trusted-ca add|remove|list | certificate list|revoke|store ... [options]',
  help: [
    'Changes the Certificate Provisioning service of a running `mock-lync serve`, as an administrator would.',
    '',
    '  trusted-ca add FILE|THUMBPRINT... --store STORE   New-CsWebTrustedCACertificate and TrustedCACerts @{Add=…};',
    '                         STORE is TrustedRootCA, IntermediateCA or ThirdPartyRootCA',
    '  trusted-ca remove THUMBPRINT... [--store STORE]   TrustedCACerts @{Remove=…}',
    '  trusted-ca list        what a phone downloads beside the chain of the server’s own certificate',
    '  certificate list       the user certificates in the pool’s store',
    '  certificate revoke THUMBPRINT | --user USER [--device ID]   Revoke-CsClientCertificate',
    '  certificate store reachable|unreachable   whether the web services reach the pool’s store',
    '',
    ...CONTROL_HELP,
    '  --json                 the answer as one line of JSON',
  ],
  options: {
    ...CONTROL_OPTIONS,
    store: { type: 'string' },
    user: { type: 'string' },
    device: { type: 'string' },
    json: { type: 'boolean' },
  },
  run: async (options, [subject, verb, ...operands], terminal) => {
    const name = `${subject ?? ''} ${verb ?? ''}`.trim();
    const load = Object.hasOwn(parts, name) ? parts[name] : undefined;
    if (!load) {
      const detail = `web-services needs one of ${Object.keys(parts).join(', ')}${name === '' ? '' : `, not "${name}"`}`;
      throw new HarnessError('USAGE', { detail });
    }
    const part = await load();
    const stray = Object.keys(options).find((option) => !Object.hasOwn(part.options, option));
    if (stray !== undefined) throw new HarnessError('USAGE', { detail: `${part.name} has no option --${stray}` });
    return await part.run(options, operands, terminal);
  },
};
