import { type FindingKind, shows } from '../finding.js';

export const updateStoreUrlsMissing: FindingKind = {
  id: 'update-store-urls-missing',
  afterSignIn: 'as-well',
  explain: () =>
    'The service offers an update and does not say where it is: the store URLs are not configured on the server.',
  diagnose: (evidence) => {
    const answer = evidence.last('device-update.answer');
    if (answer?.downloads !== 1 || answer.baseUrl !== '') return undefined;
    return {
      id: 'update-store-urls-missing',
      sentence: `Firmware ${answer.version ?? ''} is offered with an empty BaseURL and ExternalBaseURL; the phone stays at ${answer.installed ?? 'what it has'}.`,
      evidence: [shows(answer, 'the answer to the update check names no place')],
      remedies: [
        'Set InternalUpdatesStoreURL and ExternalUpdatesStoreURL of the updates server (WMI class MSFT_SIPUpdatesServerSetting), and the download URLs beside them.',
        'Check that the folders behind them are published by IIS: DeviceUpdateFiles_Int and DeviceUpdateFiles_Ext.',
      ],
      source: 'Polycom CX700 Deployment Guide for OCS 2007 R2, p. 26; failure catalogue U03',
    };
  },
};
