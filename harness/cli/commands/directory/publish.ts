import { readFileSync } from 'node:fs';
import { certificatesOfFile, directoryStores } from '../../../deployment/index.js';
import { HarnessError } from '../../../foundation/errors/index.js';
import { type Command, flag, writeJson } from '../../command.js';
import { CONTROL_OPTIONS, controlClient } from '../../options/control.js';

export const directoryPublish: Command = {
  name: 'directory publish',
  usage: 'directory publish FILE RootCA|SubCA|NTAuthCA [options]',
  help: [],
  options: { ...CONTROL_OPTIONS, json: { type: 'boolean' } },
  run: async (options, operands, terminal) => {
    const [file, given, ...more] = operands;
    const store = directoryStores.find((each) => each.toLowerCase() === given?.toLowerCase());
    if (file === undefined || store === undefined || more.length > 0) {
      throw new HarnessError('USAGE', {
        detail: `directory publish needs a file and one of ${directoryStores.join(', ')}`,
      });
    }
    const certificates = await certificatesOfFile(read(file), file);
    const control = controlClient(options);
    const published: Published[] = [];
    for (const certificate of certificates) {
      const body = { store, certificate: certificate.toString('base64') };
      const answer = await control.post('/v1/directory/publish', body);
      published.push(...((Array.isArray(answer.published) ? answer.published : []) as Published[]));
    }
    if (flag(options, 'json')) writeJson(terminal, { published });
    else terminal.stdout.write(published.flatMap(lines).join(''));
    return 0;
  },
};

interface Published {
  readonly subject: string;
  readonly selfSigned: boolean;
  readonly store: string;
  readonly objects: readonly { readonly dn: string; readonly result: string }[];
}

const results: Readonly<Record<string, string>> = {
  added: 'Certificate added to DS store.',
  present: 'Certificate already in DS store.',
  full: 'The object takes no more certificates.',
};

/** Each object and what became of it, in the manner of certutil. */
function lines({ objects, selfSigned, store, subject }: Published): string[] {
  return [
    `${subject}\n`,
    ...objects.map(({ dn, result }) => `  ${dn}\n  ${results[result] ?? result}\n`),
    // What it does to the other machines of the domain was told in the field: conferencing broke.
    ...(store === 'RootCA' && !selfSigned
      ? [
          '  It is not self-signed: as RootCA it reaches the root store of every machine of the domain. SubCA is its place.\n',
        ]
      : []),
  ];
}

function read(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new HarnessError('FILE_UNREADABLE', { file, detail: (error as Error).message }, { cause: error });
  }
}
