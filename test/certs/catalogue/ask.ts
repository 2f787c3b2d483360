import { type KeySource, type MintedChain, mintChain, type StandInKeys } from '../../../certs/authorities/index.js';
import {
  type Anchor,
  deliveredAnchor,
  evaluateChain,
  firmwareAnchors,
  standardTrustProfile,
  substituteStandIns,
  summarize,
  trustProfileFor,
  type Verdict,
} from '../../../certs/trust/index.js';
import { keptKeys } from '../kept-keys.js';
import { type Case, host, type Judge, judges } from './case.js';

const keys = keptKeys();
/** Of the authority set up anew: were it drawn from the same ring, it might get the very key of the chain asked about. */
const otherKeys = keptKeys('others');
const minted = new Map<string, Promise<MintedChain>>();

/** The chain of a case; cases that differ only in the question share one. */
export function chainOf(one: Case, from: KeySource = keys): Promise<MintedChain> {
  const { algorithm, defects = [], profile } = one;
  const id = JSON.stringify([profile, defects, algorithm, one.minted, from === otherKeys]);
  const known = minted.get(id);
  if (known !== undefined) return known;
  const spec = {
    profile,
    subject: host,
    names: ['sip.contoso.test'],
    at: new Date(one.minted),
    defects,
    ...(algorithm === undefined ? {} : { algorithm }),
  };
  const standInKeys: StandInKeys = new Map();
  const made = mintChain(spec, { keys: from, standInKeys });
  minted.set(id, made);
  return made;
}

interface Delivered {
  readonly der: Buffer;
  readonly root: boolean;
}

export async function verdictOf(one: Case, judge: Judge): Promise<Verdict> {
  const chain = await chainOf(one);
  const firmware = judges[judge];
  const delivered = await deliveredTo(one, chain);
  const anchors: Anchor[] = [
    ...substituteStandIns(firmwareAnchors(firmware), chain.standIns),
    ...delivered.filter(({ root }) => root).map(({ der }) => deliveredAnchor(der, 'certificate-service')),
  ];
  return evaluateChain({
    presented: chain.sent,
    anchors,
    intermediates: delivered.filter(({ root }) => !root).map(({ der }) => der),
    at: new Date(one.at ?? one.minted),
    name: one.name ?? host,
    kind: one.kind ?? 'sip',
    profile: judge === 'standard' ? standardTrustProfile : trustProfileFor(firmware),
  });
}

async function deliveredTo({ delivered, minted: at }: Case, chain: MintedChain): Promise<Delivered[]> {
  if (delivered === undefined) return [];
  const root = { der: chain.root?.der ?? chain.leaf.der, root: true };
  const intermediates = chain.intermediates.map(({ der }) => ({ der, root: false }));
  switch (delivered) {
    case 'root':
      return [root];
    case 'root and intermediates':
      return [root, ...intermediates];
    case 'intermediates':
      return intermediates;
    case 'another root': {
      // Same subject, another key: what stays in a directory when an authority was set up anew.
      const other = await chainOf(
        {
          id: '',
          description: '',
          features: [],
          profile: 'enterprise-root',
          minted: at,
          defects: ['no-eku'],
          expect: { ocpe: 'trusted', rtm: 'trusted', cu10: 'trusted', cu11: 'trusted', standard: 'trusted' },
        },
        otherKeys,
      );
      return [{ der: other.root?.der ?? other.leaf.der, root: true }];
    }
    default:
      return chain.extra.filter((der) => summarize(der).selfSigned).map((der) => ({ der, root: true }));
  }
}
