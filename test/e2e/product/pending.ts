import type { Team } from '#libs/vercel-simulator';
import type { Fault, FaultyService } from '../../support/provider/index.js';
import type { Doors } from './doors.js';

type Secrets = readonly { readonly name: string; readonly value: string }[];

/** What a call to the service says, as far as tests read it. */
export interface ServiceCall {
  readonly operation: string;
  readonly resource: { readonly id: string };
  readonly version?: number;
  readonly callback: { readonly operationId: string; readonly url: string };
}

/** A resource that its product has accepted and not made yet. */
export class Pending {
  private constructor(
    readonly team: Team,
    readonly id: string,
    readonly operationId: string,
    /** As the team was told. */
    readonly sold: { readonly status: string; readonly secrets: Secrets },
  ) {}

  static async begin(doors: Doors, service: FaultyService): Promise<Pending> {
    service.answerBy(acceptAll);
    const team = await doors.team();
    const { id, status, secrets } = await doors.buy(team);
    const call = Pending.calls(service, id).at(-1);
    if (call === undefined) throw new Error('the service was not asked');
    return new Pending(team, id, call.callback.operationId, { status, secrets });
  }

  /** What the service was asked about a resource, in order. */
  static calls(service: FaultyService, id: string): readonly ServiceCall[] {
    const calls = service.requests.map(({ body }) => JSON.parse(body) as ServiceCall);
    return calls.filter(({ resource }) => resource.id === id);
  }

  /** The same, as a later call asked for it. */
  under(call: ServiceCall | undefined): Pending {
    return new Pending(this.team, this.id, call?.callback.operationId ?? '', this.sold);
  }

  ready(secrets: Secrets): object {
    return { ...this.about, status: 'ready', secrets };
  }

  failed(): object {
    return { ...this.about, status: 'failed', error: { message: 'No room is left.' } };
  }

  private get about(): object {
    return { operationId: this.operationId, resourceId: this.id };
  }
}

/** What is used is told at once, by whatever service. */
const acceptAll: Fault = (response, body) => {
  const isUsage = (JSON.parse(body) as ServiceCall).operation === 'usage';
  if (isUsage) response.setHeader('content-type', 'application/json').end('{"readings":[]}');
  else response.writeHead(202).end();
};
