import { autumn2014, type Case, type Expectation, everywhere, sinceLync } from '../case.js';

type Row = readonly [defect: string, expect: Expectation];

/** Below a company's root and issuing authority, SHA-256, the root delivered. */
const twoTier: readonly Row[] = [
  ['expired', sinceLync('expired')],
  ['not-yet-valid', sinceLync('not-yet-valid')],
  ['expired-intermediate', sinceLync('expired')],
  ['expired-root', sinceLync('anchor-expired')],
  ['wrong-name', sinceLync('name-mismatch')],
  ['cn-only', sinceLync('trusted')],
  ['missing-sip-name', sinceLync('trusted')],
  ['wildcard-subject', sinceLync('name-mismatch', { standard: 'trusted' })],
  ['wildcard-san', sinceLync('trusted')],
  ['missing-intermediate', sinceLync('incomplete-chain')],
  ['reversed-chain', sinceLync('trusted')],
  ['surplus-certificates', sinceLync('trusted')],
  ['cross-signed-root', sinceLync('trusted')],
  ['same-subject-other-key', sinceLync('trusted')],
  ['same-key-other-serial', sinceLync('trusted')],
  ['ca-false-intermediate', sinceLync('not-an-authority')],
  ['pathlen-violated', sinceLync('path-length')],
  ['no-eku', sinceLync('trusted')],
  ['client-only-eku', sinceLync('trusted', { standard: 'extended-key-usage' })],
  ['no-key-encipherment', sinceLync('trusted')],
  ['name-constraints', sinceLync('trusted', { standard: 'name-constraints' })],
  ['no-crl-address', sinceLync('trusted')],
  ['negative-serial', sinceLync('trusted')],
  ['serial-20-bytes', sinceLync('trusted')],
  ['huge-san', sinceLync('trusted')],
  ['rsa-1000', sinceLync('trusted')],
  ['rsa-1024', sinceLync('trusted')],
  ['rsa-4096', sinceLync('trusted')],
  ['ecdsa', sinceLync('key-type', { ocpe: 'key-type', standard: 'trusted' })],
  ['rsa-1024-authorities', sinceLync('trusted')],
  ['rsa-4096-authorities', sinceLync('trusted')],
  ['leaf-md5', sinceLync('signature-algorithm', { standard: 'trusted' })],
  ['leaf-sha1', sinceLync('trusted')],
  ['leaf-sha256', sinceLync('trusted')],
  ['leaf-sha384', sinceLync('trusted')],
  ['leaf-sha512', sinceLync('trusted')],
  ['intermediate-md5', sinceLync('signature-algorithm', { standard: 'trusted' })],
  ['intermediate-sha1', sinceLync('trusted')],
  ['intermediate-sha384', sinceLync('trusted')],
  ['intermediate-sha512', sinceLync('trusted')],
  ['pss-leaf', sinceLync('signature-algorithm', { standard: 'trusted' })],
  ['pss-leaf-sha1', sinceLync('signature-algorithm', { standard: 'trusted' })],
  ['pss-intermediate', sinceLync('signature-algorithm', { standard: 'trusted' })],
  ['pss-both', sinceLync('signature-algorithm', { standard: 'trusted' })],
  ['ecdsa-issuer', sinceLync('signature-algorithm', { standard: 'trusted' })],
];

/** Below a company's SHA-1 root, which phones before Lync read too; the root delivered. */
const oneTier: readonly Row[] = [
  ['expired', everywhere('expired')],
  ['not-yet-valid', everywhere('not-yet-valid')],
  ['expired-root', everywhere('anchor-expired')],
  ['wrong-name', everywhere('name-mismatch')],
  ['cn-only', everywhere('trusted')],
  ['wildcard-subject', everywhere('name-mismatch', { standard: 'trusted' })],
  ['wildcard-san', everywhere('trusted')],
  ['cross-signed-root', everywhere('trusted')],
  ['same-subject-other-key', everywhere('trusted')],
  ['client-only-eku', everywhere('trusted', { standard: 'extended-key-usage' })],
  ['no-key-encipherment', everywhere('trusted')],
  ['negative-serial', everywhere('trusted')],
  ['rsa-1000', everywhere('trusted')],
  ['rsa-4096', everywhere('trusted')],
  ['rsa-4096-authorities', everywhere('trusted')],
  ['ecdsa', everywhere('key-type', { standard: 'trusted' })],
  ['leaf-md5', everywhere('signature-algorithm', { standard: 'trusted' })],
  ['leaf-sha256', sinceLync('trusted')],
  ['leaf-sha384', sinceLync('trusted')],
  ['leaf-sha512', sinceLync('trusted')],
  ['pss-leaf', everywhere('signature-algorithm', { standard: 'trusted' })],
  ['pss-leaf-sha1', everywhere('signature-algorithm', { standard: 'trusted' })],
];

/** What a newer firmware says of a public chain whose root older ones lack. */
const withRoot = (answer: Case['expect']['cu11'], standard = answer) =>
  sinceLync('untrusted-root', { cu11: answer, standard });

/** Below the stand-in of DigiCert Global Root CA, nothing delivered: the store comes before the defect. */
const publicChain: readonly Row[] = [
  ['expired', withRoot('expired')],
  ['not-yet-valid', withRoot('not-yet-valid')],
  ['expired-intermediate', withRoot('expired')],
  ['wrong-name', withRoot('name-mismatch')],
  ['wildcard-subject', withRoot('name-mismatch', 'trusted')],
  // CU10 has another root of that company, so a missing intermediate is what it says; either way it refuses.
  ['missing-intermediate', { ...withRoot('incomplete-chain'), cu10: 'incomplete-chain' }],
  ['reversed-chain', withRoot('trusted')],
  ['surplus-certificates', withRoot('trusted')],
  ['cross-signed-root', withRoot('trusted')],
  ['same-subject-other-key', withRoot('trusted')],
  ['ca-false-intermediate', withRoot('not-an-authority')],
  ['pathlen-violated', withRoot('path-length')],
  ['name-constraints', withRoot('trusted', 'name-constraints')],
  ['leaf-sha1', withRoot('trusted')],
  ['rsa-4096', withRoot('trusted')],
];

function casesOf(
  profile: Case['profile'],
  rows: readonly Row[],
  delivered: Case['delivered'],
  where: string,
): readonly Case[] {
  return rows.map(([defect, expect]) => ({
    id: `defects/${profile}-${defect}`,
    description: `${where}, with the defect ${defect}.`,
    features: [featureOf(defect)],
    profile,
    defects: [defect],
    minted: autumn2014,
    ...(delivered === undefined ? {} : { delivered }),
    expect,
  }));
}

function featureOf(defect: string): string {
  if (/md5|sha|pss|ecdsa|rsa/.test(defect)) return 'keys and signatures';
  if (/expired|valid$/.test(defect)) return 'dates';
  if (/name|wildcard|cn-only|san|sip/.test(defect)) return 'names';
  if (/eku|encipherment|crl|serial$|serial-20/.test(defect)) return 'uses and fields';
  return 'path building';
}

export const defectCases: readonly Case[] = [
  ...casesOf('enterprise-two-tier', twoTier, 'root', 'A two-tier company chain, its root delivered'),
  ...casesOf('enterprise-root-sha1', oneTier, 'root', 'A SHA-1 company chain, its root delivered'),
  ...casesOf('digicert-global-2014', publicChain, undefined, 'The public chain of 2014, nothing delivered'),
];
