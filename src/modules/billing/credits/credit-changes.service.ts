import { Injectable } from '@nestjs/common';
import { PushRequests } from '../interim/index.js';
import { Ledger } from './ledger.service.js';
import type { Posting } from './ledger.repository.js';
import { Standings } from './standings.service.js';

/** Changes of credits that somebody waits for, with all that follows. In the caller's unit of work, behind the installation's lock. */
@Injectable()
export class CreditChanges {
  constructor(
    private readonly ledger: Ledger,
    private readonly standings: Standings,
    private readonly pushes: PushRequests,
  ) {}

  /** Gives to each holder, or takes from him whatever he has. */
  async post(installationId: string, postings: readonly Posting[]): Promise<void> {
    await this.ledger.post(installationId, postings);
    await this.follow(installationId);
  }

  /** Takes from each holder, and from the installation what the holder does not have. */
  async charge(installationId: string, costs: readonly Posting[]): Promise<void> {
    await this.ledger.charge(installationId, costs);
    await this.follow(installationId);
  }

  private async follow(installationId: string): Promise<void> {
    await this.standings.review(installationId);
    await this.pushes.soon(installationId);
  }
}
