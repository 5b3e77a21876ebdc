import { Injectable } from '@nestjs/common';
import { ListensTo } from '../../platform/events/index.js';
import { UninstallRequested } from '../installations/index.js';
import { MemberRoleChanged } from '../members/index.js';
import { SessionRepository } from './session.repository.js';

/** Ends the sessions of those who leave, or have another role than the one they signed in with. */
@Injectable()
export class SessionsListener {
  constructor(private readonly sessions: SessionRepository) {}

  @ListensTo(MemberRoleChanged)
  async onRoleChanged({ installationId, memberId }: MemberRoleChanged): Promise<void> {
    await this.sessions.endAllOf(installationId, memberId);
  }

  @ListensTo(UninstallRequested)
  async onUninstall({ installationId }: UninstallRequested): Promise<void> {
    await this.sessions.endAll(installationId);
  }
}
