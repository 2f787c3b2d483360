import {
  type ChainProfile,
  type KeySource,
  type MintedChain,
  type MintSpec,
  type ServerCertificate,
  type SignatureAlgorithm,
  serverCertificateOf,
} from '../../certs/authorities/index.js';
import { serverCertificateNames } from '../deployment/index.js';
import type { CertificateWish, FaultResources, FaultSpec, SwappedChain } from '../faults/index.js';
import { mintChains } from './mint-chains.js';
import { publishedChains } from './published-chains.js';
import type { ServerCertificateSpec } from './schema/deployment.js';

/** Whose certificates are minted. */
export interface CertificateNames {
  readonly sipDomain: string;
  readonly dhcpDomain: string;
  readonly frontEnd: string;
  readonly web: string;
  readonly sipDomains?: readonly string[];
  /** Further Registrars. */
  readonly others?: readonly string[];
  readonly edge?: string | undefined;
}

export interface CertificateChoices {
  readonly at: Date;
  /** Presented instead of a minted one. */
  readonly given?: ServerCertificate | undefined;
  /** Certificates of other hosts, minted with the rest, so that one company's come from one authority. */
  readonly further?: readonly ServerCertificateSpec[];
  /** What the pool is assigned while it runs, by name. */
  readonly later?: Readonly<Record<string, ServerCertificateSpec>> | undefined;
  /** Default: keys never used before. */
  readonly keys?: KeySource | undefined;
}

/** Certificates of one run. */
export interface RunCertificates {
  readonly default: ServerCertificate;
  /** What faults present instead, in the order of their wishes. */
  readonly swapped: readonly ServerCertificate[];
  /** Of other hosts, in the order asked for. */
  readonly further: readonly ServerCertificate[];
  /** What can be assigned to the pool while it runs. */
  readonly later: ReadonlyMap<string, ServerCertificate>;
  readonly resources: FaultResources;
}

/** Mint what a deployment presents and what its faults swap for it; `given` is presented instead of a minted one. */
export async function runCertificates(
  spec: ServerCertificateSpec | undefined,
  faults: readonly FaultSpec[],
  names: CertificateNames,
  { at, further = [], given, keys, later = {} }: CertificateChoices,
): Promise<RunCertificates> {
  const wishes = wishesOf(faults);
  const toMint = (wish: ServerCertificateSpec) => mintSpec(wish, names, at);
  const own = given ? [] : [toMint(spec ?? {})];
  const minted = await mintChains(
    [...own, ...[...wishes.values(), ...further, ...Object.values(later)].map(toMint)],
    keys,
  );
  const swapped = minted.slice(own.length, own.length + wishes.size);
  const [presented] = minted.slice(0, own.length).map(serverCertificateOf);
  const certificate = given ?? presented;
  if (!certificate) throw new TypeError('no chain was minted');
  const chains = new Map([...wishes.keys()].map((key, index) => [key, swapped[index]]));
  const others = minted.slice(own.length + wishes.size).map(serverCertificateOf);
  return {
    default: certificate,
    swapped: swapped.map(serverCertificateOf),
    further: others.slice(0, further.length),
    later: new Map(Object.keys(later).flatMap((name, index) => pair(name, others[further.length + index]))),
    resources: {
      chain: (wish) => swappedChain(chains.get(keyOf(wish))),
      published: await publishedChains(faults, spec, { keys, toMint }),
    },
  };
}

function pair(name: string, certificate: ServerCertificate | undefined): [string, ServerCertificate][] {
  return certificate ? [[name, certificate]] : [];
}

/** Each chain wished for once, however many faults present it. */
function wishesOf(faults: readonly FaultSpec[]): Map<string, ServerCertificateSpec> {
  const swaps = faults.filter((fault) => fault.do === 'swap-chain');
  // The schema of the fault is that of a server certificate.
  return new Map(
    swaps.map(({ certificate }) => [keyOf(certificate as CertificateWish), certificate as ServerCertificateSpec]),
  );
}

function keyOf(wish: CertificateWish): string {
  return JSON.stringify(wish);
}

function swappedChain(minted: MintedChain | undefined): SwappedChain {
  if (!minted) throw new RangeError('a fault presents a chain that was not minted');
  return {
    tls: serverCertificateOf(minted).tls,
    identity: { chain: minted.sent, privateKey: minted.leaf.privateKey },
  };
}

function mintSpec(wish: ServerCertificateSpec, names: CertificateNames, at: Date): MintSpec {
  return {
    // The schema admits the known profiles, defects and algorithms alone.
    profile: (wish.profile ?? 'enterprise-root') as ChainProfile,
    subject: wish.subject ?? names.frontEnd,
    names: wish.names ?? serverCertificateNames(names),
    at,
    organization: names.sipDomain.split('.')[0] ?? names.sipDomain,
    ...(wish.defects ? { defects: wish.defects } : {}),
    ...(wish.algorithm ? { algorithm: wish.algorithm as SignatureAlgorithm } : {}),
  };
}
