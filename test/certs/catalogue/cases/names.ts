import { autumn2014, type Case, type Expectation, everywhere } from '../case.js';

type Row = readonly [id: string, name: string, defect: string | undefined, expect: Expectation, kind?: 'web'];
const onlyStandard = everywhere('name-mismatch', { standard: 'trusted' });

const rows: readonly Row[] = [
  ['subject', 'lyncfe.contoso.test', undefined, everywhere('trusted')],
  ['upper-case', 'LYNCFE.CONTOSO.TEST', undefined, everywhere('trusted')],
  ['second-name', 'sip.contoso.test', undefined, everywhere('trusted')],
  ['other-host', 'pool.contoso.test', undefined, everywhere('name-mismatch')],
  ['parent-domain', 'contoso.test', undefined, everywhere('name-mismatch')],
  ['longer-label', 'xlyncfe.contoso.test', undefined, everywhere('name-mismatch')],
  ['longer-domain', 'lyncfe.contoso.test.evil.test', undefined, everywhere('name-mismatch')],
  ['short-name', 'lyncfe', undefined, everywhere('name-mismatch')],
  ['nul', 'lyncfe.contoso.test\0.evil.test', undefined, everywhere('name-mismatch')],
  ['empty', '', undefined, everywhere('name-mismatch')],
  ['ipv4', '192.0.2.1', undefined, everywhere('name-mismatch')],
  ['ipv6', '2001:db8::1', undefined, everywhere('name-mismatch')],
  ['cn-only-second-name', 'sip.contoso.test', 'cn-only', everywhere('name-mismatch')],
  ['cn-only-subject', 'lyncfe.contoso.test', 'cn-only', everywhere('trusted')],
  ['no-sip-name', 'sip.contoso.test', 'missing-sip-name', everywhere('name-mismatch')],
  ['wildcard-any', 'anything.contoso.test', 'wildcard-san', onlyStandard],
  ['wildcard-any-web', 'anything.contoso.test', 'wildcard-san', everywhere('trusted'), 'web'],
  ['wildcard-two-labels', 'a.b.contoso.test', 'wildcard-san', everywhere('name-mismatch')],
  ['wildcard-two-labels-web', 'a.b.contoso.test', 'wildcard-san', everywhere('name-mismatch'), 'web'],
  ['wildcard-no-label', 'contoso.test', 'wildcard-san', everywhere('name-mismatch')],
  ['wildcard-subject-host', 'lyncfe.contoso.test', 'wildcard-subject', onlyStandard],
  ['wildcard-subject-web', 'lyncfe.contoso.test', 'wildcard-subject', everywhere('trusted'), 'web'],
  ['wildcard-itself', '*.contoso.test', 'wildcard-subject', everywhere('trusted')],
  ['many-names-none', 'elsewhere.test', 'huge-san', everywhere('name-mismatch')],
];

/** The SHA-1 company chain, so that phones before Lync get to the name too; its root delivered. */
export const nameCases: readonly Case[] = rows.map(([id, name, defect, expect, kind]) => ({
  id: `names/${id}`,
  description: `The phone calls ${JSON.stringify(name)}${kind === 'web' ? ', a web service' : ''}; the certificate ${
    defect === undefined ? 'is as Lync wants it' : `has the defect ${defect}`
  }.`,
  features: ['names'],
  profile: 'enterprise-root-sha1',
  ...(defect === undefined ? {} : { defects: [defect] }),
  minted: autumn2014,
  name,
  ...(kind === undefined ? {} : { kind }),
  delivered: 'root',
  expect,
}));
