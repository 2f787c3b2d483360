import test from 'ava';
import { mintChain } from '../../../certs/authorities/index.js';
import { type Assessment, deliveredAnchor, evaluate, type RemedyKind } from '../../../certs/trust/index.js';
import { chainOf } from '../catalogue/ask.js';
import { judges } from '../catalogue/case.js';
import { catalogue } from '../catalogue/catalogue.js';
import { keptKeys } from '../kept-keys.js';

const at = new Date('2014-11-15T09:00:00Z');
const name = 'lyncfe.contoso.test';
const keys = keptKeys();

type Profile = Parameters<typeof mintChain>[0]['profile'];

async function assess(
  profile: Profile,
  defects: readonly string[],
  firmware: string,
  delivered: 'nothing' | 'root' = 'nothing',
  options: { readonly name?: string } = {},
): Promise<Assessment> {
  const chain = await mintChain({ profile, subject: name, names: [], at, defects }, { keys });
  const root = chain.root?.der ?? chain.leaf.der;
  return evaluate(chain.sent, {
    firmware,
    at,
    name: options.name ?? name,
    standIns: chain.standIns,
    authorities: [...chain.intermediates.map(({ der }) => der), root],
    extraAnchors: delivered === 'root' ? [deliveredAnchor(root, 'certificate-service')] : [],
  });
}

/** `publish-root+add-name` for each remedy. */
function kinds(assessment: Assessment): string[] {
  return assessment.trusted ? [] : assessment.remedies.map(({ steps }) => steps.map(({ kind }) => kind).join('+'));
}

function sentence(assessment: Assessment, kind: RemedyKind): string {
  const steps = assessment.trusted ? [] : assessment.remedies.flatMap((remedy) => remedy.steps);
  return steps.find((step) => step.kind === kind)?.sentence ?? '';
}

test('a public root newer than the firmware: update to the build that brought it, or publish it', async (t) => {
  const found = await assess('digicert-global-2014', [], '4.0.7577.4366');
  t.deepEqual(kinds(found), ['update-firmware', 'publish-root', 'issue-under-built-in-root']);
  t.regex(sentence(found, 'update-firmware'), /^Update the phone to 4\.0\.7577\.4420 or later\.$/);
  t.regex(sentence(found, 'publish-root'), /DigiCert Global Root CA/);
  t.regex(sentence(await assess('root-18', [], '4.0.7577.4366'), 'update-firmware'), /4\.0\.7577\.4414/);
});

test('phones before Lync are sent over the last image they can install', async (t) => {
  const found = await assess('root-21', [], '3.5.6907.187');
  t.regex(sentence(found, 'update-firmware'), /4420 or later \(first to 4\.0\.7577\.4066/);
});

test('an update that does not help is not offered', async (t) => {
  for (const profile of ['root-02', 'enterprise-root-sha1', 'root-34'] as const) {
    const found = await assess(profile, [], '4.0.7577.4512');
    t.is(found.trusted, profile === 'root-34');
    t.false(kinds(found).join().includes('update-firmware'));
  }
});

test('RSASSA-PSS: the setting of the Windows authority is named', async (t) => {
  const found = await assess('enterprise-two-tier', ['pss-both'], '4.0.7577.4420', 'root');
  t.deepEqual(kinds(found), ['disable-alternate-signature']);
  t.regex(
    sentence(found, 'disable-alternate-signature'),
    /AlternateSignatureAlgorithm=0 in CAPolicy\.inf, renew the certification authority, and re-issue .* sha256RSA/,
  );
});

for (const [defect, expected] of [
  ['expired', ['renew']],
  ['expired-intermediate', ['renew', 'issue-under-built-in-root']],
  ['expired-root', ['renew', 'issue-under-built-in-root']],
  ['not-yet-valid', ['set-clock', 'renew']],
  ['wrong-name', ['add-name', 'use-other-name']],
  ['wildcard-subject', ['add-name']],
  ['missing-intermediate', ['send-intermediate']],
  ['ca-false-intermediate', ['re-issue-authority']],
  ['pathlen-violated', ['re-issue-authority']],
  ['ecdsa', ['re-issue']],
  ['leaf-md5', ['re-issue']],
] as const) {
  test(`below a delivered root, ${defect} is cured by ${expected[0]}`, async (t) => {
    const found = await assess('enterprise-two-tier', [defect], '4.0.7577.4420', 'root');
    t.false(found.trusted);
    t.true(kinds(found).includes(expected[0]), kinds(found).join());
    for (const kind of kinds(found)) t.true((expected as readonly string[]).includes(kind), kind);
  });
}

test('what several things are wrong with needs several steps', async (t) => {
  const found = await assess('root-22', ['expired', 'wrong-name'], '4.0.7577.4420');
  t.deepEqual(kinds(found)[0], 'renew+add-name');
  const old = await assess('root-22', ['wrong-name'], '4.0.7577.4366');
  t.true(kinds(old).includes('update-firmware+add-name'));
});

test('without the missing certificate a remedy says what it assumes', async (t) => {
  const chain = await mintChain({ profile: 'enterprise-two-tier', subject: name, names: [], at }, { keys });
  const found = evaluate(chain.sent, { firmware: '4.0.7577.4420', at, name });
  const steps = found.trusted ? [] : found.remedies.flatMap((remedy) => remedy.steps);
  t.regex(steps.find(({ kind }) => kind === 'publish-root')?.assumes ?? '', /Contoso Root CA/);
});

test('every refusal of the catalogue has a remedy, but for what cannot be read', async (t) => {
  let refused = 0;
  for (const one of catalogue.filter((_, index) => index % 3 === 0)) {
    const chain = await chainOf(one);
    const authorities = [...chain.intermediates, ...(chain.root === undefined ? [] : [chain.root])];
    const found = evaluate(chain.sent, {
      firmware: judges.rtm,
      at: new Date(one.at ?? one.minted),
      name: one.name ?? name,
      kind: one.kind ?? 'sip',
      standIns: chain.standIns,
      authorities: authorities.map(({ der }) => der),
    });
    if (found.trusted) continue;
    refused++;
    t.true(found.remedies.length > 0, `${one.id}: ${found.sentence}`);
  }
  t.true(refused > 30);
});

test('garbage has no remedy, and is no exception', (t) => {
  const found = evaluate([Buffer.from('garbage')], { firmware: '4.0.7577.4420', at });
  t.like(found, { trusted: false, reason: 'malformed', remedies: [] });
  t.like(evaluate([], { firmware: '4.0.7577.4420', at }), { trusted: false, reason: 'malformed' });
});
