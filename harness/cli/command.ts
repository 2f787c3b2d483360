import type { ParseArgsConfig } from 'node:util';

/** The world a command acts on; tests give their own. */
export interface Terminal {
  readonly stdout: { write(text: string): unknown; readonly isTTY?: boolean };
  readonly stderr: { write(text: string): unknown; readonly isTTY?: boolean };
  readonly env: NodeJS.ProcessEnv;
  /** Lines a person types; absent where nobody can. `end` gives the terminal back. */
  readonly input?: (typed: (line: string) => void) => { end(): void };
  /** Aborted by Ctrl-C or a request to stop. */
  readonly interrupt: AbortSignal;
}

export type OptionValues = Readonly<Record<string, string | boolean | readonly (string | boolean)[] | undefined>>;

/** One command: its help, its options, and what it does. The result is the exit code. */
export interface Command {
  readonly name: string;
  readonly usage: string;
  readonly help: readonly string[];
  readonly options: NonNullable<ParseArgsConfig['options']>;
  run(options: OptionValues, operands: readonly string[], terminal: Terminal): Promise<number>;
}

/** Text of an option given at most once. */
export function text(options: OptionValues, name: string): string | undefined {
  const value = options[name];
  return typeof value === 'string' ? value : undefined;
}

/** Texts of an option that may be given several times. */
export function texts(options: OptionValues, name: string): string[] {
  const value = options[name];
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
}

export function flag(options: OptionValues, name: string): boolean {
  return options[name] === true;
}

export function writeJson(terminal: Terminal, value: unknown): void {
  terminal.stdout.write(`${JSON.stringify(value)}\n`);
}
