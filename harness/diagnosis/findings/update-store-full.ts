import { type FindingKind, shows } from '../finding.js';

export const updateStoreFull: FindingKind = {
  id: 'update-store-full',
  afterSignIn: 'as-well',
  explain: () => 'Logs that devices left have filled the file store, and the update service no longer answers.',
  diagnose: (evidence) => {
    const refused = evidence.last('device-update.refused');
    if (refused?.reason !== 'store-full') return undefined;
    if (evidence.all('device-update.check').some(({ seq }) => seq > refused.seq)) return undefined;
    const logs = evidence.all('device-update.log');
    const bytes = logs.filter((log) => log.refused === undefined).reduce((sum, log) => sum + log.bytes, 0);
    const own = logs.length === 0 ? '' : `; this phone alone left ${bytes} bytes of logs there`;
    return {
      id: 'update-store-full',
      sentence: `The update check was answered with 500, for the file store is full${own}.`,
      evidence: [
        ...logs.slice(-3).map((log) => shows(log, `left ${log.name}, ${log.bytes} bytes, ${log.refused ?? 'kept'}`)),
        shows(refused, 'the check was refused: the file store is full'),
      ],
      remedies: [
        'Take old logs away (Clear-CsDeviceUpdateLog), and have it done by LogCleanUpInterval, 10 days or fewer.',
        'Set a quota on the folder of device logs with the File Server Resource Manager, so that logs leave room for the rest.',
      ],
      source: 'TechNet, Lync Server requirements for IP phones (file store, quotas); failure catalogue U13',
    };
  },
};
