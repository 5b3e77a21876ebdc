import type { AccountAccess } from '../access.js';
import { type CreatedVariables, readCreated, readVariables, type VercelVariable } from '../answers/variable.js';
import { accountCall } from '../call/account-call.js';
import type { Caller } from '../call/caller.js';
import type { Outcome } from '../outcome.js';

/** Where a variable is set. */
export type VariableTarget = 'production' | 'preview' | 'development';

/** A variable as it is to be. */
export interface VariableWish {
  readonly key: string;
  readonly value: string;
  /** `sensitive` ones can be read by nobody afterwards; they cannot be set for development. */
  readonly type: 'encrypted' | 'sensitive';
  readonly target: readonly VariableTarget[];
  /** At most 500 characters. */
  readonly comment: string;
}

/** Environment variables of a project (`vercel-api.md` 3.3); without a wider scope an integration sees its own alone. */
export class VariableCalls {
  constructor(private readonly caller: Caller) {}

  /** `GET /v10/projects/{id}/env`, without values. */
  list(access: AccountAccess, projectId: string): Promise<Outcome<readonly VercelVariable[]>> {
    const request = { ...at(projectId, '10'), endpoint: 'list-variables', method: 'GET' } as const;
    return this.caller.call({ ...accountCall(access, request), read: readVariables });
  }

  /** `POST /v10/projects/{id}/env`: never overwrites; after an unknown outcome the list tells which are there. */
  create(
    access: AccountAccess,
    projectId: string,
    wishes: readonly VariableWish[],
  ): Promise<Outcome<CreatedVariables>> {
    const request = { ...at(projectId, '10'), endpoint: 'create-variables', method: 'POST', json: wishes } as const;
    return this.caller.call({ ...accountCall(access, request), read: readCreated, hidden: valuesOf(wishes) });
  }

  /** `PATCH /v9/projects/{id}/env/{variable}`; `final` with 404 when somebody has deleted it. */
  edit(access: AccountAccess, projectId: string, variableId: string, wish: VariableWish): Promise<Outcome<void>> {
    const place = at(projectId, '9', variableId);
    const request = { ...place, endpoint: 'edit-variable', method: 'PATCH', json: wish } as const;
    return this.caller.call({ ...accountCall(access, request), hidden: valuesOf([wish]) });
  }

  /** `DELETE /v9/projects/{id}/env/{variable}`; `final` with 404 when it is gone already. */
  delete(access: AccountAccess, projectId: string, variableId: string): Promise<Outcome<void>> {
    const request = { ...at(projectId, '9', variableId), endpoint: 'delete-variable', method: 'DELETE' } as const;
    return this.caller.call(accountCall(access, request));
  }
}

function at(
  projectId: string,
  version: '9' | '10',
  ...variable: readonly string[]
): { readonly path: readonly string[]; readonly ids: readonly string[] } {
  return { path: [`v${version}`, 'projects', projectId, 'env', ...variable], ids: [projectId, ...variable] };
}

function valuesOf(wishes: readonly VariableWish[]): readonly string[] {
  return wishes.map(({ value }) => value);
}
