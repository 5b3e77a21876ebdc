import { type Fields, isFields, maybeText, maybeTexts, textOf } from './fields.js';

/** An installation as the REST core knows it (a "configuration"); absent dates have not come. */
export interface VercelConfiguration {
  readonly id: string;
  readonly ownerId: string;
  readonly teamId?: string;
  readonly status?: string;
  readonly disabledReason?: string;
  /** What it may reach of the team's projects; absent where the token may not know. */
  readonly projectSelection?: 'all' | 'selected';
  /** Ids of the projects it may reach; absent for all. */
  readonly projects?: readonly string[];
  readonly scopes?: readonly string[];
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
  return { id, ownerId, ...texts, ...readReach(json), ...dates };
}

/** Reads List Configurations; one that cannot be read is left out. */
export function readConfigurations(json: unknown): readonly VercelConfiguration[] | null {
  if (!Array.isArray(json)) return null;
  return json.map(readConfiguration).filter((configuration) => configuration !== null);
}

function readReach(fields: Fields): Pick<VercelConfiguration, 'projectSelection' | 'projects' | 'scopes'> {
  const { projectSelection: selection } = fields;
  return {
    ...((selection === 'all' || selection === 'selected') && { projectSelection: selection }),
    ...maybeTexts(fields, 'projects'),
    ...maybeTexts(fields, 'scopes'),
  };
}

function readDates(fields: Fields): { readonly [name in (typeof DATES)[number]]?: Date } | null {
  const told = DATES.filter((key) => fields[key] !== undefined && fields[key] !== null);
  const dates = told.map((key) => [key, new Date(Number(fields[key]))] as const);
  const sound = dates.every(([key, date]) => typeof fields[key] === 'number' && !Number.isNaN(date.getTime()));
  return sound ? Object.fromEntries(dates) : null;
}
