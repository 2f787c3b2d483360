import test from 'ava';
import { verdicts } from '../../harness/cli/serve/verdict.js';
import { liveLine } from '../../harness/cli/serve/watch.js';
import { faultTable } from '../../harness/faults/index.js';
import { commandLine } from './terminal.js';

test('explain fault says where, what, with which parameters, and shows one', async (t) => {
  const { code, stdout } = await commandLine('explain', 'fault', 'front-end.tls', 'alert');
  t.is(code, 0);
  t.regex(stdout, /^front-end\.tls alert\n {2}Sends an alert of choice/);
  t.regex(stdout, /^ {4}stage: .* One of connection, client-hello, certificate, finished\.$/m);
  t.regex(stdout, /^ {2}\{ at: front-end\.tls, do: alert, alert: handshake_failure \}$/m);
  t.regex(stdout, /^ {4}At the Front End’s TLS port, on every connection: The server sends the fatal alert/m);
});

test('explain fault alone explains every fault at every point', async (t) => {
  const { stdout } = await commandLine('explain', 'fault');
  for (const { at, do: word } of faultTable) {
    for (const point of at) t.regex(stdout, new RegExp(`^${point} ${word}$`, 'm'));
  }
  const one = (await commandLine('explain', 'fault', 'web.tls')).stdout;
  t.regex(one, /^web\.tls reset$/m);
  t.notRegex(one, /^front-end\.tls /m);
});

test('explain without a name explains errors, findings and faults', async (t) => {
  const { stdout } = await commandLine('explain');
  for (const name of ['TLS_REFUSED', 'untrusted-root', 'web.tls slow-flight']) {
    t.regex(stdout, new RegExp(`^${name.replace('.', '\\.')}$`, 'm'));
  }
});

test('an unknown point or fault is told those there are', async (t) => {
  const point = await commandLine('explain', 'fault', 'lobby');
  t.is(point.code, 2);
  t.regex(point.stderr, /"lobby" is no place for a fault; there are front-end\.tls, web\.tls/);
  const fault = await commandLine('explain', 'fault', 'web.tls', 'explode');
  t.is(fault.code, 2);
  t.regex(fault.stderr, /"explode" is no fault at web\.tls; there are refuse-connection, /);
});

test('list --faults lists every fault, as lines or as JSON', async (t) => {
  const { stdout } = await commandLine('list', '--faults');
  t.is(stdout.match(/^ {2}\S/gm)?.length, faultTable.length);
  t.regex(stdout, /^at front-end\.tls, web\.tls, exchange\.tls, directory\.tls\n(?: {2}.+\n)* {2}stall +Falls silent/m);
  const listed = JSON.parse((await commandLine('list', '--faults', '--json')).stdout) as { do: string }[];
  t.deepEqual(
    listed.map((fault) => fault.do),
    faultTable.map((kind) => kind.do),
  );
});

test('show explains a scenario’s faults', async (t) => {
  const { stdout } = await commandLine('show', 'faults/reset');
  t.regex(
    stdout,
    /^ {2}Fault: At the Front End’s TLS port, on every connection: The server resets the connection when/m,
  );
  t.regex(stdout, /^ {2}Fault: At the web services’ TLS port, on the first connection of each device: /m);
});

test('serve tells when a fault fires, and at its end which never did', (t) => {
  t.is(
    verdicts([], [{ at: 'web.tls', do: 'reset', sentence: 'At the web services’ TLS port: reset.' }]),
    'No phone was seen.\nNever carried out: At the web services’ TLS port: reset.\n',
  );
  const head = { seq: 1, time: '2014-11-15T09:00:00.000Z', elapsed: 0, observer: 'harness', service: 'web' } as const;
  const line = liveLine({ ...head, type: 'fault.fired', at: 'web.tls', do: 'reset', sentence: '', count: 1 });
  t.regex(line ?? '', /fault reset at web\.tls$/);
});
