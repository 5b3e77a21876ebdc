import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { DiscoveryService, Reflector } from '@nestjs/core';
import { definedJobs, type JobDefinition } from './job-definition.js';
import { HandlesJob, type JobHandler } from './job-handler.js';

/** A kind of job and who does it. */
export interface KnownJob {
  readonly definition: JobDefinition;
  readonly handler: JobHandler;
}

/** Which handler does which job; checked at start, so that no job can wait for a handler that does not exist. */
@Injectable()
export class JobRegistry implements OnApplicationBootstrap {
  private readonly handlers = new Map<string, KnownJob>();

  constructor(
    private readonly discovery: DiscoveryService,
    private readonly reflector: Reflector,
  ) {}

  onApplicationBootstrap(): void {
    for (const { instance, metatype } of this.discovery.getProviders()) {
      if (typeof metatype !== 'function' || instance == null) continue;
      const definition = this.reflector.get(HandlesJob, metatype);
      if (definition !== undefined) this.register(definition, instance as JobHandler);
    }
    const idle = definedJobs().filter((definition) => !this.handlers.has(definition.name));
    if (idle.length > 0) throw new Error(`Jobs without a handler: ${idle.map((job) => job.name).join(', ')}`);
  }

  /** A kind of job; null for one that only another version of the app knows. */
  find(name: string): KnownJob | null {
    return this.handlers.get(name) ?? null;
  }

  private register(definition: JobDefinition, handler: JobHandler): void {
    if (this.handlers.has(definition.name)) throw new Error(`The job ${definition.name} has two handlers`);
    this.handlers.set(definition.name, { definition, handler });
  }
}
