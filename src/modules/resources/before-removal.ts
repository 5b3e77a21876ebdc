import { Injectable } from '@nestjs/common';
import type { Resource } from './resource.entity.js';

/** Whoever has to know something of the product before an instance is gone. */
export abstract class BeforeRemoval {
  /** Outside any transaction, and again whenever the removal is tried again. What it throws puts the removal off. */
  abstract beforeRemoval(resource: Pick<Resource, 'installationId' | 'id' | 'productSlug'>): Promise<void>;
}

/** All who are asked before the driver is to remove an instance. */
@Injectable()
export class RemovalPreparations {
  private readonly others: BeforeRemoval[] = [];

  /** To be called at the start. */
  register(other: BeforeRemoval): void {
    this.others.push(other);
  }

  async make(resource: Resource): Promise<void> {
    for (const other of this.others) await other.beforeRemoval(resource);
  }
}
