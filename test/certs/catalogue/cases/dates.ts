import { autumn2014, type Case, type Expectation, everywhere, sinceLync } from '../case.js';

type Row = readonly [id: string, at: string, expect: Expectation];

/** Server: 2014-10-16 to 2016-10-16; its SHA-1 root ten years either way. */
const company: readonly Row[] = [
  ['no-clock', '1970-01-01T00:00:00Z', everywhere('not-yet-valid')],
  ['factory-clock', '2006-01-01T00:00:00Z', everywhere('not-yet-valid')],
  ['second-before', '2014-10-16T08:59:59Z', everywhere('not-yet-valid')],
  ['first-second', '2014-10-16T09:00:00Z', everywhere('trusted')],
  ['last-second', '2016-10-16T09:00:00Z', everywhere('trusted')],
  ['second-after', '2016-10-16T09:00:01Z', everywhere('expired')],
  ['far-future', '2049-01-01T00:00:00Z', everywhere('expired')],
];

/** Server: 2014-10-16 to 2015-10-16, its root in firmware from CU11 on. */
const untilRoot = (answer: Case['expect']['cu11']) => sinceLync('untrusted-root', { cu11: answer, standard: answer });
const publicChain: readonly Row[] = [
  ['factory-clock', '2006-01-01T00:00:00Z', untilRoot('not-yet-valid')],
  ['first-second', '2014-10-16T09:00:00Z', untilRoot('trusted')],
  ['last-second', '2015-10-16T09:00:00Z', untilRoot('trusted')],
  ['second-after', '2015-10-16T09:00:01Z', untilRoot('expired')],
  ['after-the-root', '2031-11-10T00:00:01Z', untilRoot('expired')],
];

function casesOf(profile: Case['profile'], rows: readonly Row[], delivered: Case['delivered']): Case[] {
  return rows.map(([id, at, expect]) => ({
    id: `dates/${profile}-${id}`,
    description: `The chain ${profile} of autumn 2014; the phone believes it is ${at}.`,
    features: ['dates'],
    profile,
    minted: autumn2014,
    at,
    ...(delivered === undefined ? {} : { delivered }),
    expect,
  }));
}

export const dateCases: readonly Case[] = [
  ...casesOf('enterprise-root-sha1', company, 'root'),
  ...casesOf('digicert-global-2014', publicChain, undefined),
];
