import { parseStatements } from './nodes.js';
import { examineStatement } from './statements.js';

/** A statement that reaches rows of a tenant's table without saying of which tenant. */
export interface Finding {
  readonly statement: string;
  readonly table: string;
  readonly problem: string;
}

/** A statement that says in its first comment why it is about every tenant. */
export interface Exemption {
  readonly statement: string;
  readonly reason: string;
}

/** What became of the statements that were audited. */
export interface Audit {
  readonly findings: readonly Finding[];
  readonly exemptions: readonly Exemption[];
}

const EXEMPTION = /^\s*\/\*\s*every tenant:\s*(\S[\s\S]*?)\s*\*\//;
/**
 * Finds the statements that read or write a tenant's table without its tenant: `installation_id`, in `installations` the
 * `id`, must be equated with a value, or with the column of another table that is so bound.
 */
export function auditStatements(statements: Iterable<string>, tenantTables: ReadonlySet<string>): Audit {
  const findings: Finding[] = [];
  const exemptions: Exemption[] = [];
  for (const statement of new Set(statements)) {
    const reason = EXEMPTION.exec(statement)?.[1];
    if (reason !== undefined) exemptions.push({ statement, reason });
    else findings.push(...audit(statement, tenantTables));
  }
  return { findings, exemptions };
}

function audit(statement: string, tenantTables: ReadonlySet<string>): readonly Finding[] {
  try {
    const problems = parseStatements(statement).flatMap((nodes) => examineStatement(nodes, tenantTables));
    return problems.map((problem) => ({ statement, ...problem }));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const table = [...tenantTables].find((name) => new RegExp(`\\b${name}\\b`).test(statement));
    return table === undefined ? [] : [{ statement, table, problem: `is in what cannot be read: ${error.message}` }];
  }
}
