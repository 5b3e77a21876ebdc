import { Injectable } from '@nestjs/common';
import { readProjectConnection } from '#libs/vercel-webhooks';
import { ListensToVercel, type VercelEvent } from '../../platform/events/index.js';
import { ConnectionRepository } from './connection.repository.js';

const CONNECTED = 'integration-resource.project-connected';

/** Keeps which projects a resource is connected to, as Vercel tells it. */
@Injectable()
export class ConnectionsListener {
  constructor(private readonly connections: ConnectionRepository) {}

  @ListensToVercel(CONNECTED, 'integration-resource.project-disconnected')
  async onChanged({ type, installationIds, payload, happenedAt: since }: VercelEvent): Promise<void> {
    const connection = readProjectConnection(payload);
    if (connection === null) return;
    const state = type === CONNECTED ? 'connected' : 'disconnected';
    for (const installationId of installationIds)
      await this.connections.note(installationId, connection, { state, since });
  }
}
