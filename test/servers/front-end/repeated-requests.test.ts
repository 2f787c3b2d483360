import test from 'ava';
import fc from 'fast-check';
import { ClientFacts, type Fact, Facts } from '../../../harness/servers/front-end/facts.js';
import { FrontEnd } from '../../../harness/servers/front-end/index.js';
import { type FramedSip, header, isHeader, SipFramer, serializeSip } from '../../../harness/wire/sip/index.js';
import { targets } from '../../fuzz/front-end-repetition.fuzz.js';
import { eventsOf, testContext } from '../deployment.js';
import { authenticatedPhone, TestPhone, userCertificate } from './phone.js';
import { clientOf, register, registrar, registrarsContext } from './registrars.js';
import { answeredTwice, asARule, type Choice, lineVariants } from './repetition.js';
import { changed, connect, request } from './sip-client.js';

/** Place of the line in `lineVariants`, and the number of its variant that is no line. */
const EXPIRES = 7;
const LEFT_OUT = 4;
/** Enough for a connection to know what its client repeats. */
const ACQUAINTED = 8;

test('each variant of each line is answered behind many refreshes as it would be otherwise, and so is the next refresh', async (t) => {
  const variants: Choice[] = lineVariants.flatMap((all, line) =>
    all.slice(1).map((_, i) => asARule.map((rule, at) => (at === line ? i + 1 : rule))),
  );
  const rule = Array.from({ length: ACQUAINTED }, () => asARule);
  for (const variant of variants) {
    const { repeated, unlike } = await answeredTwice([...rule, variant, asARule, asARule]);
    t.deepEqual(repeated, unlike, `variants ${variant.join()}`);
  }
});

test('requests that repeat one another in part, by chance', async (t) => {
  for (const { property } of targets) await fc.assert(property as fc.IAsyncProperty<unknown>, { numRuns: 100 });
  t.is(targets.length, 2);
});

test('a line that differs in every request is read in every request, known place or not', async (t) => {
  const via = (i: number) => [`Via: SIP/2.0/TLS 10.0.0.9:5061;branch=z9hG4bK${i}`];
  const expires = (i: number) => [`Expires: ${100 + i}`];
  const required = (i: number) => [`Require: unheard-of-${i}`];
  for (const more of [via, expires, required]) {
    const { repeated, unlike } = await answeredTwice(
      Array.from({ length: 2 * ACQUAINTED }, () => asARule.map((rule, line) => (line === EXPIRES ? LEFT_OUT : rule))),
      more,
    );
    t.deepEqual(repeated, unlike);
    t.is(new Set(repeated).size, repeated.length, 'each is answered otherwise');
  }
});

test('behind many refreshes a CSeq that does not fit its request is refused', async (t) => {
  const phone = await authenticatedPhone(t, await testContext());
  for (let i = 0; i < ACQUAINTED; i++) t.is((await phone.ask()).status, 200);
  const other = changed(request({ cseq: 99 }), 'CSeq', '99 OPTIONS');
  t.is((await phone.client.ask(other)).status, 400);
});

test('every challenge has a tag of its own', async (t) => {
  const client = connect(t, new FrontEnd(await testContext()));
  const tags = new Set<string | undefined>();
  for (let cseq = 0; cseq < 2 * ACQUAINTED; cseq++) {
    tags.add(/;tag=([0-9A-F]{32})$/.exec(header(await client.ask(request({ cseq })), 'To') ?? '')?.[1]);
  }
  t.is(tags.size, 2 * ACQUAINTED);
  t.false(tags.has(undefined));
});

test('what is left of a registration is told anew to who asks again and again', async (t) => {
  const { clock, context } = await registrarsContext(t, { frontEnd: { registrationSeconds: 600 } });
  const frontEnd = registrar(context);
  const client = clientOf(t, frontEnd);
  t.is(header(await register(client, '01010101', { cseq: 1 }), 'Expires'), '600');
  for (let cseq = 2; cseq < 2 + ACQUAINTED; cseq++) {
    clock.advance(10_000);
    const left = 600 - (cseq - 1) * 10;
    const response = await register(client, '01010101', { cseq, contact: '' });
    t.is(header(response, 'Expires'), `${left}`);
    t.regex(header(response, 'Contact') ?? '', new RegExp(`;expires=${left};`));
  }
  const extra = [{ name: 'Expires', value: '120' }];
  t.is(header(await register(client, '02020202', { cseq: 99, extra }), 'Expires'), '120');
  t.is(header(await register(client, '01010101', { cseq: 100 }), 'Expires'), '600');
});

test('a refresh is answered with the same lines but for the numbers, and each answer is signed', async (t) => {
  const context = await testContext();
  const phone = await authenticatedPhone(t, context);
  await phone.ask();
  const first = await phone.ask();
  const standing = (response: typeof first) =>
    response.headers.filter(({ name }) => !['CSeq', 'Authentication-Info'].some((each) => isHeader(name, each)));
  for (let i = 0; i < ACQUAINTED; i++) {
    const next = await phone.ask();
    t.true(phone.association.check(next).ok);
    t.deepEqual(standing(next), standing(first));
    t.is(header(next, 'CSeq'), `${i + 6} REGISTER`);
  }
  const recorded = eventsOf(context.journal, 'front-end.request');
  t.is(recorded.at(-1)?.cseq, `${ACQUAINTED + 5} REGISTER`);
  t.regex(Buffer.from(recorded.at(-1)?.raw ?? '', 'base64').toString(), /\r\nCSeq: 13 REGISTER\r\n/);
});

