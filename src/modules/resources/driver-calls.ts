import { Inject, Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../platform/database/index.js';
import { Conflict, DomainError, Unavailable } from '../../platform/errors/index.js';
import { DriverRefused, ReplFailed } from './driver.errors.js';
import type { DriverCall, DriverResource, ProductDriver } from './driver.port.js';
import { DriverRegistry } from './driver.registry.js';

/** Token of the longest that a caller waits for the product, in milliseconds; well below a resource's lease. */
export const DRIVER_DEADLINE_MS = Symbol('DRIVER_DEADLINE_MS');

/** What a driver is told of a resource, among whatever else is known of it. */
export interface Named {
  readonly installationId: string;
  readonly id: string;
  readonly productSlug: string;
  readonly driver?: string | null;
  readonly planId: string;
  readonly name: string;
  readonly metadata: DriverResource['metadata'];
  readonly linkedInstance?: string | null;
}

/** The one way to the product: never inside a transaction, always with a deadline, failures as facts. */
@Injectable()
export class DriverCalls {
  constructor(
    private readonly registry: DriverRegistry,
    private readonly unitOfWork: UnitOfWork,
    @Inject(DRIVER_DEADLINE_MS) private readonly deadlineMs: number,
  ) {}

  /** Whether the product may report later what it does not end in its answer. */
  callsBack({ productSlug, driver }: Named): boolean {
    return this.registry.driverOf(productSlug, driver).callsBack;
  }

  async call<T>(
    resource: Named,
    operation: (driver: ProductDriver, told: DriverResource, call: DriverCall) => Promise<T>,
  ): Promise<T> {
    this.unitOfWork.assertClosed('A call to a driver');
    const driver = this.registry.driverOf(resource.productSlug, resource.driver);
    const { id, installationId, productSlug, planId, name, metadata, linkedInstance } = resource;
    const linked = linkedInstance ? { instance: linkedInstance } : {};
    const told = { id, installationId, productSlug, planId, name, metadata, ...linked };
    return this.within((signal) => operation(driver, told, { signal }));
  }

  /** As `call`, where there is no resource yet: of a product that is sold. */
  async ask<T>(productSlug: string, question: (driver: ProductDriver, call: DriverCall) => Promise<T>): Promise<T> {
    this.unitOfWork.assertClosed('A call to a driver');
    const driver = this.registry.driverOf(productSlug);
    return this.within((signal) => question(driver, { signal }));
  }

  private async within<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    try {
      return await beforeDeadline(this.deadlineMs, work);
    } catch (error) {
      throw asFact(error);
    }
  }
}

/** A driver that does not heed its signal does not keep the caller waiting, and one that is done leaves no timer behind. */
async function beforeDeadline<T>(ms: number, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const deadline = new AbortController();
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    late.reject(new Unavailable('The product did not answer in time'));
    deadline.abort(new DOMException('The deadline has passed', 'TimeoutError'));
  }, ms);
  try {
    return await Promise.race([work(deadline.signal), late.promise]);
  } finally {
    clearTimeout(timer);
  }
}

function asFact(error: unknown): unknown {
  if (error instanceof DomainError || error instanceof ReplFailed) return error;
  if (error instanceof DriverRefused)
    return new Conflict('The product refused', { user: { message: error.message }, cause: error });
  return new Unavailable('The product is not available', { cause: error });
}
