import type { MintSpec } from '../../../../certs/authorities/index.js';
import { autumn2014, type Case, type Delivered, type Expectation, everywhere, sinceLync } from '../case.js';

type Row = readonly [profile: MintSpec['profile'], delivered: Delivered | 'nothing', expect: Expectation];

const rows: readonly Row[] = [
  ['enterprise-root', 'nothing', sinceLync('untrusted-root', { standard: 'untrusted-root' })],
  ['enterprise-root', 'root', sinceLync('trusted')],
  ['enterprise-root', 'intermediates', sinceLync('untrusted-root')],
  ['enterprise-root', 'another root', sinceLync('untrusted-root')],
  ['enterprise-root-sha1', 'nothing', everywhere('untrusted-root')],
  ['enterprise-root-sha1', 'root', everywhere('trusted')],
  ['enterprise-two-tier', 'nothing', sinceLync('untrusted-root')],
  ['enterprise-two-tier', 'root', sinceLync('trusted')],
  ['enterprise-two-tier', 'root and intermediates', sinceLync('trusted')],
  ['enterprise-two-tier', 'intermediates', sinceLync('untrusted-root')],
  ['enterprise-two-tier', 'another root', sinceLync('untrusted-root')],
  ['enterprise-migrated', 'nothing', sinceLync('untrusted-root')],
  ['enterprise-migrated', 'root', sinceLync('trusted')],
  ['self-signed', 'nothing', sinceLync('self-signed')],
  ['self-signed', 'root', everywhere('trusted')],
  ['self-signed', 'another root', sinceLync('self-signed')],
  ['digicert-global-2014', 'root', sinceLync('trusted')],
  ['digicert-global-2014', 'intermediates', sinceLync('untrusted-root', { cu11: 'trusted', standard: 'trusted' })],
  ['root-21', 'root', everywhere('trusted')],
  ['root-34', 'another root', everywhere('untrusted-root', { cu11: 'trusted', standard: 'trusted' })],
];

/** What delivery by the certificate web service or the directory changes. */
export const deliveryCases: readonly Case[] = rows.map(([profile, delivered, expect]) => ({
  id: `delivery/${profile}-${delivered.replaceAll(' ', '-')}`,
  description: `The chain ${profile}; delivered to the phone: ${delivered}.`,
  features: ['delivered anchor'],
  profile,
  minted: autumn2014,
  ...(delivered === 'nothing' ? {} : { delivered }),
  expect,
}));
