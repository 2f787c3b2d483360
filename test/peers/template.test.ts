import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import test from 'ava';
import { serve } from '../cli/served.js';
import { commandLine } from '../cli/terminal.js';
import { page, recording } from '../scenario/templates/recorded.js';
import { peerTest } from './program.js';
import { outputOf } from './upstream.js';

peerTest(
  test,
  ['curl'],
  'curl gets from a scenario what was recorded, and another scenario’s own answer before it',
  async (t, { curl = '' }) => {
    const real = '<policy xmlns="urn:x"><domain>contoso.com</domain> 5 < 6 \\u0024{ok}</policy>'.replace('<  ', '');
    const { client, journal } = await recording(t, () => page(real, 'Content-Type: application/xml', 'X-Kind: real'));
    await client().ask('/Policy/service.svc', { body: '<ask xmlns="urn:x"/>' });
    const folder = dirname(journal);
    const made = join(folder, 'policy.yaml');
    const out = await commandLine('template', 'make', journal, '--exchange', 'web-http#1/1', '--out', made);
    t.is(out.code, 0, out.stderr);
    const scenario = (name: string, templates: readonly string[]) => {
      const file = join(folder, `${name}.yaml`);
      const lines = [
        ...[`id: own/${name}`, 'summary: Answers what was recorded.', 'clock: 2014-11-15T09:00:00Z'],
        ...['deployment:', '  sipDomain: contoso.com', '  webServices:', '    templates:', ...templates],
        ...[
          'phone: { model: CX600, firmware: 4.0.7577.4420, signIn: pin, user: alice }',
          'expect: { outcome: signed-in }',
          '',
        ],
      ];
      writeFileSync(file, lines.join('\n'));
      return file;
    };
    const recorded = '      - file: policy.yaml';
    const own = '      - { name: own, match: { path: /policy/* }, answer: { status: 503, body: "not today" } }';
    const ask = async (file: string) => {
      const served = await serve([file, '--ports', 'any']);
      t.teardown(() => served.process.kill('SIGKILL'));
      const at = served.ready.endpoints['web-http'];
      const url = `http://${at?.address}:${at?.port}/Policy/service.svc`;
      const said = await outputOf(t, curl, [
        '-q',
        '-s',
        '-i',
        '-d',
        '<ask xmlns="urn:x"/>',
        '-H',
        'Content-Type: text/xml',
        url,
      ]);
      await served.stop();
      return said;
    };
    const again = await ask(scenario('recorded', [recorded]));
    t.regex(again, /^HTTP\/1\.1 200 OK\r\n[\s\S]*Content-Type: application\/xml\r\n[\s\S]*X-Kind: real\r\n/);
    t.true(again.endsWith(`\r\n\r\n${real}`), again);
    const other = await ask(scenario('own', [own, recorded]));
    t.regex(other, /^HTTP\/1\.1 503 [\s\S]*\r\n\r\nnot today$/);
  },
);
