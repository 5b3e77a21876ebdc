import { Injectable } from '@nestjs/common';
import { type OAuthGrant, type Outcome, VercelApi } from '#libs/vercel-api';
import { Clock } from '../../platform/clock/index.js';
import { Settings } from '../../platform/config/index.js';
import { Secret } from '../../platform/crypto/index.js';
import { UnitOfWork } from '../../platform/database/index.js';
import { DomainError } from '../../platform/errors/index.js';
import { ConnectedInstallations } from '../installations/index.js';
import { BroughtCodes } from './brought-codes.js';
import { type ConnectFlow, type FlowProblem } from './connect-flow.entity.js';
import { ConnectFlowRepository } from './connect-flow.repository.js';

type Taken = { readonly code: Secret; readonly path: string; readonly configurationId: string | null };

/** Exchanges the code of a flow, once: what Vercel gives is kept before anybody is shown anything. */
@Injectable()
export class CodeExchange {
  constructor(
    private readonly api: VercelApi,
    private readonly flows: ConnectFlowRepository,
    private readonly codes: BroughtCodes,
    private readonly installations: ConnectedInstallations,
    private readonly unitOfWork: UnitOfWork,
    private readonly settings: Settings,
    private readonly clock: Clock,
  ) {}

  /** The flow as it then is; one that has been exchanged, is being exchanged, or has failed is left as it is. Null once it is over. */
  async bringForward(digest: string): Promise<ConnectFlow | null> {
    const taken = await this.unitOfWork.run(() => this.take(digest));
    if (taken !== null) {
      const outcome = await this.exchange(taken);
      await this.settle(digest, taken, outcome);
    }
    return this.flows.find(digest, this.clock.now());
  }

  private async take(digest: string): Promise<Taken | null> {
    const now = this.clock.now();
    const flow = await this.flows.lock(digest, now);
    const sealed = flow?.takeCode(now) ?? null;
    if (flow === null || sealed === null || flow.path === null) return null;
    await this.flows.update(flow);
    return { code: this.codes.open(digest, sealed), path: flow.path, configurationId: flow.configurationId };
  }

  private exchange({ code, path }: Taken): Promise<Outcome<OAuthGrant>> {
    const { integration, http } = this.settings;
    const [secret] = integration.clientSecrets;
    if (secret === undefined) throw new Error('there is always a client secret');
    const redirectUri = `${http.publicUrl}${path}`;
    const client = { id: integration.clientId, secret: secret.reveal() };
    return this.api.oauth.exchange(client, { code: code.reveal(), redirectUri });
  }

  /** The ids of the answer are to be trusted; where the address named another account, the token is dropped. */
  private async settle(digest: string, { configurationId }: Taken, outcome: Outcome<OAuthGrant>): Promise<void> {
    if (outcome.kind !== 'done') {
      const isOver = outcome.kind === 'final';
      return this.change(digest, (flow) => (isOver ? flow.fail('refused') : flow.release()));
    }
    const grant = outcome.value;
    const isForeign = configurationId !== null && configurationId !== grant.installationId;
    if (isForeign) return this.change(digest, (flow) => flow.fail('foreign'));
    const problem = await this.keep(digest, grant);
    if (problem !== null) await this.change(digest, (flow) => flow.fail(problem));
  }

  private async keep(digest: string, grant: OAuthGrant): Promise<FlowProblem | null> {
    const { installationId, teamId, userId, tokenType } = grant;
    const token = Secret.of(grant.accessToken);
    try {
      await this.unitOfWork.run(async () => {
        await this.installations.keep(installationId, { accountId: teamId ?? userId, teamId, token, tokenType });
        await this.change(digest, (flow) => flow.exchange(installationId));
      });
      return null;
    } catch (error) {
      if (error instanceof DomainError && error.isFinal) return 'unusable';
      throw error;
    }
  }

  private change(digest: string, change: (flow: ConnectFlow) => void): Promise<void> {
    return this.unitOfWork.run(async () => {
      const flow = await this.flows.lock(digest, this.clock.now());
      if (flow === null) return;
      change(flow);
      await this.flows.update(flow);
    });
  }
}
