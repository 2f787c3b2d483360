import { HarnessError } from '../../../harness/foundation/errors/index.js';
import { orderChain } from '../../bundles/order.js';
import type { MintedCertificate, MintedChain } from '../minted-chain.js';
import type { StandIn } from '../server-certificate.js';
import { compareCertificates, type FieldDifference } from './differences.js';
import { builtInRootsOf, type Original, readOriginal, signerOf } from './issuers.js';
import { identifierLike, identifierOfLength, identifies } from './key-identifiers.js';
import { generateLike, type KeyShape, type NewKey, shapeOf } from './keys.js';
import { mintMissingIssuer, missingIssuerShape } from './missing-issuer.js';
import { identifiedKey, rebuild } from './rebuild.js';
import { unpublishedTwin } from './unpublished-twin.js';

/** Most certificates of one look-alike: each may need a key of its own. */
export const MAX_ORIGINALS = 32;

export interface LookAlikeOptions {
  /** Makes a key of that shape; default from the stock of keys, or new. */
  readonly generate?: (shape: KeyShape) => Promise<NewKey>;
}

export interface LookAlike {
  readonly chain: MintedChain;
  /** Of every certificate given, field by field; faithful when each one is `becauseOfKey`. */
  readonly differences: FieldDifference[];
  /** Sentences on what had to be assumed. */
  readonly notes: readonly string[];
}

/**
 * A customer's chain minted anew without its private keys: every certificate byte for byte the same but for the keys,
 * the key identifiers (consistent with each other, also where the original's were not), and the signatures. Keys have
 * the same type, size and exponent; one key in several certificates stays one. A signature that did not hold in the
 * original does not hold in the look-alike. A root that was not given is the one built into phones, if that signed the
 * chain, otherwise made up from its name.
 * Errors: LOOK_ALIKE_IMPOSSIBLE, CERTIFICATE_SPEC_INVALID for none or more than MAX_ORIGINALS, CERTIFICATE_MALFORMED,
 * DER_INVALID.
 */
export async function mintLookAlike(original: readonly Buffer[], options: LookAlikeOptions = {}): Promise<LookAlike> {
  if (original.length > MAX_ORIGINALS) {
    throw new HarnessError('CERTIFICATE_SPEC_INVALID', { detail: `more than ${MAX_ORIGINALS} certificates at once` });
  }
  const order = orderChain(original);
  const twin = new Twin(original, options.generate ?? generateLike);
  const remade = async (der: Buffer) => await twin.minted(der);
  const leaf = await remade(order.leaf);
  const intermediates = await Promise.all(order.intermediates.map(remade));
  const surplus = await Promise.all(order.surplus.map(remade));
  const root =
    order.root === undefined
      ? await twin.rootAbove(order.intermediates.at(-1) ?? order.leaf)
      : await remade(order.root);
  const standIns = await twin.standIns();
  const ders = await Promise.all(original.map(async (der) => (await remade(der)).der));
  const path = [leaf, ...intermediates].map(({ der }) => der);
  const standIn = standIns.find(({ certificate }) => root !== undefined && certificate.equals(root.der));
  const known = new Set([...path, root?.der].map((der) => der?.toString('hex')));
  const beside = [...surplus.map(({ der }) => der), ...standIns.map(({ certificate }) => certificate)];
  const chain: MintedChain = {
    profile: 'look-alike',
    defects: [],
    leaf,
    intermediates,
    root,
    // A server sends its own certificate first, so a file that begins otherwise does not show what was sent.
    sent: original[0] === order.leaf ? ders : path,
    extra: beside.filter((der) => !known.has(der.toString('hex'))),
    ...(standIn === undefined ? {} : { standIn }),
    standIns,
  };
  const differences = original.flatMap((der, index) => compareCertificates(der, ders[index] ?? der));
  return { chain, differences, notes: twin.notes };
}

/** The originals and what became of them. */
class Twin {
  readonly notes: string[] = [];
  readonly #originals: readonly Original[];
  readonly #builtIn: readonly Original[];
  readonly #all: readonly Original[];
  readonly #generate: (shape: KeyShape) => Promise<NewKey>;
  readonly #keys = new Map<string, Promise<NewKey>>();
  readonly #done = new Map<string, Promise<MintedCertificate>>();

  constructor(ders: readonly Buffer[], generate: (shape: KeyShape) => Promise<NewKey>) {
    const distinct = ders.filter((one, index) => ders.findIndex((other) => other.equals(one)) === index);
    this.#originals = distinct.map((der) => readOriginal(der));
    this.#builtIn = builtInRootsOf(this.#originals);
    this.#all = [...this.#originals, ...this.#builtIn];
    this.#generate = generate;
  }

