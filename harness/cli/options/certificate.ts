import { readFileSync } from 'node:fs';
import { type ServerCertificate, serverCertificateFromPfx } from '../../../certs/authorities/index.js';
import { HarnessError } from '../../foundation/errors/index.js';

/** `--certificate default=FILE.pfx`; the passphrase from a file or MOCK_LYNC_PFX_PASSPHRASE, never from the command line. */
export async function givenCertificate(
  given: string | undefined,
  passphraseFile: string | undefined,
  env: NodeJS.ProcessEnv,
): Promise<ServerCertificate | undefined> {
  if (given === undefined) return undefined;
  const [usage, file] = given.split('=', 2);
  if (usage !== 'default' || !file) {
    throw new HarnessError('USAGE', { detail: `--certificate "${given}" is not of the form default=FILE.pfx` });
  }
  const passphrase = passphraseFile ? read(passphraseFile).toString('utf8').trimEnd() : env.MOCK_LYNC_PFX_PASSPHRASE;
  return serverCertificateFromPfx(read(file), passphrase);
}

function read(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new HarnessError('FILE_UNREADABLE', { file, detail: (error as Error).message }, { cause: error });
  }
}
