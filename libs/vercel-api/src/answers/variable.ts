import { type Fields, isFields, maybeText, maybeTexts, textOf } from './fields.js';

/** An environment variable of a project, without its value. */
export interface VercelVariable {
  readonly id: string;
  readonly key: string;
  readonly type?: string;
  readonly target: readonly string[];
  /** The installation that it belongs to; absent for the customer's own. */
  readonly configurationId?: string;
  readonly comment?: string;
}

/** What became of variables that were to be created: a 201 may hold failures. */
export interface CreatedVariables {
  readonly created: readonly VercelVariable[];
  readonly failed: readonly VariableFailure[];
}

/** Why a variable was not created; the key where Vercel names it. */
export interface VariableFailure {
  readonly key?: string;
  readonly code: string;
  readonly message: string;
}

/** Reads List Variables: an object with the list, or a bare array. */
export function readVariables(json: unknown): readonly VercelVariable[] | null {
  const list = isFields(json) ? json['envs'] : json;
  return Array.isArray(list) ? list.map(readVariable).filter((variable) => variable !== null) : null;
}

/** Reads the answer of a creation, of one or of several. */
export function readCreated(json: unknown): CreatedVariables | null {
  if (!isFields(json)) return null;
  const { created = [], failed = [] } = json;
  const list = Array.isArray(created) ? created : [created];
  const variables = list.map(readVariable);
  if (variables.includes(null) || !Array.isArray(failed)) return null;
  return { created: variables.filter((variable) => variable !== null), failed: failed.map(readFailure) };
}

function readVariable(json: unknown): VercelVariable | null {
  if (!isFields(json)) return null;
  const id = textOf(json, 'id');
  const key = textOf(json, 'key');
  if (id === undefined || key === undefined) return null;
  const texts = { ...maybeText(json, 'type'), ...maybeText(json, 'configurationId'), ...maybeText(json, 'comment') };
  return { id, key, target: targetOf(json), ...texts };
}

function targetOf(json: Fields): readonly string[] {
  const one = textOf(json, 'target');
  return one === undefined ? (maybeTexts(json, 'target').target ?? []) : [one];
}

function readFailure(json: unknown): VariableFailure {
  const error = isFields(json) && isFields(json['error']) ? json['error'] : {};
  const key = textOf(error, 'envVarKey') ?? textOf(error, 'key');
  const code = textOf(error, 'code') ?? 'unknown';
  const message = (textOf(error, 'message') ?? '').slice(0, 300);
  return { code, message, ...(key === undefined ? {} : { key }) };
}
