import { parseArgs } from 'node:util';
import { asHarnessError, HarnessError } from '../foundation/errors/index.js';
import type { Command, OptionValues, Terminal } from './command.js';
import { commandTable } from './commands/table.js';

/** Every command takes it: neither use nor fill the stock of keys in the user's cache folder. */
const NO_KEY_STOCK = '--no-key-stock';

/** Run one command line; gives the exit code. Every error ends as a sentence, never as a stack trace. */
export async function program(argv: readonly string[], terminal: Terminal): Promise<number> {
  const [name, ...rest] = argv;
  try {
    if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
      terminal.stdout.write(await helpText(name === 'help' ? rest[0] : undefined));
      return name === undefined ? 2 : 0;
    }
    if (name === '--version' || name === 'version') {
      terminal.stdout.write(`${(await import('../version.js')).version()}\n`);
      return 0;
    }
    const command = await commandNamed(name);
    if (rest.includes('--help') || rest.includes('-h')) {
      terminal.stdout.write(commandHelp(command));
      return 0;
    }
    // Read where keys are made, by whichever command makes them.
    if (rest.includes(NO_KEY_STOCK)) process.env.MOCK_LYNC_KEY_STOCK = 'off';
    const { values, positionals } = parse(
      command,
      rest.filter((argument) => argument !== NO_KEY_STOCK),
    );
    return await command.run(values, positionals, terminal);
  } catch (thrown) {
    const error = asHarnessError(thrown);
    if (rest.includes('--json')) {
      const { code, message: sentence, action } = error;
      terminal.stdout.write(`${JSON.stringify({ event: 'error', code, sentence, action })}\n`);
    }
    terminal.stderr.write(`mock-lync: ${error.message}\n  ${error.action} (${error.code})\n`);
    if (error.code === 'INTERNAL' && terminal.env.MOCK_LYNC_DEBUG) {
      terminal.stderr.write(`${error.cause instanceof Error ? error.cause.stack : error.stack}\n`);
    }
    return error.exit;
  }
}

async function commandNamed(name: string): Promise<Command> {
  const entry = Object.hasOwn(commandTable, name) ? commandTable[name] : undefined;
  if (!entry) throw new HarnessError('USAGE', { detail: `there is no command "${name}"` });
  return entry.load();
}

function parse(command: Command, args: readonly string[]): { values: OptionValues; positionals: string[] } {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: command.options,
      allowPositionals: true,
      strict: true,
    });
    return { values, positionals };
  } catch (error) {
    const detail = (error as Error).message.split('. ')[0] ?? 'the options are wrong';
    throw new HarnessError('USAGE', { detail: `${command.name}: ${detail}` }, { cause: error });
  }
}

async function helpText(name: string | undefined): Promise<string> {
  if (name !== undefined) return commandHelp(await commandNamed(name));
  const rows = Object.entries(commandTable).map(([command, { summary }]) => `  ${command.padEnd(14)}${summary}`);
  return [
    'mock-lync: a mock Lync server test harness',
    '',
    'Usage: mock-lync COMMAND [options]',
    '',
    ...rows,
    '',
    'mock-lync help COMMAND tells a command’s options. --no-key-stock keeps any command from the stock of generated',
    'keys in your cache folder ($XDG_CACHE_HOME/mock-lync/keys), which makes minting quick.',
    'Exit codes: 0 passed, 1 a scenario failed, 2 usage or invalid scenario, 3 environment, 4 internal error.',
    '',
  ].join('\n');
}

function commandHelp(command: Command): string {
  return [`Usage: mock-lync ${command.usage}`, '', ...command.help, ''].join('\n');
}
