import test from 'ava';
import {
  readAutodiscoverRequest,
  readAutodiscoverResponse,
  writeAutodiscoverError,
  writeAutodiscoverRequest,
} from '../../harness/wire/exchange/index.js';
import { parseXml } from '../../harness/wire/xml/index.js';

const response = (account: string) =>
  Buffer.from(
    '<Autodiscover xmlns="http://schemas.microsoft.com/exchange/autodiscover/responseschema/2006">' +
      '<Response xmlns="http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a">' +
      `${account}</Response></Autodiscover>`,
  );

test('a request is read as it was written, and nothing else is', (t) => {
  t.is(readAutodiscoverRequest(parseXml(writeAutodiscoverRequest('a&b@contoso.test'))), 'a&b@contoso.test');
  for (const spoilt of [
    writeAutodiscoverRequest('nobody'),
    writeAutodiscoverRequest('a@b').replace('2006a', '2007a'),
    writeAutodiscoverRequest('a@b').replace('requestschema/2006', 'requestschema/2007'),
    writeAutodiscoverRequest(`${'a'.repeat(300)}@b`),
  ]) {
    t.is(readAutodiscoverRequest(parseXml(spoilt)), undefined);
  }
  t.is(readAutodiscoverRequest(undefined), undefined);
});

test('settings, redirects and errors are told apart; inside goes before outside', (t) => {
  const protocols =
    '<Account><Protocol><Type>EXPR</Type><EwsUrl>https://out/</EwsUrl></Protocol>' +
    '<Protocol><Type>EXCH</Type><EwsUrl> https://in/ </EwsUrl><ASUrl>https://as/</ASUrl></Protocol></Account>';
  t.deepEqual(readAutodiscoverResponse(response(protocols)), {
    ...{ kind: 'settings', ewsUrl: 'https://in/', asUrl: 'https://as/' },
  });
  const later = '<Account><Protocol Type="EXPR"><EwsUrl>https://out/</EwsUrl></Protocol></Account>';
  t.deepEqual(readAutodiscoverResponse(response(later)), { kind: 'settings', ewsUrl: 'https://out/' });
  t.deepEqual(readAutodiscoverResponse(response('<Account><RedirectAddr>a@b</RedirectAddr></Account>')), {
    ...{ kind: 'redirect-address', address: 'a@b' },
  });
  t.deepEqual(readAutodiscoverResponse(response('<Account><RedirectUrl>https://x/</RedirectUrl></Account>')), {
    ...{ kind: 'redirect-url', url: 'https://x/' },
  });
  t.deepEqual(readAutodiscoverResponse(Buffer.from(writeAutodiscoverError(500, 'No one', new Date(0)))), {
    ...{ kind: 'error', code: '500', message: 'No one' },
  });
  t.throws(() => readAutodiscoverResponse(response('')), { message: /neither an Account nor an Error/ });
  t.throws(() => readAutodiscoverResponse(Buffer.from('<html/>')), { message: /not an Autodiscover response/ });
});
