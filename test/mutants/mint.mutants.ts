import type { Mutant } from './mutant.js';

const stock = ['test/certs/authorities/stock.test.js'];
const signature = ['test/certs/authorities/signature.test.js'];
const defects = ['test/certs/authorities/defects.test.js'];
const standIns = ['test/certs/authorities/stand-ins.test.js'];
const usages = ['test/certs/authorities/usages.test.js'];
const mint = ['test/certs/authorities/mint.test.js'];
const written = ['test/certs/authorities/written-certificates.test.js'];

export const mutants: readonly Mutant[] = [
  {
    name: 'an authority’s key stays on disk after it was taken',
    file: 'certs/authorities/stock/key-stock.js',
    find: 'rmSync(claimed, { force: true });',
    replace: '',
    tests: stock,
  },
  {
    name: 'a key folder others may enter is used',
    file: 'certs/authorities/stock/folder.js',
    find: 'status.isDirectory() && isPrivate(status)',
    replace: 'true',
    tests: stock,
  },
  {
    name: 'a key file others may read is used',
    file: 'certs/authorities/stock/key-stock.js',
    find: '!status.isFile() || !isPrivate(status)',
    replace: '!status.isFile()',
    tests: stock,
  },
  {
    name: 'keys are written for everybody to read',
    file: 'certs/authorities/stock/key-stock.js',
    find: "{ mode: 0o600, flag: 'wx' }",
    replace: "{ mode: 0o644, flag: 'wx' }",
    tests: stock,
  },
  {
    name: 'the stock cannot be turned off',
    file: 'certs/authorities/stock/folder.js',
    find: "env[STOCK_SWITCH] === 'off'",
    replace: 'false',
    tests: stock,
  },
  {
    name: 'two chains have one authority key',
    file: 'certs/authorities/keys.js',
    find: 'const taken = open?.stock.take(kind);',
    replace: 'const taken = await leafKey(kind);',
    tests: stock,
  },
  {
    name: 'the MD2 checksum block is left out',
    file: 'harness/foundation/primitives/md2.js',
    find: 'Buffer.concat([padded, checksum(padded, substitution)])',
    replace: 'padded',
    tests: signature,
  },
  {
    name: 'MD2 signatures are made of something else',
    file: 'certs/authorities/signature.js',
    find: 'md2(data)',
    replace: 'md2(data.subarray(1))',
    tests: signature,
  },
  {
    name: 'a PSS signature has another salt length than its certificate says',
    file: 'certs/authorities/signature.js',
    find: '{ key, padding, saltLength }',
    replace: '{ key, padding, saltLength: saltLength - 1 }',
    tests: signature,
  },
  {
    name: 'a large serial number becomes negative',
    file: 'certs/authorities/numbers.js',
    find: '>= 0x80',
    replace: '>= 0x100',
    tests: signature,
  },
  {
    name: 'a signature its issuer’s key cannot make is not noticed before minting',
    file: 'certs/authorities/describe.js',
    find: 'if (signerType(certificate.algorithm) !== kind) {',
    replace: 'if (false) {',
    tests: defects,
  },
  {
    name: 'a defect is applied to a chain that lacks what it needs',
    file: 'certs/authorities/describe.js',
    find: 'if (length < needed) {',
    replace: 'if (false) {',
    tests: defects,
  },
  {
    name: 'a certificate names its own key as its issuer’s',
    file: 'certs/authorities/extensions.js',
    find: 'const issuers = keyIdentifier(issuerKey);',
    replace: 'const issuers = own;',
    tests: mint,
  },
  {
    name: 'a stand-in keeps the real root’s key identifier',
    file: 'certs/authorities/extensions.js',
    find: 'withKeyIdentifiers(certificate.extensions, own, issuers)',
    replace: 'certificate.extensions',
    tests: standIns,
  },
  {
    name: 'the two certificates of one root have two stand-in keys',
    file: 'certs/authorities/profiles/public-root.js',
    find: ", keyOf: 'root' }",
    replace: ' }',
    tests: standIns,
  },
  {
    name: 'every chain of a run has its own stand-in key',
    file: 'certs/authorities/mint-together.js',
    find: 'standInKeys.get(anchor) ?? source.authority(key)',
    replace: 'source.authority(key)',
    tests: standIns,
  },
  {
    name: 'a defect of one use silently changes the authority of the others',
    file: 'certs/authorities/mint-together.js',
    find: 'if (!isDeepStrictEqual(known, placed)) {',
    replace: 'if (false) {',
    tests: usages,
  },
  {
    name: 'a certificate is taken again whatever is described',
    file: 'certs/authorities/written-certificates.js',
    find: "issuer.name.toString('hex'), certificate]",
    replace: "issuer.name.toString('hex')]",
    tests: written,
  },
  {
    name: 'a certificate is taken again for another key',
    file: 'certs/authorities/written-certificates.js',
    find: 'JSON.stringify([keys, ',
    replace: 'JSON.stringify([',
    tests: written,
  },
  {
    name: 'what was written is not taken again',
    file: 'certs/authorities/written-certificates.js',
    find: 'known.set(name, der);',
    replace: ';',
    tests: written,
  },
  {
    name: 'the second port does not tell that its certificate cannot be used',
    file: 'harness/tls/taken-certificates.js',
    find: 'return taken.has(digestOf(identity, options))',
    replace: 'return taken.size > 0',
    tests: ['test/tls/accept/port.test.js'],
  },
];
