import type { Catalog, FromClause } from './from-clause.js';
import type { Scope, Source } from './scope.js';
import { factsOf } from './conditions.js';
import type { Nodes } from './nodes.js';

/** A tenant's table in a statement that is not bound to a tenant. */
export interface Problem {
  readonly table: string;
  readonly problem: string;
}

/** The column that tells the tenant of a row. */
export function keyOf(table: string): string {
  return table === 'installations' ? 'id' : 'installation_id';
}

/** What is found while one statement is examined. */
export class Examination {
  readonly problems: Problem[] = [];
  /** How many names of tenant tables were met where a table can stand, whatever they mean there. */
  met = 0;
  private lastId = 0;
  private readonly tenantTables: ReadonlySet<string>;

  constructor(tenantTables: ReadonlySet<string>) {
    this.tenantTables = tenantTables;
  }

  /** The tables by name, behind these common table expressions. */
  catalog(expressions: ReadonlySet<string>): Catalog {
    return {
      derived: (alias) => this.source('derived', '', alias ?? ''),
      table: (path, alias) => {
        const name = path.at(-1) ?? '';
        const schema = path.at(-2);
        if (this.tenantTables.has(name)) this.met += 1;
        if (schema === undefined && expressions.has(name)) return this.source('derived', '', alias ?? name);
        return this.source(this.isTenantTable(schema, name) ? 'tenant' : 'other', name, alias ?? name);
      },
    };
  }

  isTenantTable(schema: string | undefined, name: string): boolean {
    return (schema === undefined || schema === 'public') && this.tenantTables.has(name);
  }

  report(table: string, problem: string): void {
    this.problems.push({ table, problem });
  }

  /** Settles which sources of a block belong to one tenant, and reports the others. */
  examine(clause: FromClause, where: Nodes, parent: Scope | null, verb: 'read' | 'written'): Scope {
    const scope = this.settle(clause, where, parent);
    for (const { kind, id, table, key } of clause.sources) {
      if (kind !== 'tenant' || scope.covered.has(id)) continue;
      this.report(table, `is ${verb} without a predicate on ${key}`);
    }
    return scope;
  }

  /** Settles which sources of a block belong to one tenant. */
  settle(clause: FromClause, where: Nodes, parent: Scope | null): Scope {
    const merged = new Set(clause.merges.flatMap(({ left, right }) => [...left, ...right]).map(({ id }) => id));
    const scope: Scope = { sources: clause.sources, parent, merged, covered: new Set() };
    const facts = [
      ...clause.conditions.flatMap(({ condition, filters }) =>
        factsOf(condition, scope).filter(({ to }) => filters.includes(to)),
      ),
      ...clause.merges.flatMap(({ left, right, filters }) =>
        [...pairs(left, right), ...pairs(right, left)].filter(({ to }) => filters.includes(to)),
      ),
      ...(where.length > 0 ? factsOf(where, scope) : []),
    ];
    const own = new Set(clause.sources.map(({ id }) => id));
    let before = -1;
    while (before !== scope.covered.size) {
      before = scope.covered.size;
      for (const { from, to } of facts) if (own.has(to.id) && isBound(from, scope)) scope.covered.add(to.id);
    }
    return scope;
  }

  private source(kind: Source['kind'], table: string, alias: string): Source {
    this.lastId += 1;
    return { id: this.lastId, kind, table, alias, key: kind === 'tenant' ? keyOf(table) : null };
  }
}

function isBound(from: Source | null, scope: Scope | null): boolean {
  if (from === null || from.kind === 'derived') return true;
  return scope !== null && (scope.covered.has(from.id) || isBound(from, scope.parent));
}

function pairs(from: readonly Source[], to: readonly Source[]): { from: Source; to: Source }[] {
  return from.flatMap((each) => to.map((target) => ({ from: each, to: target })));
}
