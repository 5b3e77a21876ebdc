import { readFileSync } from 'node:fs';
import { Command, CommanderError, Option } from 'commander';
import { AdminClient } from './admin-client.js';
import { CommandFailed, EXIT } from './ending.js';
import type { Field, Operation } from './operation.js';
import type { Connection } from './own-server.js';
import { asTable } from './print.js';
import { type Given, runOperation } from './run-operation.js';

interface Everywhere {
  readonly json?: true;
  readonly url?: string;
  readonly keyFile?: string;
}

/** The program, with a command for each operation; what it prints goes to standard output, everything else to standard error. */
export function programOf(operations: readonly Operation[]): Command {
  const program = new Command('stallholder')
    .description('Operates a Stallholder server from a terminal.')
    .option('--json', 'print answers as JSON')
    .option('--url <url>', 'a running server instead of one in this process; with --key-file')
    .option('--key-file <path>', "a file with an operator's key for --url")
    .showHelpAfterError('(--help says more)')
    .exitOverride();
  for (const group of new Set(operations.map((operation) => operation.group))) {
    const parent = program.command(group).description(`what operators can do with ${group}`).exitOverride();
    for (const operation of operations.filter((one) => one.group === group)) add(parent, operation);
  }
  return program;
}

function add(parent: Command, operation: Operation): void {
  const command = parent.command(operation.name).description(operation.summary).exitOverride();
  for (const place of operation.places) command.argument(`<${place}>`);
  for (const field of [...operation.query, ...operation.body]) command.addOption(optionOf(field));
  if (operation.isKeyed)
    command.option('--idempotency-key <key>', 'names this call: under the same key it is done once');
  if (operation.query.some(({ name }) => name === 'cursor')) command.option('--all', 'every page instead of one');
  command.action(async (...called: unknown[]) => {
    const places = called.slice(0, operation.places.length) as string[];
    const { all = false, ...given } = command.opts<Given & { readonly all?: boolean }>();
    const { json, ...where } = command.optsWithGlobals<Everywhere>();
    const answer = await within(where, ({ client }) => runOperation(client, { operation, places, given, all }));
    process.stdout.write(`${json ? JSON.stringify(answer, null, 2) : asTable(answer)}\n`);
  });
}

function optionOf({ name, description, isRequired, type }: Field): Option {
  const flag = name.replaceAll(/(?<=[a-z])[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  const option = new Option(`--${flag} <${type}>`, description);
  return isRequired ? option.makeOptionMandatory() : option;
}

async function within<T>(where: Everywhere, work: (connection: Connection) => Promise<T>): Promise<T> {
  const connection = await connect(where);
  try {
    return await work(connection);
  } finally {
    await connection.close();
  }
}

/** The server is loaded only where it is to run here. */
async function connect({ url, keyFile }: Everywhere): Promise<Connection> {
  if (url === undefined && keyFile === undefined) return (await import('./own-server.js')).ownServer();
  if (url === undefined || keyFile === undefined) {
    throw new CommandFailed('--url and --key-file belong together', EXIT.misused);
  }
  const key = readFileSync(keyFile, 'utf8').trim();
  return { client: new AdminClient(url.replace(/\/$/, ''), key), close: () => Promise.resolve() };
}

/** Runs the program to an exit code. */
export async function runProgram(
  program: Command,
  words: readonly string[],
  tell: (line: string) => void,
): Promise<number> {
  try {
    await program.parseAsync([...words], { from: 'user' });
    return EXIT.done;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.misused;
    tell(error instanceof Error ? error.message : String(error));
    return error instanceof CommandFailed ? error.exitCode : EXIT.unavailable;
  }
}
