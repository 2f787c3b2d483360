import { autumn2014, type Case, type Expectation, everywhere } from '../case.js';

type Row = readonly [number: string, name: string, expect: Expectation, why?: string];

const rtmOn = (but: Partial<Expectation> = {}) => everywhere('trusted', but);
const cu10On = everywhere('trusted', { ocpe: 'untrusted-root', rtm: 'untrusted-root' });
const cu11On = everywhere('trusted', { ocpe: 'untrusted-root', rtm: 'untrusted-root', cu10: 'untrusted-root' });

/** The issuing authority of 2014 signs with SHA-256, which phones before Lync cannot read. */
const sha256 = (expect: Expectation): Expectation => ({ ...expect, ocpe: 'signature-algorithm' });

const rows: readonly Row[] = [
  [
    '01',
    'GlobalSign Root CA, to 2014',
    everywhere('trusted', { ocpe: 'anchor-expired', rtm: 'anchor-expired', cu10: 'anchor-expired' }),
    'It ended in January 2014; CU11 brought its successor with the same name and key.',
  ],
  ['02', 'RSA Data Security Secure Server', everywhere('anchor-expired'), 'It ended in January 2010.'],
  ['03', 'Baltimore CyberTrust Root', rtmOn()],
  ['04', 'GTE CyberTrust Global Root', rtmOn()],
  ['05', 'Class 2 Public Primary', rtmOn()],
  ['06', 'Thawte Premium Server CA', rtmOn()],
  ['07', 'Thawte Server CA', rtmOn()],
  ['08', 'Class 3 Public Primary', rtmOn()],
  ['09', 'Entrust.net 2048, to 2019', rtmOn()],
  ['10', 'AAA Certificate Services', rtmOn()],
  ['11', 'AddTrust External CA Root', rtmOn()],
  ['12', 'Entrust.net Secure Server', rtmOn()],
  ['13', 'Equifax Secure', rtmOn()],
  ['14', 'GeoTrust Global CA', rtmOn()],
  ['15', 'Go Daddy Class 2', rtmOn()],
  ['16', 'ValiCert Class 2', rtmOn()],
  ['17', 'Starfield Class 2', rtmOn()],
  ['18', 'DigiCert High Assurance EV Root CA', sha256(cu10On)],
  ['19', 'Entrust Root', cu11On],
  ['20', 'Entrust.net 2048, to 2029', rtmOn(), 'Older firmware has the certificate to 2019 of the same name and key.'],
  ['21', 'DigiCert Assured ID Root CA', cu11On],
  ['22', 'DigiCert Global Root CA', sha256(cu11On), 'The chain of the article that started this project.'],
  [
    '23',
    'GlobalSign Root CA, to 2028',
    sha256(everywhere('trusted', { ocpe: 'anchor-expired', rtm: 'anchor-expired', cu10: 'anchor-expired' })),
    'Older firmware has only the certificate that ended in January 2014.',
  ],
  ['24', 'Entrust Root G2', sha256(cu11On)],
  ['25', 'GeoTrust Global CA 2', cu11On],
  ['26', 'GeoTrust Primary G3', sha256(cu11On)],
  ['27', 'GeoTrust Primary', cu11On],
  ['28', 'Go Daddy Root G2', sha256(cu11On)],
  ['29', 'Starfield Root G2', sha256(cu11On)],
  ['30', 'thawte Primary Root G3', sha256(cu11On)],
  ['31', 'thawte Primary Root', cu11On],
  ['32', 'VeriSign Class 3 G3', cu11On],
  ['33', 'VeriSign Class 3 G5', sha256(cu11On)],
  ['34', 'VeriSign Class 4 G3', cu11On],
];

/** A chain below each root that Lync phones ever had, in November 2014, nothing delivered. */
export const publicRootCases: readonly Case[] = rows.map(([number, name, expect, why]) => ({
  id: `public-roots/${number}`,
  description: `A public certificate below ${name}, nothing delivered.${why === undefined ? '' : ` ${why}`}`,
  features: ['built-in root'],
  profile: `root-${number}`,
  minted: autumn2014,
  expect,
}));
