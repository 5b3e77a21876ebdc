import { type Fields, isFields, maybeText, textOf } from './fields.js';

/** A project, as far as it is relied on. */
export interface VercelProject {
  readonly id: string;
  readonly name: string;
  readonly framework?: string;
}

/** A page of projects, and from where the next one begins; null: this was the last. */
export interface ProjectPage {
  readonly projects: readonly VercelProject[];
  readonly next: string | null;
}

/** Reads List Projects: an object with its page, or a bare array. */
export function readProjectPage(json: unknown): ProjectPage | null {
  const list = isFields(json) ? json['projects'] : json;
  if (!Array.isArray(list)) return null;
  const projects = list.map(readProject).filter((project) => project !== null);
  return { projects, next: isFields(json) ? nextOf(json) : null };
}

/** Reads Get Project. */
export function readProject(json: unknown): VercelProject | null {
  if (!isFields(json)) return null;
  const id = textOf(json, 'id');
  const name = textOf(json, 'name');
  return id === undefined || name === undefined ? null : { id, name, ...maybeText(json, 'framework') };
}

/** A timestamp or a continuation token. */
function nextOf(json: Fields): string | null {
  const pagination = isFields(json['pagination']) ? json['pagination'] : {};
  const next = pagination['next'];
  return typeof next === 'number' ? String(next) : (textOf(pagination, 'next') ?? null);
}
