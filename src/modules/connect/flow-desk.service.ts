import { timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/index.js';
import { Settings } from '../../platform/config/index.js';
import { Secret } from '../../platform/crypto/index.js';
import { UnitOfWork } from '../../platform/database/index.js';
import { BroughtCodes } from './brought-codes.js';
import { BY_ACCOUNT, ConnectFlow, type Hints, type Lifetime } from './connect-flow.entity.js';
import { ConnectFlowRepository } from './connect-flow.repository.js';
import { flowDigest, isFlowSecret, newFlowSecret } from './flow-secret.js';
import { type Query, readHints, readText } from './hints.js';

/** Vercel lets codes live so long, and with them who is on the way to fetch one. */
const START_SECONDS = 1_800;

/** How long a browser may go on after it has come, in seconds. */
export const FLOW_SECONDS = 7_200;

/** How a browser leaves: where to, with which state, and under which secret it comes back. */
interface Started {
  readonly secret: string;
  readonly state: string;
  readonly location: URL;
}

/** How a browser came in. */
export interface Arrival {
  readonly query: Query;
  /** On which it arrived, without our prefix. */
  readonly path: string;
  /** What its cookies hold: of the state that it came with, and of what went on here. */
  readonly brought: { readonly start: string | null; readonly flow: string | null };
}

/** What to do with who came in: go on under a secret, show why not, or have Vercel say first who it is. */
export type Reception =
  | { readonly kind: 'go-on'; readonly secret: string }
  | { readonly kind: 'wrong-state' | 'code-used' | 'nothing-brought' }
  | { readonly kind: 'sign-in'; readonly configurationId: string };

/** What this browser has begun, and what its state is kept as from then on: good for the code that it came with alone. */
interface Begun {
  readonly digest: string;
  readonly state: { readonly present: string; readonly spent: string };
  readonly hints: Hints;
}

/** A browser with a code; `begun`: what had sent it to Vercel, where that was we. */
interface Arriving {
  readonly code: string;
  readonly path: string;
  readonly hints: Hints;
  readonly begun: Begun | null;
}

/** Sends browsers to Vercel, and receives those that come from there; nothing is believed of their address but the code. */
@Injectable()
export class FlowDesk {
  constructor(
    private readonly flows: ConnectFlowRepository,
    private readonly codes: BroughtCodes,
    private readonly unitOfWork: UnitOfWork,
    private readonly settings: Settings,
    private readonly clock: Clock,
  ) {}

  /** A new state, bound to the browser by the secret; what the flow of this browser was about goes on when it comes back. */
  async start(configurationId: string | null, former: string | null): Promise<Started> {
    const [secret, state] = [newFlowSecret(), newFlowSecret()];
    const before = await this.find(former);
    const none: Hints = { source: 'external', configurationId, next: null, projectId: null, externalId: null };
    const isSame = before !== null && configurationId !== null && before.hints.configurationId === configurationId;
    const hints = isSame ? { ...before.hints, source: 'external' } : none;
    const lives = this.lives(START_SECONDS);
    const started = ConnectFlow.start(flowDigest(secret), { stateDigest: flowDigest(state), hints }, lives);
    await this.unitOfWork.run(() => this.flows.addOnce(started));
    const { vercel, integration } = this.settings;
    const location = new URL(`${vercel.dashboardUrl}/integrations/${encodeURIComponent(integration.slug)}/new`);
    location.searchParams.set('state', state);
    return { secret, state, location };
  }

  async receive({ query, path, brought }: Arrival): Promise<Reception> {
    const hints = readHints(query, this.settings.vercel.dashboardUrl);
    const code = readText(query['code']);
    const present = await this.find(brought.flow);
    const isKnown = hints.configurationId !== null && present?.confirmedInstallation === hints.configurationId;
    if (isKnown && hints.source !== 'external') {
      const source = present?.source === BY_ACCOUNT ? BY_ACCOUNT : hints.source;
      return { kind: 'go-on', secret: await this.admit(hints.configurationId ?? '', { ...hints, source }) };
    }
    if (code === null) return withoutCode(hints);
    const isRepeat = present !== null && present.codeDigest === flowDigest(code) && brought.flow !== null;
    if (isRepeat) return { kind: 'go-on', secret: brought.flow ?? '' };
    if (hints.source !== 'external') return this.arrive({ code, path, hints, begun: null });
    const begun = await this.startedBy(brought.start, query['state'], code);
    if (begun === null) return { kind: 'wrong-state' };
    return this.arrive({ code, path, hints: together(hints, begun.hints), begun });
  }

  private find(secret: string | null): Promise<ConnectFlow | null> {
    return isFlowSecret(secret) ? this.flows.find(flowDigest(secret), this.clock.now()) : Promise.resolve(null);
  }

  /** What was begun in this browser with that state, unless the state came with another code before; null when nothing was. */
  private async startedBy(secret: string | null, state: unknown, code: string): Promise<Begun | null> {
    const started = await this.find(secret);
    if (started?.stage !== 'started' || started.stateDigest === null || !isFlowSecret(state)) return null;
    const present = Buffer.from(started.stateDigest);
    const spent = flowDigest(`${state} ${code}`);
    const isOurs = [flowDigest(state), spent].some((known) => timingSafeEqual(present, Buffer.from(known)));
    return isOurs
      ? { digest: started.digest, state: { present: started.stateDigest, spent }, hints: started.hints }
      : null;
  }

  /** Lets a browser in that is known to be this account's; tells under which secret. */
  async admit(installationId: string, hints: Hints): Promise<string> {
    const secret = newFlowSecret();
    const flow = ConnectFlow.reopen(flowDigest(secret), { installationId, hints }, this.lives(FLOW_SECONDS));
    await this.unitOfWork.run(() => this.flows.addOnce(flow));
    return secret;
  }

  /** A code that nobody has exchanged yet may come again: its first answer may have been lost on the way. */
  private arrive({ code, path, hints, begun }: Arriving): Promise<Reception> {
    const secret = newFlowSecret();
    const digest = flowDigest(secret);
    const kept = { sealed: this.codes.seal(digest, Secret.of(code)), digest: flowDigest(code), path };
    const flow = ConnectFlow.arrive(digest, { code: kept, hints }, this.lives(FLOW_SECONDS));
    return this.unitOfWork.run(async () => {
      if (begun !== null && !(await this.flows.spendState(begun.digest, begun.state))) return { kind: 'wrong-state' };
      const former = await this.flows.findByCode(kept.digest);
      if (former !== null && !former.isUntouched(this.clock.now())) return { kind: 'code-used' };
      if (former !== null) await this.flows.delete(former.digest);
      return (await this.flows.addOnce(flow)) ? { kind: 'go-on', secret } : { kind: 'code-used' };
    });
  }

  private lives(seconds: number): Lifetime {
    return { now: this.clock.now(), expiresAt: this.clock.inSeconds(seconds) };
  }
}

function withoutCode({ configurationId }: Hints): Reception {
  return configurationId === null ? { kind: 'nothing-brought' } : { kind: 'sign-in', configurationId };
}

/** What was begun here first says what is to go on; the account is the one that has come. */
function together(arrived: Hints, begun: Hints): Hints {
  const isSame = begun.configurationId === null || begun.configurationId === arrived.configurationId;
  if (!isSame) return arrived;
  return {
    ...arrived,
    next: begun.next ?? arrived.next,
    projectId: begun.projectId ?? arrived.projectId,
    externalId: begun.externalId ?? arrived.externalId,
  };
}
