import type { ChainProfile, MintedChain, MintSpec } from '../../../../certs/authorities/index.js';
import { HarnessError } from '../../../foundation/errors/index.js';
import { type Command, flag, type OptionValues, type Terminal, text, texts, writeJson } from '../../command.js';
import { dateFrom } from '../trust/date.js';
import { exportOptions } from './clone.js';

export const certsIssueCommand: Command = {
  name: 'certs issue',
  usage: 'certs issue PROFILE --out DIR [--defect DEFECT ...] [--subject FQDN] [options]',
  help: [
    'Mints a chain, sound or with defects, and writes it as files. Its authorities are new: nobody trusts them yet.',
    '',
    '  --list                 the profiles, defects and signature algorithms there are',
    '  --out DIR              where the files go; made when missing',
    '  --defect DEFECT        may be repeated; applied in that order',
    '  --subject FQDN         common name; default lyncfe.contoso.test',
    '  --name FQDN            further name; may be repeated; default sip.<domain of the subject>',
    '  --at DATE              the date the chain is minted around; default today',
    '  --algorithm NAME       signs every certificate but the stand-in of a public root',
    '  --uses SIPDOMAIN       one certificate for each use Get-CsCertificate lists, each in its own directory',
    '  --format FORMAT        cer, der, p7b, pfx or pem; may be repeated; default all',
    '  --bundle               one file with the whole chain instead of one a certificate (cer, pem)',
    '  --authority-keys       writes the private keys of the authorities too',
    '  --passphrase-file FILE passphrase of the PFX; otherwise MOCK_LYNC_PFX_PASSPHRASE, or none',
    '  --pfx-encryption NAME  aes256 (default), or 3des for Windows before 2019',
    '  --json                 the files as one line',
  ],
  options: {
    list: { type: 'boolean' },
    out: { type: 'string' },
    defect: { type: 'string', multiple: true },
    subject: { type: 'string' },
    name: { type: 'string', multiple: true },
    at: { type: 'string' },
    algorithm: { type: 'string' },
    uses: { type: 'string' },
    format: { type: 'string', multiple: true },
    bundle: { type: 'boolean' },
    'authority-keys': { type: 'boolean' },
    'passphrase-file': { type: 'string' },
    'pfx-encryption': { type: 'string' },
    json: { type: 'boolean' },
  },
  run: async (options, operands, terminal) => {
    if (flag(options, 'list')) return await list(terminal, flag(options, 'json'));
    const [profile, ...more] = operands;
    const directory = text(options, 'out');
    if (profile === undefined || more.length > 0) throw usage('certs issue takes one profile; --list shows them');
    if (directory === undefined) throw usage('certs issue needs --out DIR');
    const output = exportOptions(options, terminal.env);
    const spec = await specFrom(profile, options);
    const [{ exportChain }, { join }] = await Promise.all([
      import('../../../../certs/bundles/index.js'),
      import('node:path'),
    ]);
    const files: string[] = [];
    for (const { chain, part } of await minted(spec, text(options, 'uses'))) {
      files.push(...(await exportChain(chain, { directory: join(directory, part), ...output })));
    }
    if (flag(options, 'json')) writeJson(terminal, { profile, defects: spec.defects, at: spec.at, files });
    else terminal.stdout.write([...files, ''].join('\n'));
    return 0;
  },
};

async function list(terminal: Terminal, json: boolean): Promise<number> {
  const { chainProfiles, defects, signatureAlgorithms } = await import('../../../../certs/authorities/index.js');
  const profiles = chainProfiles.map(({ explain, profile }) => ({ id: profile as string, explain }));
  const faults = defects.map(({ explain, id }) => ({ id, explain }));
  if (json) {
    writeJson(terminal, { profiles, defects: faults, algorithms: signatureAlgorithms });
    return 0;
  }
  const width = Math.max(...[...profiles, ...faults].map(({ id }) => id.length));
  const lines = (all: readonly { id: string; explain: string }[]) =>
    all.map(({ explain, id }) => `  ${id.padEnd(width)}  ${explain}`);
  const algorithms = `  ${signatureAlgorithms.join(' ')}`;
  const text = ['Profiles', ...lines(profiles), '', 'Defects', ...lines(faults), '', 'Algorithms', algorithms, ''];
  terminal.stdout.write(text.join('\n'));
  return 0;
}

type Spec = MintSpec & { readonly defects: readonly string[] };

async function specFrom(profile: string, options: OptionValues): Promise<Spec> {
  const { chainProfiles, defects, signatureAlgorithms } = await import('../../../../certs/authorities/index.js');
  const known = (what: string, name: string, all: readonly string[]) => {
    if (!all.includes(name)) throw usage(`there is no ${what} "${name}"; certs issue --list shows them`);
  };
  const wanted = texts(options, 'defect');
  const algorithm = text(options, 'algorithm');
  known(
    'profile',
    profile,
    chainProfiles.map((one) => one.profile),
  );
  for (const defect of wanted) {
    known(
      'defect',
      defect,
      defects.map(({ id }) => id),
    );
  }
  if (algorithm !== undefined) known('algorithm', algorithm, signatureAlgorithms);
  const chosen = signatureAlgorithms.find((name) => name === algorithm);
  const subject = text(options, 'subject') ?? 'lyncfe.contoso.test';
  const names = texts(options, 'name');
  return {
    profile: profile as ChainProfile,
    subject,
    names: names.length > 0 ? names : [`sip.${subject.split('.').slice(1).join('.') || subject}`],
    at: dateFrom(text(options, 'at')),
    defects: wanted,
    ...(chosen === undefined ? {} : { algorithm: chosen }),
  };
}

/** The chain, or one for each use; `part` is its directory below the one named. */
async function minted(spec: Spec, sipDomain: string | undefined): Promise<{ chain: MintedChain; part: string }[]> {
  const { certificateUses, mintChain, mintUsages } = await import('../../../../certs/authorities/index.js');
  if (sipDomain === undefined) return [{ chain: await mintChain(spec), part: '.' }];
  const { defects, names: _, subject, ...rest } = spec;
  const everywhere = Object.fromEntries(certificateUses.map((use) => [use, defects]));
  const uses = await mintUsages({ ...rest, pool: subject, sipDomain, defects: everywhere });
  return uses.map(({ chain, use }) => ({ chain, part: use }));
}

function usage(detail: string): HarnessError {
  return new HarnessError('USAGE', { detail });
}
