import type { Command } from 'commander';
import { CommandFailed, EXIT } from '../ending.js';
import { wrappedTable } from '../print.js';

/** Adds `stallholder approval`. What it gathers with is loaded only when it is called. */
export function addApproval(program: Command): void {
  program
    .command('approval')
    .description("Goes through Vercel's review list, and prints the evidence for each line.")
    .exitOverride()
    .action(async (_: unknown, command: Command) => {
      const { approval } = await import('./approval.js');
      const lines = await approval();
      const { json } = command.optsWithGlobals<{ readonly json?: true }>();
      process.stdout.write(`${json ? JSON.stringify(lines, null, 2) : wrappedTable(lines)}\n`);
      const count = lines.filter(({ outcome }) => outcome === 'missing').length;
      if (count > 0) throw new CommandFailed(`${count} missing`, EXIT.refused);
    });
}
