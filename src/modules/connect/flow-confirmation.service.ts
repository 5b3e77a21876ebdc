import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/index.js';
import { UnitOfWork } from '../../platform/database/index.js';
import { CodeExchange } from './code-exchange.service.js';
import type { ConnectFlow } from './connect-flow.entity.js';
import { ConnectFlowRepository } from './connect-flow.repository.js';
import { Introduction } from './introduction.service.js';

/** Takes a flow from its code to an account that the person means. */
@Injectable()
export class FlowConfirmation {
  constructor(
    private readonly exchange: CodeExchange,
    private readonly introduction: Introduction,
    private readonly flows: ConnectFlowRepository,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** The flow as it then is. */
  async bringForward(flow: ConnectFlow): Promise<ConnectFlow | null> {
    if (flow.stage !== 'arrived' || flow.problem !== null) return flow;
    const now = await this.exchange.bringForward(flow.digest);
    if (now === null || now.installationId === null) return now;
    await this.introduction.keepName(now.installationId);
    return now;
  }

  /** What has been confirmed stays so. */
  async confirm({ digest }: ConnectFlow): Promise<void> {
    await this.unitOfWork.run(async () => {
      const flow = await this.flows.lock(digest, this.clock.now());
      if (flow === null) return;
      flow.confirm();
      await this.flows.update(flow);
    });
  }
}