  /** The look-alike of one of the originals; the same one each time. */
  minted(der: Buffer): Promise<MintedCertificate> {
    const original = this.#all.find(({ parsed }) => parsed.der.equals(der));
    if (original === undefined) throw new TypeError('a certificate that is not among the originals');
    const known = this.#done.get(original.parsed.summary.thumbprint);
    if (known !== undefined) return known;
    const made = this.#mint(original);
    this.#done.set(original.parsed.summary.thumbprint, made);
    return made;
  }

  /** The root over the last certificate of a path that came without one; undefined over a self-signed certificate. */
  async rootAbove(der: Buffer): Promise<MintedCertificate | undefined> {
    const top = this.#original(der);
    if (top === undefined || top.parsed.summary.selfSigned) return undefined;
    const signer = signerOf(top, this.#all);
    if (signer !== undefined) {
      this.notes.push(
        `The root "${signer.parsed.summary.subject}" was not given: the one built into phones was taken as its original.`,
      );
      return await this.minted(signer.parsed.der);
    }
    const key = await this.#signingKey(top);
    this.notes.push(
      `"${top.parsed.summary.issuer}", the issuer of "${top.parsed.summary.subject}", was not given and is not built into phones: a root of that name was made up.`,
    );
    return { der: mintMissingIssuer(top, key, top.authorityKeyId?.length ?? 20), privateKey: key.privateKey };
  }

  /** Look-alikes of the built-in roots that belong to the chain. */
  async standIns(): Promise<StandIn[]> {
    const made = await Promise.all(
      this.#builtIn.map(async ({ anchor = '', parsed }) => ({ anchor, ...(await this.minted(parsed.der)) })),
    );
    return made.flatMap(({ anchor, der, privateKey }) => {
      const twin = unpublishedTwin(anchor, privateKey);
      return [{ anchor, certificate: der }, ...(twin === undefined ? [] : [twin])];
    });
  }

  async #mint(original: Original): Promise<MintedCertificate> {
    const { parsed, subjectKeyId, template } = original;
    const [own, signing] = await Promise.all([this.#keyOf(original), this.#signingKey(original)]);
    const key = identifiedKey(own.publicKey, template.keyAlgorithm);
    const der = rebuild(template, {
      key,
      subjectKeyId: subjectKeyId && identifierLike(subjectKeyId, template, key),
      authorityKeyId: await this.#authorityKeyId(original, signing),
      signingKey: signing.privateKey,
      subject: parsed.summary.subject,
    });
    return { der, privateKey: own.privateKey };
  }

  #original(der: Buffer): Original | undefined {
    return this.#all.find(({ parsed }) => parsed.der.equals(der));
  }

  #keyOf({ parsed, template }: Original): Promise<NewKey> {
    return this.#key(template.publicKeyInfo.toString('hex'), () => shapeOf(parsed.key, parsed.summary.subject));
  }

  #signingKey(original: Original): Promise<NewKey> {
    const signer = signerOf(original, this.#all);
    if (signer !== undefined) return this.#keyOf(signer);
    const { authorityKeyId, template } = original;
    const name = `${template.issuer.toString('hex')} ${authorityKeyId?.toString('hex') ?? ''}`;
    return this.#key(`missing ${name}`, () => missingIssuerShape(original));
  }

  async #key(id: string, shape: () => KeyShape): Promise<NewKey> {
    const key = this.#keys.get(id) ?? this.#generate(shape());
    this.#keys.set(id, key);
    return await key;
  }

  /** Follows the original: to the signer's new identifier, to another certificate's, or nowhere as before. */
  async #authorityKeyId(original: Original, signing: NewKey): Promise<Buffer | undefined> {
    const { authorityKeyId: wanted } = original;
    if (wanted === undefined) return undefined;
    const signer = signerOf(original, this.#all);
    if (signer === undefined) return identifierOfLength(identifiedKey(signing.publicKey), wanted.length);
    const bearers = [signer, ...this.#all.filter((one) => one !== signer)];
    const bearer = bearers.find(
      (one) => one.subjectKeyId?.equals(wanted) || (one.subjectKeyId === undefined && identifies(wanted, one.template)),
    );
    if (bearer === undefined) return wanted;
    const { publicKey } = await this.#keyOf(bearer);
    return identifierLike(wanted, bearer.template, identifiedKey(publicKey, bearer.template.keyAlgorithm));
  }
}
