/** Matches concrete paths against one template of a document (`/v1/installations/{id}`). */
export interface PathTemplate {
  readonly template: string;
  readonly parameters: number;
  readonly pattern: RegExp;
}

/** Compiles a template; a parameter takes one segment, as it stands on the wire. */
export function compileTemplate(template: string): PathTemplate {
  const source = template
    .split('/')
    .map((segment) => (segment.startsWith('{') ? '[^/]+' : segment.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)))
    .join('/');
  return { template, parameters: template.split('{').length - 1, pattern: new RegExp(`^${source}$`) };
}

/** The template of a concrete path, the most literal one first; a query is ignored. */
export function findTemplate(templates: readonly PathTemplate[], path: string): string | undefined {
  const bare = path.split('?')[0] ?? '';
  const hits = templates.filter(({ pattern }) => pattern.test(bare));
  return hits.toSorted((a, b) => a.parameters - b.parameters)[0]?.template;
}
