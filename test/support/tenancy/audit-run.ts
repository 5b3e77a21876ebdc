import { readFileSync } from 'node:fs';
import { cloneDatabase } from '../postgres/index.js';
import { auditStatements, type Exemption, type Finding } from './audit.js';
import { recordedStatements } from './recorder.js';
import { tenantTablesOf } from './tenant-tables.js';

const REVIEWED = new URL('exemptions.txt', import.meta.url);

/** Audits what a whole run has recorded; throws with every finding, and every exemption that nobody has reviewed. The answer is one line about what was audited. */
export async function auditRun(directory: string): Promise<string> {
  const statements = recordedStatements(directory);
  if (statements.size === 0) return 'statement audit: no statements were recorded';
  const { findings, exemptions } = auditStatements(statements, await tenantTables());
  if (findings.length > 0) throw new Error(['statements without their tenant:', ...findings.map(line)].join('\n'));
  const unknown = unreviewed(exemptions);
  if (unknown.length > 0) throw new Error(['not in test/support/tenancy/exemptions.txt:', ...unknown].join('\n'));
  return `statement audit: ${statements.size} statements, ${exemptions.length} of them about every tenant, none without its tenant`;
}

async function tenantTables(): Promise<ReadonlySet<string>> {
  const database = await cloneDatabase();
  try {
    return await tenantTablesOf(database.url);
  } finally {
    await database.drop();
  }
}

function line({ table, problem, statement }: Finding): string {
  return `- ${table} ${problem}: ${statement.replaceAll(/\s+/g, ' ')}`;
}

/** Exemptions as the list has them, without what changes with every column or page size. */
function unreviewed(exemptions: readonly Exemption[]): readonly string[] {
  const reviewed = new Set(readFileSync(REVIEWED, 'utf8').split('\n'));
  const met = exemptions.map(({ statement }) =>
    statement
      .replaceAll(/\s+/g, ' ')
      .replace(/(?<=\bSELECT ).*?(?= FROM )/, '…')
      .replace(/(?<= LIMIT )\d+/, '…')
      .trim(),
  );
  return [...new Set(met)].filter((exemption) => !reviewed.has(exemption));
}
