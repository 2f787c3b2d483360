import test from 'ava';
import { diagnose, type Finding } from '../../harness/diagnosis/index.js';
import type { JournalEvent } from '../../harness/journal/index.js';
import { event } from '../events.js';

function found(...events: JournalEvent[]): Finding | undefined {
  return diagnose(events)[0]?.findings[0];
}

const thumbprint = '00112233445566778899AABBCCDDEEFF00112233';
const chainRefused = (seq: number, reason: string) => event(seq, 'root-chain.refused', { over: 'http', reason });
const chainServed = (seq: number) => event(seq, 'root-chain.served', { over: 'https', port: 443, certificates: [] });
const missing = (seq: number) =>
  event(seq, 'trusted-ca.missing', { thumbprint, store: 'TrustedRootCA', rule: 'download-fails' });
const refused = (seq: number, problem: string, detail?: string) =>
  event(seq, 'certificate.refused', {
    ...{ problem, errorId: 28020, entity: 'alice@contoso.test' },
    ...(detail !== undefined && { detail }),
  });
const issued = (seq: number) =>
  event(seq, 'certificate.issued', {
    ...{ user: 'alice@contoso.test', deviceId: '{1}', thumbprint, notAfter: '2015-05-14T09:00:00.000Z' },
  });
const notSignedIn = (seq: number, problem: string) =>
  event(seq, 'front-end.refused', { user: 'alice@contoso.test', status: 401, errorId: 4002, problem });

test('a chain download that is switched off', (t) => {
  const finding = found(chainRefused(1, 'chain-download-disabled'));
  t.is(finding?.id, 'chain-download-refused');
  t.regex(finding?.remedies[0] ?? '', /EnableCertChainDownload/);
  t.is(found(chainRefused(1, 'chain-download-disabled'), chainServed(2))?.id, undefined, 'unless it was given later');
  t.is(found(chainRefused(1, 'something else'))?.id, undefined);
});

test('a trusted CA the server does not have names its thumbprint', (t) => {
  const finding = found(missing(1), chainRefused(2, 'trusted-ca-missing'));
  t.is(finding?.id, 'chain-download-refused');
  t.true(finding?.sentence.includes(thumbprint));
  t.deepEqual(
    finding?.evidence.map(({ seq }) => seq),
    [1, 2],
  );
  t.is(found(missing(1), chainServed(2))?.id, undefined, 'where it was skipped');
});

test('a store that does not answer', (t) => {
  const finding = found(refused(1, 'certificate-store-unavailable'));
  t.is(finding?.id, 'certificate-store-unavailable');
  t.is(
    finding?.sentence,
    'The certificate for alice@contoso.test was not issued: the web service cannot reach the user store of the home pool.',
  );
  t.is(found(refused(1, 'certificate-store-unavailable'), issued(2)), undefined);
});

test('a request that was refused says why', (t) => {
  const finding = found(refused(1, 'key-size', 'a key of 2048 bits where 4096 to 16384 are allowed'));
  t.is(finding?.id, 'certificate-request-refused');
  t.regex(finding?.sentence ?? '', /2048 bits where 4096 to 16384/);
  t.regex(finding?.remedies[0] ?? '', /MinCSRKeySize/);
  t.is(found(refused(1, 'key-size'), issued(2)), undefined);
  t.is(found(refused(1, 'ticket-expired')), undefined, 'which is about the ticket');
});

test('a revoked certificate', (t) => {
  const revoked = event(2, 'certificate.revoked', { user: 'alice@contoso.test', deviceId: '{1}', thumbprint });
  const finding = found(issued(1), revoked, notSignedIn(3, 'revoked'));
  t.is(finding?.id, 'certificate-revoked');
  t.deepEqual(
    finding?.evidence.map(({ seq }) => seq),
    [1, 2, 3],
  );
  t.is(found(issued(1), notSignedIn(2, 'foreign')), undefined);
});
