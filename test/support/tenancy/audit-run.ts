import { cloneDatabase } from '../postgres/index.js';
import { auditStatements, type Finding } from './audit.js';
import { recordedStatements } from './recorder.js';
import { tenantTablesOf } from './tenant-tables.js';

/** Audits what a whole run has recorded; throws with every finding. The answer is one line about what was audited. */
export async function auditRun(directory: string): Promise<string> {
  const statements = recordedStatements(directory);
  if (statements.size === 0) return 'statement audit: no statements were recorded';
  const { findings, exemptions } = auditStatements(statements, await tenantTables());
  if (findings.length > 0) throw new Error(['statements without their tenant:', ...findings.map(line)].join('\n'));
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
