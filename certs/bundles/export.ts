import { type KeyObject, randomBytes } from 'node:crypto';
import { chmod, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { HarnessError } from '../../harness/foundation/errors/index.js';
import { certsOnlyPkcs7 } from '../authorities/pkcs7.js';
import { summarize } from '../trust/certificate.js';
import { certificateText } from './pem-writer.js';
import { type PfxEncryption, writePfx } from './pkcs12.js';

/** `cer` is the Base-64 X.509 of Windows, `der` its binary twin, `pem` what OpenSSL and Node read, private keys beside. */
export type ExportFormat = 'cer' | 'der' | 'p7b' | 'pfx' | 'pem';

export const exportFormats: readonly ExportFormat[] = ['cer', 'der', 'p7b', 'pfx', 'pem'];

interface Holder {
  readonly der: Buffer;
  readonly privateKey?: KeyObject;
}

/** What can be exported; a minted chain is one. */
export interface ExportableChain {
  readonly leaf: Holder;
  readonly intermediates: readonly Holder[];
  readonly root?: Holder | undefined;
  /** DER, what the server presents; default leaf and intermediates. */
  readonly sent?: readonly Buffer[];
  /** DER, beside the path. */
  readonly extra?: readonly Buffer[];
}

export interface ExportOptions {
  /** Made when missing, for its owner only. */
  readonly directory: string;
  readonly formats: readonly ExportFormat[];
  /** One file with all certificates instead of one a certificate, where the format can hold several (cer, pem). */
  readonly bundle?: boolean;
  /** Of the PFX; default empty. */
  readonly passphrase?: string;
  readonly pfxEncryption?: PfxEncryption;
  /** Writes the authorities' private keys too (with `pem`): whoever has them can issue more of that chain. */
  readonly authorityKeys?: boolean;
}

/**
 * Writes a chain as files and gives their paths: server, intermediate-1 ..., root and extra-1 ... one by one, or chain
 * as a bundle. What holds a private key has mode 0600, also where a file of that name stood before.
 * Errors: FILE_UNWRITABLE; CERTIFICATE_SPEC_INVALID when a PFX is asked of a chain without its private key.
 */
export async function exportChain(chain: ExportableChain, options: ExportOptions): Promise<string[]> {
  const files = options.formats.flatMap((format) => makers[format](chain, options));
  await writing(options.directory, () => mkdir(options.directory, { recursive: true, mode: 0o700 }));
  const paths: string[] = [];
  for (const { content, name, secret } of files) {
    const path = join(options.directory, name);
    await writing(path, () => replaceFile(path, content, secret === true ? 0o600 : 0o644));
    paths.push(path);
  }
  return paths;
}

interface OutputFile {
  readonly name: string;
  readonly content: Buffer | string;
  readonly secret?: boolean;
}

type Maker = (chain: ExportableChain, options: ExportOptions) => OutputFile[];

const makers: Readonly<Record<ExportFormat, Maker>> = {
  cer: (chain, { bundle }) => texts(chain, 'cer', '\r\n', bundle),
  der: (chain) => named(chain).map(({ name, der }) => ({ name: `${name}.der`, content: der })),
  p7b: (chain) => [{ name: 'chain.p7b', content: certsOnlyPkcs7(named(chain).map(({ der }) => der)) }],
  pem: (chain, { authorityKeys, bundle }) => [
    ...texts(chain, 'pem', '\n', bundle),
    {
      name: 'sent.pem',
      content: sentBy(chain)
        .map((der) => certificateText(der))
        .join(''),
    },
    ...keys(chain, authorityKeys === true),
  ],
  pfx: (chain, { passphrase = '', pfxEncryption }) => {
    const { der, privateKey } = chain.leaf;
    if (privateKey === undefined) {
      throw new HarnessError('CERTIFICATE_SPEC_INVALID', { detail: 'a PFX needs the private key of the server' });
    }
    const path = [chain.leaf, ...chain.intermediates, ...(chain.root === undefined ? [] : [chain.root])];
    const content = { privateKey, certificates: path.map((one) => one.der), friendlyName: commonName(der) };
    return [{ name: 'server.pfx', content: writePfx(content, passphrase, pfxEncryption), secret: true }];
  },
};

function texts(chain: ExportableChain, ending: string, lineEnd: string, bundle = false): OutputFile[] {
  const all = named(chain).map(({ name, der }) => ({
    name: `${name}.${ending}`,
    content: certificateText(der, lineEnd),
  }));
  return bundle ? [{ name: `chain.${ending}`, content: all.map(({ content }) => content).join('') }] : all;
}

function keys(chain: ExportableChain, authorities: boolean): OutputFile[] {
  const holders = authorities ? holdersOf(chain) : [{ name: 'server', ...chain.leaf }];
  return holders.flatMap(({ name, privateKey }) =>
    privateKey === undefined
      ? []
      : [{ name: `${name}.key`, content: privateKey.export({ type: 'pkcs8', format: 'pem' }), secret: true }],
  );
}

function holdersOf({ intermediates, leaf, root }: ExportableChain): (Holder & { readonly name: string })[] {
  return [
    { name: 'server', ...leaf },
    ...intermediates.map((one, index) => ({ name: `intermediate-${index + 1}`, ...one })),
    ...(root === undefined ? [] : [{ name: 'root', ...root }]),
  ];
}

/** Everything of the chain's story once. */
function named(chain: ExportableChain): { readonly name: string; readonly der: Buffer }[] {
  const path = holdersOf(chain);
  const extra = (chain.extra ?? []).filter((der, index, all) => {
    const known = path.some((one) => one.der.equals(der));
    return !known && all.findIndex((other) => other.equals(der)) === index;
  });
  return [...path, ...extra.map((der, index) => ({ name: `extra-${index + 1}`, der }))];
}

function sentBy({ intermediates, leaf, sent }: ExportableChain): readonly Buffer[] {
  return sent ?? [leaf.der, ...intermediates.map(({ der }) => der)];
}

function commonName(der: Buffer): string {
  const { subject } = summarize(der);
  return /(?:^|, )CN=([^,]*)/.exec(subject)?.[1] ?? subject;
}

/** Under another name first: an older file's wider mode must never hold a new key, nor a reader see half a file. */
async function replaceFile(path: string, content: Buffer | string, mode: number): Promise<void> {
  const temporary = `${path}.${randomBytes(6).toString('hex')}`;
  try {
    await writeFile(temporary, content, { flag: 'wx', mode });
    await chmod(temporary, mode);
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

async function writing<T>(file: string, write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (cause) {
    const detail = cause instanceof Error ? cause.message : String(cause);
    throw new HarnessError('FILE_UNWRITABLE', { file, detail }, { cause });
  }
}
