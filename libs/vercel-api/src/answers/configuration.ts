import { type Fields, isFields, maybeText, textOf } from './fields.js';

/** An installation as the REST core knows it (a "configuration"); absent dates have not come. */
export interface VercelConfiguration {
  readonly id: string;
  readonly ownerId: string;
  readonly teamId?: string;
  readonly status?: string;
  readonly disabledReason?: string;
  readonly disabledAt?: Date;
  readonly deleteRequestedAt?: Date;
  readonly deletedAt?: Date;
}

const DATES = ['disabledAt', 'deleteRequestedAt', 'deletedAt'] as const;

/** Reads Get Configuration; things are destroyed on its word, so a date that cannot be read makes the whole useless. */
export function readConfiguration(json: unknown): VercelConfiguration | null {
  if (!isFields(json)) return null;
  const id = textOf(json, 'id');
  const ownerId = textOf(json, 'ownerId');
  const dates = readDates(json);
  if (id === undefined || ownerId === undefined || dates === null) return null;
  const texts = { ...maybeText(json, 'teamId'), ...maybeText(json, 'status'), ...maybeText(json, 'disabledReason') };
  return { id, ownerId, ...texts, ...dates };
}

function readDates(fields: Fields): { readonly [name in (typeof DATES)[number]]?: Date } | null {
  const told = DATES.filter((key) => fields[key] !== undefined && fields[key] !== null);
  const dates = told.map((key) => [key, new Date(Number(fields[key]))] as const);
  const sound = dates.every(([key, date]) => typeof fields[key] === 'number' && !Number.isNaN(date.getTime()));
  return sound ? Object.fromEntries(dates) : null;
}
