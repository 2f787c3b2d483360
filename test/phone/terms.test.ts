import test from 'ava';
import fc from 'fast-check';
import { HarnessError } from '../../harness/foundation/errors/index.js';
import { deregistrationNotice } from '../../harness/phone/sip/deregistration-notice.js';
import { placeOf } from '../../harness/phone/sip/redirect.js';
import { RegistrarRefused } from '../../harness/phone/sip/refusal.js';
import { GATEWAY_RETRY_MS, retryDelay } from '../../harness/phone/sip/retry.js';
import { termsOf } from '../../harness/phone/sip/terms.js';
import type { SipHeader, SipRequest, SipResponse } from '../../harness/wire/sip/index.js';

const instance = '34d859db-6585-5f91-a3b4-de853c15347d';

function response(status: number, ...headers: (readonly [string, string])[]): SipResponse {
  const named: SipHeader[] = headers.map(([name, value]) => ({ name, value }));
  return { kind: 'response', status, reason: 'x', headers: named, body: Buffer.alloc(0) };
}

function notify(body: string, ...headers: (readonly [string, string])[]): SipRequest {
  const { headers: named } = response(200, ['Event', 'registration-notify'], ...headers);
  return { kind: 'request', method: 'NOTIFY', uri: 'sip:x', headers: named, body: Buffer.from(body) };
}

test('the terms of a 200 as servers send it (reference 3.5): the GRUU is that of the own instance', (t) => {
  const gruu = 'sip:alice@contoso.test;opaque=user:epid:21nYNIVlkV-jtN6FPBU0fQAA;gruu';
  const terms = termsOf(
    response(
      200,
      ['ms-keep-alive', 'UAS; tcp=no; hop-hop=yes; end-end=no; timeout=300'],
      [
        'Contact',
        '<sip:10.0.0.9:5061>;+sip.instance="<urn:uuid:00000000-0000-5000-8000-000000000000>";gruu="sip:other"',
      ],
      ['Contact', `<sip:10.0.0.21:1063>;expires=7200;+sip.instance="<urn:uuid:${instance}>";gruu="${gruu}"`],
      ['Expires', '7200'],
      ['presence-state', 'register-action="added"'],
      ['Allow-Events', 'vnd-microsoft-provisioning-v2,presence'],
      ['Supported', 'adhoclist'],
      ['Supported', 'msrtc-event-categories'],
    ),
    instance,
  );
  t.deepEqual(terms, {
    expiresMs: 7_200_000,
    keepAliveMs: 300_000,
    allowEvents: new Set(['vnd-microsoft-provisioning-v2', 'presence']),
    supported: new Set(['adhoclist', 'msrtc-event-categories']),
    action: 'added',
    survivable: false,
    remote: false,
    gruu,
  });
});

test('a 200 without Expires above 0 registers nobody; one second of keep-alive is too often', (t) => {
  for (const headers of [[], [['Expires', '0']], [['Expires', 'soon']]] as const) {
    t.throws(() => termsOf(response(200, ...headers), instance), { code: 'PHONE_REGISTER_UNUSABLE' });
  }
  const often = termsOf(response(200, ['Expires', '60'], ['ms-keep-alive', 'UAS; timeout=1']), instance);
  t.is(often.keepAliveMs, 5000);
  const state = 'register-action="refreshed";primary-cluster-type="remote";user-services-state=unavailable';
  t.true(termsOf(response(200, ['Expires', '60'], ['presence-state', state]), instance).survivable);
});

test('notices of de-registration, each event, and what is none', (t) => {
  for (const event of ['unregistered', 'rejected', 'deactivated', 'preferred-registrar-change'] as const) {
    t.is(deregistrationNotice(notify(`deregistered;event=${event}`))?.event, event);
  }
  t.is(deregistrationNotice(notify('deregistered;event=some-other'))?.event, 'unregistered');
  t.is(deregistrationNotice(notify('registered')), undefined);
  t.is(deregistrationNotice({ ...notify('deregistered;event=rejected'), method: 'BENOTIFY' }), undefined);
  for (const value of [
    'sip:pool02.contoso.test:5061;transport=tls',
    '<sip:pool02.contoso.test>',
    'pool02.contoso.test',
  ]) {
    const notice = deregistrationNotice(
      notify('deregistered;event=preferred-registrar-change', ['P-Preferred-Registrar', value]),
    );
    t.deepEqual(notice?.registrar, { host: 'pool02.contoso.test', port: 5061 }, value);
  }
});

test('how long a refused phone waits: as told, a minute after 504, and not at all where it is of no use', (t) => {
  const delay = (status: number, retryAfter?: string) =>
    retryDelay(new RegistrarRefused(response(status, ...(retryAfter ? [['Retry-After', retryAfter] as const] : []))));
  t.is(delay(503, '120'), 120_000);
  t.is(delay(480, '30;duration=60'), 30_000);
  t.is(delay(504), GATEWAY_RETRY_MS);
  t.is(delay(504, '5'), 5000);
  t.is(delay(503, '999999999'), 86_400_000);
  for (const status of [401, 403, 404, 480, 500, 503]) t.is(delay(status), undefined);
  t.is(delay(403, '120'), undefined);
  t.is(retryDelay(new HarnessError('PHONE_NOT_REGISTERED')), undefined);
});

test('any headers are terms, a place or a notice, or a HarnessError', (t) => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const headers = ['Contact', 'ms-keep-alive', 'presence-state', 'Allow-Events', 'Supported'].map(
        (name) => [name, text] as const,
      );
      try {
        termsOf(response(200, ['Expires', '1'], ...headers), instance);
      } catch (error) {
        if (!(error instanceof HarnessError)) throw error;
      }
      placeOf(text);
      deregistrationNotice(notify(text, ['P-Preferred-Registrar', text]));
    }),
  );
  t.pass();
});
