import type { Command } from 'commander';
import { CommandFailed, EXIT } from '../ending.js';
import { wrappedTable } from '../print.js';

/** Adds `stallholder doctor`. What it checks with is loaded only when it is called. */
export function addDoctor(program: Command): void {
  program
    .command('doctor')
    .description('Checks this deployment, and says what to do about each finding.')
    .exitOverride()
    .action(async (_: unknown, command: Command) => {
      const { diagnose } = await import('./doctor.js');
      const findings = await diagnose();
      const { json } = command.optsWithGlobals<{ readonly json?: true }>();
      process.stdout.write(`${json ? JSON.stringify(findings, null, 2) : wrappedTable(findings)}\n`);
      const failures = findings.filter(({ outcome }) => outcome === 'failed').length;
      if (failures > 0) throw new CommandFailed(`${failures} failed`, EXIT.refused);
    });
}
