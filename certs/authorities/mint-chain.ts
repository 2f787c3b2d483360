import type { KeyObject } from 'node:crypto';
import { pem } from './assemble.js';
import { describeChain } from './describe.js';
import { leafKey } from './keys.js';
import { type MintOptions, mintTogether } from './mint-together.js';
import type { MintedChain, MintSpec } from './minted-chain.js';
import { selfSignedByTool } from './profiles/self-signed.js';
import type { ServerCertificate } from './server-certificate.js';

/**
 * Mints a chain around the scenario's date: new authorities each time, the defects asked for built in. Chains given
 * the same `standInKeys` have one stand-in key for a public root, and for the two certificates of one that was
 * issued twice. Errors: CERTIFICATE_SPEC_INVALID.
 */
export async function mintChain(spec: MintSpec, options: MintOptions = {}): Promise<MintedChain> {
  const chain = describeChain(spec);
  if (isPlainSelfSigned(spec)) return await plainSelfSigned(spec, options);
  const [minted] = await mintTogether([chain], options);
  if (minted === undefined) throw new TypeError('no chain was minted');
  return minted;
}

/** Nothing asked for that the usual tool for self-signed certificates cannot do. */
function isPlainSelfSigned({ algorithm, defects = [], profile, serial }: MintSpec): boolean {
  return profile === 'self-signed' && algorithm === undefined && serial === undefined && defects.length === 0;
}

async function plainSelfSigned(spec: MintSpec, { keys }: MintOptions): Promise<MintedChain> {
  const key = await (keys?.leaf('rsa-2048') ?? leafKey());
  const der = await selfSignedByTool(spec, key);
  return {
    profile: spec.profile,
    defects: [],
    leaf: { der, privateKey: key.privateKey },
    intermediates: [],
    root: undefined,
    sent: [der],
    extra: [],
    standIns: [],
  };
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
    tls: { cert: sent.map(pem).join(''), key: keyAsPem(leaf.privateKey) },
    privateKey: leaf.privateKey,
  };
}

const pemOfKey = new WeakMap<KeyObject, string>();

/** Writing a key out takes longer than all the rest; servers' keys are used again. */
function keyAsPem(key: KeyObject): string {
  const text = pemOfKey.get(key) ?? key.export({ type: 'pkcs8', format: 'pem' }).toString();
  pemOfKey.set(key, text);
  return text;
}