test('behind many refreshes a signature counts for its message alone', async (t) => {
  const phone = await authenticatedPhone(t, await testContext());
  for (let i = 0; i < ACQUAINTED; i++) t.is((await phone.ask()).status, 200);
  const signed = phone.signedRequest();
  const forged = {
    ...signed,
    headers: signed.headers.map((each) => (isHeader(each.name, 'CSeq') ? { ...each, value: '99 REGISTER' } : each)),
  };
  t.is((await phone.client.ask(forged)).status, 401, 'another CSeq');
  t.is((await phone.client.ask(signed)).status, 200);
  t.is((await phone.client.ask(signed)).status, 401, 'the same once more');
  t.is((await phone.ask()).status, 200);
});

test('two phones of one user keep their own contacts in each other’s answers', async (t) => {
  const context = await testContext();
  const frontEnd = new FrontEnd(context);
  const certificate = await userCertificate(context);
  const one = await (await TestPhone.connected(t, frontEnd, { certificate })).authenticated();
  const other = await TestPhone.connected(t, frontEnd, {
    ...{ certificate, fromParameters: ';epid=01010101', contact: '<sip:10.0.0.22:1064;transport=tls>' },
  });
  await other.authenticated();
  for (let i = 0; i < ACQUAINTED; i++) {
    for (const phone of [one, other]) {
      const contacts = (await phone.ask()).headers.filter(({ name }) => name === 'Contact').map(({ value }) => value);
      t.is(contacts.filter((each) => each.includes('10.0.0.21')).length, 1);
      t.is(contacts.filter((each) => each.includes('10.0.0.22')).length, i === 0 && phone === one ? 0 : 1);
    }
  }
});

const link = { id: 'front-end#1', device: undefined, cid: '100' } as unknown as ConstructorParameters<typeof Facts>[1];

function messages(framer: SipFramer, cseqs: readonly number[]): Extract<FramedSip, { kind: 'message' }>[] {
  return cseqs
    .flatMap((cseq) => framer.push(serializeSip(request({ cseq }))))
    .filter((each) => each.kind === 'message');
}

test('facts are found once for requests that say the same, and again for any other', (t) => {
  let asked = 0;
  const count: Fact<number> = () => ++asked;
  const clientFacts = new ClientFacts(link);
  const framer = new SipFramer();
  const of = (cseqs: readonly number[]) =>
    messages(framer, cseqs).map(({ likeness, message }) =>
      message.kind === 'request' ? clientFacts.of(message, likeness).find(count) : 0,
    );
  of([1, 2, 3, 4, 5]);
  const six = of([6])[0] ?? 0;
  t.deepEqual(new Set(of([7, 8, 9])), new Set([six]));
  const { likeness } = messages(framer, [10])[0] ?? {};
  const other = request({ cseq: 11 });
  t.is(clientFacts.of(other, undefined).find(count), asked);
  t.is(clientFacts.of(other, likeness).find(count), six);
});

test('a fact sees neither number nor credentials, and what it throws is thrown each time', (t) => {
  const extra = [
    { name: 'authorization', value: 'NTLM x="1"' },
    { name: 'Proxy-Authorization', value: 'NTLM x="1"' },
  ];
  const facts = new Facts(request({ extra }), link);
  const names: Fact<string[]> = ({ headers }) => headers.map(({ name }) => name);
  t.false(facts.find(names).some((name) => /cseq|authorization/i.test(name)));
  const nothing: Fact<undefined> = () => undefined;
  t.is(facts.find(nothing), undefined);
  t.is(facts.find(nothing), undefined);
  let times = 0;
  const broken: Fact<never> = () => {
    throw new Error(`${++times}`);
  };
  t.throws(() => facts.find(broken), { message: '1' });
  t.throws(() => facts.find(broken), { message: '2' });
});

test('a credential that comes in a request like many before it is overwritten, and one that comes in all of them too', async (t) => {
  for (const standing of ['', '<o:Password>secret</o:Password>']) {
    const context = await testContext();
    const client = connect(t, new FrontEnd(context));
    const ask = (value: string) =>
      client.ask(
        request({ extra: [...(standing === '' ? [] : [{ name: 'Subject', value: standing }]), authorization(value)] }),
      );
    for (let i = 0; i < ACQUAINTED; i++) await ask(`NTLM qop="auth", response="0${i}"`);
    await ask('Basic secret');
    await ask('NTLM qop="auth", gssapi-data="TlRMTVNTUAADsecretsecret"');
    await ask('NTLM qop="auth", response="09"');
    const recorded = eventsOf(context.journal, 'front-end.request').map(({ raw }) =>
      Buffer.from(raw ?? '', 'base64').toString(),
    );
    t.is(recorded.length, ACQUAINTED + 3);
    for (const each of recorded) t.notRegex(each, /secret/);
    t.regex(recorded.at(-1) ?? '', /response="09"/);
  }
});

const authorization = (value: string) => ({ name: 'Authorization', value });
