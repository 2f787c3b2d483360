import { type FindingKind, shows } from '../finding.js';

/** Below which folders updates lie, as Lync and as OCS 2007 R2 name them. */
const STORE = /^\/(RequestHandler(Ext)?\/Files|DeviceUpdateFiles_(Int|Ext))\//i;

export const updateFileMissing: FindingKind = {
  id: 'update-file-missing',
  afterSignIn: 'as-well',
  explain: () => 'A file of the update is not where the service said: the device keeps its firmware.',
  diagnose: (evidence) => {
    const answer = evidence
      .all('web.response')
      .findLast(({ path, status }) => STORE.test(path) && (status === 404 || status < 300));
    if (answer?.status !== 404) return undefined;
    return {
      id: 'update-file-missing',
      sentence: `The file ${answer.path} is not there.`,
      evidence: [shows(answer, 'the file was answered with 404')],
      remedies: [
        'Import the update again: image and signature catalogue (.nbt and .cat) lie beside each other in the DeviceUpdateStore folder of the web service.',
        'Check that IIS serves both file types; a type without MIME mapping is answered with 404.',
      ],
      source: 'TechNet, Device Update service files; inferred: the phone asks again at its next check',
    };
  },
};
