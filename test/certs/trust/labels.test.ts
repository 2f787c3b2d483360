import { createHash } from 'node:crypto';
import test from 'ava';
import { readFacts, trustStore } from '../../../certs/trust/index.js';

/** The table published in October 2014, its labels only: thumbprint, end, signature, bits, update that added it. */
const published = `
2F173F7DE99667AFA57AF80AA2D1B12FAC830338 1/28/2014 md5RSA 2048 RTM
4463C531D7CCC1006794612BB656D3BF8257846F 1/7/2010 md2RSA 1024 RTM
D4DE20D05E66FC53FE1A50882C78DB2852CAE474 5/12/2025 sha1RSA 2048 RTM
97817950D81C9670CC34D809CF794431367EF474 8/13/2018 md5RSA 1024 RTM
6782AAE0EDEEE21A5839D3C0CD14680A4F60142A 8/1/2028 md2RSA 1024 RTM
627F8D7827656399D27D7F9044C9FEB3F33EFA9A 12/31/2020 md5RSA 1024 RTM
23E594945195F2414803B4D564D2A3A3F5D88B8C 12/31/2020 md5RSA 1024 RTM
742C3192E607E424EB4549542BE1BBC53E6174E2 8/1/2028 md2RSA 1024 RTM
801D62D07B449D5C5C035C98EA61FA443C2A58FE 12/24/2019 sha1RSA 2048 RTM
D1EB23A46D17D68FD92564C2F1F1601764D8E349 12/31/2020 sha1RSA 2048 RTM
02FAF3E291435468607857694DF5E45B68851868 5/30/2020 sha1RSA 2048 RTM
99A69BE61AFE886B4D2B82007CB854FC317E1539 5/25/2019 sha1RSA 1024 RTM
D23209AD23D314232174E40D7F9D62139786633A 8/22/2018 sha1RSA 1024 RTM
DE28F4A4FFE5B92FA3C503D1A349A7F9962A8212 5/20/2022 sha1RSA 2048 RTM
2796BAE63F1801E277261BA0D77770028F20EEE4 6/29/2034 sha1RSA 2048 RTM
317A2AD07F2B335EF5A1C34E4B57E8B7D8F1FCA6 6/25/2019 sha1RSA 1024 RTM
AD7E1C28B064EF8F6003402014C3D0E3370EB58A 6/29/2034 sha1RSA 2048 RTM
5FB7EE0633E259DBAD0C4C9AE6D38F1A61C7DC25 11/9/2031 sha1RSA 2048 CU10
B31EB1B740E36C8402DADC37D44DF5D4674952F9 11/27/2026 sha1RSA 2048 CU11
503006091D97D4F5AE39F7CBE7927D7D652D3431 7/24/2029 sha1RSA 2048 CU11
0563B8630D62D75ABBC8AB1E4BDFB5A899B24D43 11/9/2031 sha1RSA 2048 CU11
A8985D3A65E5E5C4B2D7D66D40C6DD2FB19C5436 11/9/2031 sha1RSA 2048 CU11
B1BC968BD4F49D622AA89A81F2150152A41D829C 1/28/2028 sha1RSA 2048 CU11
8CF427FD790C3AD166068DE81E57EFBB932272D4 12/7/2030 sha256RSA 2048 CU11
A9E9780814375888F20519B06D2B0D2B6016907D 3/3/2019 sha1RSA 2048 CU11
039EEDB80BE7A03C6953893B20D2D9323A4C2AFD 12/1/2037 sha256RSA 2048 CU11
323C118E1BF7B8B65254E2E2100DD6029037F096 7/16/2036 sha1RSA 2048 CU11
47BEABC922EAE80E78783462A79F45C254FDE68B 12/31/2037 sha256RSA 2048 CU11
B51C067CEE2B0C3DF855AB2D92F4FE39D4E70F0E 12/31/2037 sha256RSA 2048 CU11
F18B538D1BE903B6A6F056435B171589CAF36BF2 12/1/2037 sha256RSA 2048 CU11
91C6D6EE3E8AC86384E548C299295C756C817B81 7/16/2036 sha1RSA 2048 CU11
132D0D45534B6997CDB2D5C339E25576609B5CC6 7/16/2036 sha1RSA 2048 CU11
4EB6D578499B1CCF5F581EAD56BE3D9B6744A5E5 7/16/2036 sha1RSA 2048 CU11
C8EC8C879269CB4BAB39E98D7E5767F31495739D 7/16/2036 sha1RSA 2048 CU11
`
  .trim()
  .split('\n')
  .map((line) => {
    const [thumbprint = '', expires = '', signatureAlgorithm = '', keyBits = '', addedIn = ''] = line.split(' ');
    return { thumbprint, expires, signatureAlgorithm, keyBits: Number(keyBits), addedIn };
  });

test('thumbprints recomputed from 30 bundled certificates are those of the published table', (t) => {
  t.is(published.length, 34);
  let recomputed = 0;
  for (const [index, root] of trustStore().roots.entries()) {
    const thumbprint = published[index]?.thumbprint ?? '';
    t.is(root.thumbprint, thumbprint, root.id);
    if (root.certificate === undefined) continue;
    const der = Buffer.from(root.certificate, 'base64');
    t.is(createHash('sha1').update(der).digest('hex').toUpperCase(), thumbprint, root.id);
    t.is(createHash('sha256').update(der).digest('hex').toUpperCase(), root.sha256, root.id);
    t.is(readFacts(der).version, root.version, root.id);
    recomputed++;
  }
  t.true(recomputed >= 30);
});

test('the published labels stand beside the corrected fields, and what is wrong with them is said', (t) => {
  for (const [index, root] of trustStore().roots.entries()) {
    const row = published[index];
    const { listedAs, listedInLocalTime, listedWrong = [] } = root;
    const { expires, keyBits, signatureAlgorithm } = listedAs;
    t.like(row, { expires, keyBits, signatureAlgorithm, addedIn: root.addedIn }, root.id);
    t.is(listedWrong.includes('keyBits'), listedAs.keyBits !== root.keyBits, root.id);
    t.is(listedAs.signatureAlgorithm, root.signatureAlgorithm, root.id);
    const [month = 0, day = 0, year = 0] = listedAs.expires.split('/').map(Number);
    const listed = Date.UTC(year, month - 1, day + (listedInLocalTime === true ? 1 : 0));
    const real = Date.parse(root.notAfter.slice(0, 10));
    t.is(listedWrong.includes('expires'), listed !== real, `${root.id} ${listedAs.expires} ${root.notAfter}`);
  }
});

test('a certificate is bundled exactly where a published package carries it', (t) => {
  for (const { certificate, foundIn, id } of trustStore().roots)
    t.is(certificate !== undefined, foundIn.length > 0, id);
});

test('roots with one key are named as such', (t) => {
  const byKey = new Map<string, string[]>();
  for (const { id, publicKeySha256 } of trustStore().roots) {
    byKey.set(publicKeySha256, [...(byKey.get(publicKeySha256) ?? []), id]);
  }
  t.deepEqual(
    [...byKey.values()].filter((ids) => ids.length > 1),
    [
      ['lpe-root-01', 'lpe-root-23'],
      ['lpe-root-09', 'lpe-root-20'],
    ],
  );
});

test('phones of others are known by counts and sources, never by invented roots', (t) => {
  const { thirdParty } = trustStore();
  t.true(thirdParty.length >= 4);
  for (const one of thirdParty) t.regex(one.source, /\w{4}/);
  t.is(thirdParty.find(({ id }) => id === 'yealink-t48g-lync')?.builtInRoots, 30);
});
