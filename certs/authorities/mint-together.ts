import { isDeepStrictEqual } from 'node:util';
import { HarnessError } from '../../harness/foundation/errors/index.js';
import {
  type CertificateDescription,
  type ChainDescription,
  certificateOf,
  intermediatesOf,
  pathOf,
} from './chain-description.js';
import { keyHolder } from './describe.js';
import type { KeyPair } from './key-pair.js';
import { type KeySource, stockKeys } from './key-source.js';
import type { MintedCertificate, MintedChain } from './minted-chain.js';

/** Keys of stand-ins that several chains of one run shall share, by the public root's id. */
export type StandInKeys = Map<string, Promise<KeyPair>>;

export interface MintOptions {
  /** Default: none shared with another chain. */
  readonly standInKeys?: StandInKeys;
  /** Default: the stock of this user. */
  readonly keys?: KeySource;
}

/** A certificate and its key. */
type Made = MintedCertificate & KeyPair;

/**
 * Mints chains of one company at one time: each has its own leaf, while certificates of the same id above it are one.
 * Errors: CERTIFICATE_SPEC_INVALID.
 */
export async function mintTogether(
  chains: readonly ChainDescription[],
  options: MintOptions = {},
): Promise<MintedChain[]> {
  const whole = merged(chains);
  const made = await write(whole, await keysFor(whole, options), options.keys?.written);
  return chains.map((chain, index) => assembled(chain, (id) => of(made, placeOf(id, index))));
}

function placeOf(id: string, index: number): string {
  return id === 'leaf' ? `leaf ${index}` : id;
}

function merged(chains: readonly ChainDescription[]): ChainDescription {
  const certificates = new Map<string, CertificateDescription>();
  for (const [index, chain] of chains.entries()) {
    for (const one of chain.certificates) {
      const id = placeOf(one.id, index);
      const keyOf = one.keyOf === undefined ? {} : { keyOf: placeOf(one.keyOf, index) };
      const placed = { ...one, ...keyOf, id, issuer: placeOf(one.issuer, index) };
      const known = certificates.get(id) ?? placed;
      if (!isDeepStrictEqual(known, placed)) {
        const detail = `a defect of one certificate changes "${id}", which the others have above them too`;
        throw new HarnessError('CERTIFICATE_SPEC_INVALID', { detail });
      }
      certificates.set(id, known);
    }
  }
  const standIns = chains.flatMap((chain) => chain.standIns);
  return { profile: '', defects: [], certificates: [...certificates.values()], sent: [], standIns };
}

async function keysFor(chain: ChainDescription, options: MintOptions): Promise<Map<string, KeyPair>> {
  const { keys: source = stockKeys, standInKeys = new Map<string, Promise<KeyPair>>() } = options;
  const own = chain.certificates.filter(({ keyOf }) => keyOf === undefined);
  const made = await Promise.all(
    own.map(async ({ authority, id, key }) => {
      const signs = authority || chain.certificates.some((one) => one.issuer === id && one.id !== id);
      const anchor = chain.standIns.find((one) => one.id === id)?.anchor;
      if (anchor === undefined) return [id, await (signs ? source.authority(key) : source.leaf(key))] as const;
      const shared = standInKeys.get(anchor) ?? source.authority(key);
      const holders = chain.certificates.filter((one) => one.id === id || one.keyOf === id).map((one) => one.id);
      for (const one of chain.standIns.filter((standIn) => holders.includes(standIn.id))) {
        standInKeys.set(one.anchor, shared);
      }
      return [id, await shared] as const;
    }),
  );
  const keys = new Map(made);
  for (const certificate of chain.certificates) {
    keys.set(certificate.id, of(keys, keyHolder(chain, certificate).id));
  }
  return keys;
}

async function write(
  chain: ChainDescription,
  keys: ReadonlyMap<string, KeyPair>,
  written: KeySource['written'],
): Promise<Map<string, Made>> {
  const [{ encodedName }, { writeCertificate }] = await Promise.all([
    import('./issue.js'),
    import('./write-certificate.js'),
  ]);
  const nameOf = (id: string) => {
    const { subject } = certificateOf(chain, id);
    return Buffer.isBuffer(subject) ? subject : encodedName(subject);
  };
  return new Map(
    chain.certificates.map((certificate) => {
      const pair = of(keys, certificate.id);
      const issuer = { name: nameOf(certificate.issuer), ...of(keys, certificate.issuer) };
      const { publicKey } = pair;
      const what = { certificate, subject: nameOf(certificate.id), publicKey, issuer };
      const der = written ? written.take(what, writeCertificate) : writeCertificate(what);
      return [certificate.id, { ...pair, der }];
    }),
  );
}

function assembled(chain: ChainDescription, made: (id: string) => Made): MintedChain {
  const minted = (id: string): MintedCertificate => ({ der: made(id).der, privateKey: made(id).privateKey });
  const path = pathOf(chain);
  const top = path.length > 1 ? path.at(-1) : undefined;
  const standIns = chain.standIns.map(({ anchor, id }) => ({ anchor, certificate: made(id).der }));
  const [standIn] = standIns;
  return {
    profile: chain.profile,
    defects: chain.defects,
    leaf: minted('leaf'),
    intermediates: intermediatesOf(chain).map(({ id }) => minted(id)),
    root: top === undefined ? undefined : minted(top.id),
    sent: chain.sent.map((id) => made(id).der),
    extra: chain.certificates.filter((one) => !path.includes(one)).map(({ id }) => made(id).der),
    standIns,
    ...(standIn === undefined ? {} : { standIn }),
  };
}

function of<T>(made: ReadonlyMap<string, T>, id: string): T {
  const found = made.get(id);
  if (found === undefined) throw new TypeError(`nothing was made for "${id}"`);
  return found;
}
