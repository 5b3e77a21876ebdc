import { Injectable } from '@nestjs/common';
import type { ReplBlock } from '#libs/vercel-contract';
import { Audit } from '../../platform/audit/index.js';
import { UnitOfWork } from '../../platform/database/index.js';
import { AccessRefused, Conflict, NotFound } from '../../platform/errors/index.js';
import { Catalog } from '../catalog/index.js';
import { DriverCalls } from './driver-calls.js';
import { ReplFailed } from './driver.errors.js';
import type { DriverCommand } from './driver.port.js';
import type { ReplRequest } from './dto/repl.request.js';
import type { Resource } from './resource.entity.js';
import { ResourceRepository } from './resource.repository.js';

/** What came of a command: its output, or why it was refused; both as blocks. */
export interface ReplOutcome {
  readonly succeeded: boolean;
  readonly blocks: readonly ReplBlock[];
}

/** Runs a command from the dashboard's console. */
@Injectable()
export class ReplService {
  constructor(
    private readonly resources: ResourceRepository,
    private readonly catalog: Catalog,
    private readonly drivers: DriverCalls,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: Audit,
  ) {}

  /** A `USER` may only read, and only where the product has a console that cannot write. */
  async run(installationId: string, id: string, command: ReplRequest, role: 'ADMIN' | 'USER'): Promise<ReplOutcome> {
    const resource = await this.resources.find(installationId, id);
    if (resource === null) throw new NotFound('Resource');
    const console = this.catalog.getProduct(resource.productSlug).capabilities.repl;
    if (console === null) throw new Conflict('The product has no console');
    const readOnly = command.readOnly === true;
    if (role === 'USER' && !(readOnly && console.readOnlyMode)) throw new AccessRefused('role');
    if (readOnly && !console.readOnlyMode) throw new Conflict('The console of the product has no read-only mode');
    this.assertUsable(resource);
    const mode = readOnly ? 'read-only' : 'read-write';
    await this.record(resource, mode);
    try {
      const input = command.input;
      const blocks = await this.drivers.call(resource, (driver, told, call) =>
        driver.repl(told, { input, mode }, call),
      );
      return { succeeded: true, blocks };
    } catch (error) {
      if (error instanceof ReplFailed) return { succeeded: false, blocks: error.blocks };
      throw error;
    }
  }

  private assertUsable({ isUsable, held, state }: Resource): void {
    if (isUsable) return;
    const message = held || state === 'suspended' ? 'The resource is suspended' : 'The resource is not ready';
    throw new Conflict(message, { user: { message: `${message}.` } });
  }

  /** Before the command, so that none runs unrecorded; its text may hold a secret and stays out. */
  private async record({ installationId, id }: Resource, mode: DriverCommand['mode']): Promise<void> {
    const entry = { installationId, action: 'resource.command-requested', subject: id, details: { mode } };
    await this.unitOfWork.run(async () => this.audit.append(entry));
  }
}
