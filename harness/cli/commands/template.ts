import { writeFileSync } from 'node:fs';
import { HarnessError } from '../../foundation/errors/index.js';
import { shippedTemplate, shippedTemplates } from '../../scenario/templates/bundled.js';
import { templateFromExchange } from '../../scenario/templates/from-exchange.js';
import { readTemplateFile } from '../../scenario/templates/read.js';
import { recordedExchanges } from '../../scenario/templates/recorded-exchanges.js';
import { placeholderNames } from '../../servers/web/templates/index.js';
import { type Command, flag, type OptionValues, type Terminal, text, writeJson } from '../command.js';

export const templateCommand: Command = {
  name: 'template',
  usage: 'template list JOURNAL | make JOURNAL --exchange ID | show [NAME] | check FILE...',
  help: [
    'Answers to web requests no service knows. A scenario names them under deployment.webServices.templates.',
    '',
    '  list JOURNAL               the answered web exchanges of a journal and their ids',
    '  make JOURNAL --exchange ID a recorded answer, of the harness or of a server behind it, as a template',
    '  show [NAME]                a template that comes with the harness, or their names and the placeholders',
    '  check FILE...              check template files',
    '',
    '  --exchange ID              such as web#3/2, the second request on that connection',
    '  --out FILE                 write there instead of the terminal; never over a file',
    '  --name NAME                the template’s name (default: recorded)',
    '  --json                     for list: one line of JSON each',
  ],
  options: {
    exchange: { type: 'string' },
    out: { type: 'string' },
    name: { type: 'string' },
    json: { type: 'boolean' },
  },
  run: async (options, [action, ...operands], terminal) => {
    if (action === 'list') return list(oneFile(operands, action), flag(options, 'json'), terminal);
    if (action === 'make') return make(oneFile(operands, action), options, terminal);
    if (action === 'show') return show(operands[0], terminal);
    if (action === 'check') return check(operands, terminal);
    throw new HarnessError('USAGE', { detail: 'template needs list, make, show or check' });
  },
};

function oneFile([file]: readonly string[], action: string): string {
  if (file === undefined) throw new HarnessError('USAGE', { detail: `template ${action} needs a journal file` });
  return file;
}

function list(file: string, json: boolean, terminal: Terminal): number {
  for (const { id, method, operation, path, status } of recordedExchanges(file).exchanges) {
    if (json) writeJson(terminal, { id, method, path, status, operation });
    else terminal.stdout.write(`${id.padEnd(12)} ${status} ${method} ${path}${operation ? ` ${operation}` : ''}\n`);
  }
  return 0;
}

function make(file: string, options: OptionValues, terminal: Terminal): number {
  const id = text(options, 'exchange');
  if (id === undefined) throw new HarnessError('USAGE', { detail: 'template make needs --exchange ID' });
  const recording = recordedExchanges(file);
  const exchange = recording.exchanges.find((each) => each.id === id);
  if (!exchange) throw new HarnessError('EXCHANGE_NOT_FOUND', { file, exchange: id });
  const written = templateFromExchange(exchange, recording, text(options, 'name') ?? 'recorded');
  const out = text(options, 'out');
  if (out === undefined) terminal.stdout.write(written);
  else {
    try {
      writeFileSync(out, written, { flag: 'wx' });
    } catch (error) {
      throw new HarnessError('FILE_UNWRITABLE', { file: out, detail: (error as Error).message }, { cause: error });
    }
  }
  if (/\*{4,}/.test(written)) {
    terminal.stderr.write('mock-lync: the recording has secrets overwritten with *; correct those places by hand.\n');
  }
  return 0;
}

function show(name: string | undefined, terminal: Terminal): number {
  if (name !== undefined) terminal.stdout.write(shippedTemplate(name).text);
  else {
    const shipped = shippedTemplates().map((each) => `${each.name.padEnd(30)}${each.folder}: ${each.summary}\n`);
    const places = Object.entries(placeholderNames).map(([place, what]) => `${`\${${place}}`.padEnd(30)}${what}\n`);
    terminal.stdout.write([...shipped, '\n', ...places].join(''));
  }
  return 0;
}

function check(files: readonly string[], terminal: Terminal): number {
  if (files.length === 0) throw new HarnessError('USAGE', { detail: 'template check needs a file' });
  for (const file of files) terminal.stdout.write(`${file}: ${readTemplateFile(file).name} is good\n`);
  return 0;
}
