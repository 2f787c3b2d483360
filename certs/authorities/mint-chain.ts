import { pem } from './assemble.js';
import { type ChainDescription, certificateOf, intermediatesOf, pathOf } from './chain-description.js';
import { describeChain, keyHolder } from './describe.js';
import type { KeyPair } from './key-pair.js';
import { authorityKey, leafKey } from './keys.js';
import type { MintedCertificate, MintedChain, MintSpec } from './minted-chain.js';
import { selfSignedByTool } from './profiles/self-signed.js';
import type { ServerCertificate } from './server-certificate.js';

/** Standing keys of authorities that several chains of one run shall share, by the public root they stand in for. */
export type StandInKeys = Map<string, Promise<KeyPair>>;

/**
 * Mints a chain around the scenario's date: new authorities each time, the defects asked for built in. Chains given
 * the same `standInKeys` have one stand-in key for a public root, and for the two certificates of one that was
 * issued twice. Errors: CERTIFICATE_SPEC_INVALID.
 */
export async function mintChain(spec: MintSpec, standInKeys: StandInKeys = new Map()): Promise<MintedChain> {
  const chain = describeChain(spec);
  const keys = await keysFor(chain, standInKeys);
  const written = await write(chain, keys);
  const sound = spec.profile === 'self-signed' && spec.algorithm === undefined && (spec.defects ?? []).length === 0;
  if (sound && spec.serial === undefined) written.set('leaf', await selfSignedByTool(spec, keyOf(keys, 'leaf')));
  return assembled(chain, spec.defects ?? [], keys, written);
}

async function keysFor(chain: ChainDescription, standInKeys: StandInKeys): Promise<Map<string, KeyPair>> {
  const own = chain.certificates.filter(({ keyOf }) => keyOf === undefined);
  const made = await Promise.all(
    own.map(async ({ authority, id, key }) => {
      const anchor = chain.standIns.find((one) => one.id === id)?.anchor;
      if (anchor === undefined) return [id, await (authority ? authorityKey(key) : leafKey(key))] as const;
      const shared = standInKeys.get(anchor) ?? authorityKey(key);
      for (const one of chain.standIns) standInKeys.set(one.anchor, shared);
      return [id, await shared] as const;
    }),
  );
  const keys = new Map(made);
  for (const certificate of chain.certificates) {
    keys.set(certificate.id, keyOf(keys, keyHolder(chain, certificate).id));
  }
  return keys;
}

/** Every certificate as DER, by its id. */
async function write(chain: ChainDescription, keys: ReadonlyMap<string, KeyPair>): Promise<Map<string, Buffer>> {
  const [{ encodedName }, { writeCertificate }] = await Promise.all([
    import('./issue.js'),
    import('./write-certificate.js'),
  ]);
  const nameOf = (id: string) => {
    const { subject } = certificateOf(chain, id);
    return Buffer.isBuffer(subject) ? subject : encodedName(subject);
  };
  return new Map(
    chain.certificates.map((certificate) => [
      certificate.id,
      writeCertificate({
        certificate,
        subject: nameOf(certificate.id),
        publicKey: keyOf(keys, certificate.id).publicKey,
        issuer: { name: nameOf(certificate.issuer), ...keyOf(keys, certificate.issuer) },
      }),
    ]),
  );
}

function assembled(
  chain: ChainDescription,
  defects: readonly string[],
  keys: ReadonlyMap<string, KeyPair>,
  written: ReadonlyMap<string, Buffer>,
): MintedChain {
  const der = (id: string) => written.get(id) ?? Buffer.alloc(0);
  const minted = (id: string): MintedCertificate => ({ der: der(id), privateKey: keyOf(keys, id).privateKey });
  const path = pathOf(chain);
  const top = path.length > 1 ? path.at(-1) : undefined;
  const standIns = chain.standIns.map(({ anchor, id }) => ({ anchor, certificate: der(id) }));
  const [standIn] = standIns;
  return {
    profile: chain.profile,
    defects,
    leaf: minted('leaf'),
    intermediates: intermediatesOf(chain).map(({ id }) => minted(id)),
    root: top === undefined ? undefined : minted(top.id),
    sent: chain.sent.map(der),
    extra: chain.certificates.filter((one) => !path.includes(one)).map(({ id }) => der(id)),
    standIns,
    ...(standIn === undefined ? {} : { standIn }),
  };
}

function keyOf(keys: ReadonlyMap<string, KeyPair>, id: string): KeyPair {
  const pair = keys.get(id);
  if (pair === undefined) throw new TypeError(`no key was made for "${id}"`);
  return pair;
}

/** The chain as a server presents it. */
export function serverCertificateOf(chain: MintedChain): ServerCertificate {
  const { intermediates, leaf, root, sent, standIn, standIns } = chain;
  return {
    profile: chain.profile as ServerCertificate['profile'],
    chain: sent,
    root: root?.der,
    intermediates: intermediates.map(({ der }) => der),
    ...(standIn === undefined ? {} : { standIn, standIns }),
    tls: { cert: sent.map(pem).join(''), key: leaf.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() },
  };
}
