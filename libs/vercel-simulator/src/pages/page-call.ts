import type { ControlledVercel } from '../control/controlled-vercel.js';
import type { PathValues, Route } from '../http/router.js';
import type { HeldResource } from '../record/held.js';
import type { Team } from '../team/team.js';
import type { Page } from './layout.js';

/** A request of a browser; repeated fields count with their last value. */
export interface PageCall {
  readonly vercel: ControlledVercel;
  readonly values: PathValues;
  readonly query: Fields;
  readonly form: Fields;
  /** All values of repeated fields. */
  readonly many: (name: string) => readonly string[];
}

/** Fields by their name. */
export type Fields = Readonly<Partial<Record<string, string>>>;

/** What a form has done, and where the browser goes to see it. */
export interface Done {
  readonly to: string;
  readonly text: string;
  /** Shown below as it came, such as the output of a console. */
  readonly detail?: string;
}

/** A page that is shown, a form that is carried out, or a browser that is sent elsewhere. */
export type PageHandler =
  | { readonly show: (call: PageCall) => Page | Promise<Page> }
  | { readonly act: (call: PageCall) => Done | Promise<Done> }
  | { readonly leave: (call: PageCall) => string };

/** A route of the pages. */
export type PageRoute = Route<PageHandler>;

/** The page of a team, or one below it. */
export function teamPath(team: string, tail = ''): string {
  return `/dashboard/teams/${encodeURIComponent(team)}${tail}`;
}

/** The page of a resource, or one below it. */
export function resourcePath(team: string, id: string, tail = ''): string {
  return teamPath(team, `/resources/${encodeURIComponent(id)}${tail}`);
}

/** The team of the path, among those that there are. */
export function teamOf({ vercel, values }: PageCall): Team {
  const team = vercel.teams().find(({ name }) => name === values['team']);
  if (team === undefined) throw new NoSuchPage(`There is no team ${values['team']}.`);
  return team;
}

/** The resource of the path, as Vercel holds it. */
export function resourceOf(call: PageCall): HeldResource {
  const held = teamOf(call)
    .held()
    ?.resources.get(call.values['resource'] ?? '');
  if (held === undefined) throw new NoSuchPage(`Vercel holds no resource ${call.values['resource']}.`);
  return held;
}

/** A field that must be filled in. */
export function need(form: Fields, name: string): string {
  const value = form[name]?.trim();
  if (!value) throw new TypeError(`${name} is missing`);
  return value;
}

/** A field that may be filled in, ready to be spread. */
export function maybe<Key extends string>(form: Fields, name: Key): { readonly [name in Key]?: string } {
  const value = form[name]?.trim();
  return (value ? { [name]: value } : {}) as { readonly [name in Key]?: string };
}

/** What an address leads to is not there; answered by 404. */
export class NoSuchPage extends Error {
  override readonly name = 'NoSuchPage';
}
