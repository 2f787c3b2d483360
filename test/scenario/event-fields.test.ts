import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { eventTypes, fieldsOfEvent, headFields, readJournal } from '../../harness/journal/index.js';
import { runScenario } from '../../harness/scenario/library/run-scenario.js';
import { examineScenario } from '../../harness/scenario/load.js';
import { patternSchema } from '../../harness/scenario/schema/event-pattern.js';
import { scenarioJsonSchema } from '../../harness/scenario/schema/scenario.js';

/** What is wrong with the items of a list of expected events, as `LINE:COLUMN what`. */
function told(events: string): string[] {
  const text = `id: a/b
summary: It is.
phone: { model: CX600, firmware: 4.0.7577.4366, signIn: pin, user: alice }
expect:
  outcome: signed-in
  events:
${events
  .split('\n')
  .map((line) => `    - ${line}\n`)
  .join('')}`;
  const examined = examineScenario(text, 'x.yaml');
  const problems = 'problems' in examined ? examined.problems : [];
  return problems.map(({ message }) => message.replace(/^x\.yaml:/, ''));
}

function tells(t: ExecutionContext, events: string, ...expected: readonly RegExp[]): void {
  const problems = told(events);
  t.is(problems.length, expected.length, problems.join('\n'));
  for (const [index, pattern] of expected.entries()) t.regex(problems[index] ?? '', pattern);
}

test('a field that events of the type never have is refused at its place, with the nearest', (t) => {
  tells(t, 'tls.refused: { alrt: unknown_ca }', /^7:22: unknown key "alrt" in .*tls\.refused; did you mean "alert"\?/);
  tells(t, 'tls.established: { alert: x }', /^7:26: unknown key "alert" in .*tls\.established\./);
  tells(t, 'never: { web.request: { pth: /x } }', /^7:31: unknown key "pth" in .*; did you mean "path"\?/);
  tells(t, 'any: [ tls.refused, { tls.established: { sute: x } } ]', /^7:48: .*did you mean "suite"\?/);
  tells(t, '{ count: 2, dns.query: { nam: x } }', /^7:32: .*did you mean "name"\?/);
  tells(t, 'tls.server-flight: { chain: [ { subjct: x } ] }', /^7:39: .*did you mean "subject"\?/);
  tells(t, 'ldap.unbind: { servce: ldap }', /^7:22: .*did you mean "service"\?/);
});

test('what a field never holds is refused, with what it holds', (t) => {
  tells(t, 'tls.refused: { by: fone }', /^7:22: .*by: it is always one of phone, server/);
  tells(t, 'tls.refused: { service: fron-end }', /did you mean "front-end"\? it is always one of lab, /);
  tells(t, 'front-end.response: { status: "503" }', /^7:29: .*status: a number, or \$name of an earlier event/);
  tells(t, 'tls.established: { resumed: "yes" }', /resumed: true or false, or /);
  tells(t, 'dhcp.reply: { sent: 43 }', /sent: a list, or /);
  tells(t, 'dhcp.reply: { sent: [ "43" ] }', /sent\.0: a number, or /);
  tells(t, 'upstream.certificate: { refusedBy: x }', /refusedBy: an object, or /);
});

test('what an event has is taken: its own fields, those of its head, in part, and what an earlier one held', (t) => {
  tells(
    t,
    [
      '{ tls.refused: { by: phone, how: alert, service: front-end, observer: harness }, as: first }',
      'tls.refused: { by: $first, afterMs: $first.afterMs, offered: $first, device: $first.device }',
      'tls.server-flight: { chain: [ { subject: CN=a }, { names: [ a.test ] } ], resumed: false }',
      'dhcp.reply: { sent: [ 120, 43 ], sipServers: [ sip.a.test ] }',
      'lab.started: { endpoints: { front-end: "127.0.0.1:5061" } }',
      'ldap.unbind: {}',
    ].join('\n'),
  );
});

test('a field that a captured event never has is refused, with the nearest', (t) => {
  const first = '{ front-end.signed-in: {}, as: it }';
  tells(t, `${first}\nfront-end.signed-out: { epid: $it }\nfront-end.lapsed: { registrar: $it.registrar }`);
  tells(
    t,
    `${first}\nfront-end.signed-out: { epid: $it.epd }`,
    /^8:\d+: .*"it" is front-end\.signed-in, which never has "epd"; did you mean "\$it\.epid"\?/,
  );
  tells(t, `${first}\nldap.bind: { name: $it }`, /"it" is front-end\.signed-in, which never has "name"/);
});

test('the fields of a type’s own are none of the head’s, but for the device an administrator’s change concerns', (t) => {
  const same = eventTypes.flatMap((type) =>
    Object.entries(fieldsOfEvent(type))
      .filter(
        ([name, field]) =>
          Object.hasOwn(headFields, name) && field !== Object.entries(headFields).find(([key]) => key === name)?.[1],
      )
      .map(([name]) => `${type} ${name}`),
  );
  t.deepEqual(same, []);
});

test('the published schema completes the fields of the type that is named, with what they are', (t) => {
  const { $defs } = scenarioJsonSchema() as {
    $defs: Record<string, { properties: Record<string, unknown>; additionalProperties: unknown }>;
  };
  for (const type of eventTypes) {
    const reference = { $ref: `#/$defs/fields-${type}` };
    t.like($defs.expectedEvent?.properties[type], reference);
    const fields = $defs[`fields-${type}`];
    t.is(fields?.additionalProperties, false);
    t.deepEqual(Object.keys(fields?.properties ?? {}), Object.keys(fieldsOfEvent(type)));
  }
  t.like($defs['fields-dhcp.request']?.properties.address, { type: 'string', description: 'ciaddr.' });
  const by = $defs['fields-tls.refused']?.properties.by as { anyOf: unknown[] };
  t.deepEqual(by.anyOf[0], { type: 'string', enum: ['phone', 'server'] });
});

test('every event that a run really records can be expected as it is', async (t) => {
  const output = mkdtempSync(join(tmpdir(), 'mock-lync-fields-'));
  t.teardown(() => rmSync(output, { recursive: true, force: true }));
  const types = new Set<string>();
  for (const id of ['sign-in/usb', 'incidents/pool-certificate-replaced', 'sign-in/wrong-pin']) {
    const { variants } = await runScenario(id, { output });
    for (const { journal } of variants) {
      for (const { type, ...fields } of readJournal(journal ?? '')) {
        types.add(type);
        const { error } = patternSchema.safeParse({ [type]: fields });
        t.is(error, undefined, `${type} ${JSON.stringify(error?.issues)}`);
      }
    }
  }
  t.true(types.size > 25, [...types].join(' '));
});
