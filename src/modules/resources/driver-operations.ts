import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/index.js';
import type { Secret } from '../../platform/crypto/index.js';
import { DomainError } from '../../platform/errors/index.js';
import { DriverCalls, type Named } from './driver-calls.js';
import { OperationRepository, type OperationSubject } from './driver-operation.repository.js';
import type { Deprovisioned, DriverCall, DriverResource, ProductDriver, Provisioned, Rotated } from './driver.port.js';
import { FIRST_VERSION } from './resource-secrets.js';

/** How long a product may take for what it does not end in its answer. */
const MOST_SECONDS = 86_400;

/** The making of an instance, which happens once. */
export const PROVISION = { kind: 'provision', version: FIRST_VERSION } as const;

/** Its removal. */
const DEPROVISION = { kind: 'deprovision', version: FIRST_VERSION } as const;

type Call<T> = (driver: ProductDriver, told: DriverResource, call: DriverCall) => Promise<T>;

/** The calls whose end may come after their answer: each under an operation where the driver reports back. */
@Injectable()
export class DriverOperations {
  constructor(
    private readonly drivers: DriverCalls,
    private readonly operations: OperationRepository,
    private readonly clock: Clock,
  ) {}

  provision(resource: Named, seed: Secret): Promise<Provisioned> {
    return this.call(resource, PROVISION, (driver, told, call) => driver.provision(told, seed, call));
  }

  rotateSecrets(resource: Named, seed: Secret, version: number): Promise<Rotated> {
    const subject = { kind: 'rotate-secrets', version } as const;
    return this.call(resource, subject, (driver, told, call) => driver.rotateSecrets(told, seed, version, call));
  }

  /** What is linked is let go instead. */
  async deprovision(resource: Named): Promise<Deprovisioned> {
    if (resource.linkedInstance) {
      await this.drivers.call(resource, (driver, told, call) => driver.release(told, call));
      return { status: 'gone' };
    }
    return this.call(resource, DEPROVISION, (driver, told, call) => driver.deprovision(told, call));
  }

  /** Begins an operation, or gives the one that goes on. */
  begin({ installationId, id }: Named, subject: OperationSubject): Promise<string> {
    const period = { now: this.clock.now(), due: this.clock.inSeconds(MOST_SECONDS) };
    return this.operations.beginOnce(installationId, id, { ...subject, ...period });
  }

  /** On record before the call, since the product may report before it has answered. */
  private async call<T extends { readonly status: string }>(
    resource: Named,
    subject: OperationSubject,
    call: Call<T>,
  ): Promise<T> {
    if (!this.drivers.callsBack(resource)) return this.drivers.call(resource, call);
    const operationId = await this.begin(resource, subject);
    try {
      const made = await this.drivers.call(resource, (driver, told, { signal }) =>
        call(driver, told, { signal, operationId }),
      );
      if (made.status === 'ready' || made.status === 'gone') await this.end(resource, operationId, 'succeeded');
      return made;
    } catch (error) {
      if (error instanceof DomainError && error.isFinal) await this.end(resource, operationId, 'failed');
      throw error;
    }
  }

  private end({ installationId }: Named, id: string, outcome: 'succeeded' | 'failed'): Promise<void> {
    return this.operations.endOnce(installationId, id, outcome, this.clock.now());
  }
}
