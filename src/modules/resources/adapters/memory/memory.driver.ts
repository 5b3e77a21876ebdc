import { createHmac } from 'node:crypto';
import type { ReplBlock } from '#libs/vercel-contract';
import { Secret } from '../../../../platform/crypto/index.js';
import { DriverRefused, DriverUnavailable, ReplFailed } from '../../driver.errors.js';
import {
  ProductDriver,
  type DriverCall,
  type DriverCommand,
  type DriverResource,
  type Provisioned,
} from '../../driver.port.js';

/** The operations of the port. */
export type MemoryOperation = 'provision' | 'update' | 'suspend' | 'resume' | 'deprovision' | 'repl';

/** How a call ends instead of doing its work; `hang` ends at the deadline, `pending` does the work and is not ready. */
export type MemoryOutcome = 'transient' | 'final' | 'hang' | 'pending';

/** What the product holds of one resource, with the resource as it was last told. */
export interface MemoryInstance {
  readonly resource: DriverResource;
  readonly key: Secret;
  readonly suspended: boolean;
}

/** One call as it came in, whatever became of it. */
export interface MemoryCall {
  readonly operation: MemoryOperation;
  readonly resourceId: string;
}

/** A product without a product: instances in a map, for tests and the benchmark. Console: `read`, `write`, `slow`. */
export class MemoryDriver extends ProductDriver {
  readonly #instances = new Map<string, MemoryInstance>();
  readonly #calls: MemoryCall[] = [];
  readonly #gates = new Map<MemoryOperation, Promise<void>[]>();
  readonly #outcomes = new Map<MemoryOperation, MemoryOutcome[]>();

  get instances(): ReadonlyMap<string, MemoryInstance> {
    return this.#instances;
  }

  get calls(): readonly MemoryCall[] {
    return this.#calls;
  }

  /** Makes the next calls of an operation end so, one after the other. */
  next(operation: MemoryOperation, ...outcomes: readonly MemoryOutcome[]): void {
    this.#outcomes.set(operation, [...(this.#outcomes.get(operation) ?? []), ...outcomes]);
  }

  /** Makes the next call of an operation wait, before its work, until the returned function is called. */
  hold(operation: MemoryOperation): () => void {
    const gate = Promise.withResolvers<void>();
    this.#gates.set(operation, [...(this.#gates.get(operation) ?? []), gate.promise]);
    return gate.resolve;
  }

  async provision(resource: DriverResource, credentialSeed: Secret, call: DriverCall): Promise<Provisioned> {
    const outcome = await this.#begin('provision', resource, call);
    const key = Secret.of(createHmac('sha256', credentialSeed.reveal()).update(resource.id).digest('base64url'));
    const suspended = this.#instances.get(resource.id)?.suspended ?? false;
    this.#instances.set(resource.id, { resource, key, suspended });
    return { status: outcome === 'pending' ? 'pending' : 'ready', secrets: [{ name: 'MEMORY_KEY', value: key }] };
  }

  async update(resource: DriverResource, call: DriverCall): Promise<void> {
    await this.#begin('update', resource, call);
    this.#instances.set(resource.id, { ...this.#existing(resource), resource });
  }

  async suspend(resource: DriverResource, call: DriverCall): Promise<void> {
    await this.#begin('suspend', resource, call);
    const instance = this.#instances.get(resource.id);
    if (instance !== undefined) this.#instances.set(resource.id, { ...instance, suspended: true });
  }

  async resume(resource: DriverResource, call: DriverCall): Promise<void> {
    await this.#begin('resume', resource, call);
    this.#instances.set(resource.id, { ...this.#existing(resource), suspended: false });
  }

  async deprovision(resource: DriverResource, call: DriverCall): Promise<void> {
    await this.#begin('deprovision', resource, call);
    this.#instances.delete(resource.id);
  }

  async repl(resource: DriverResource, command: DriverCommand, call: DriverCall): Promise<readonly ReplBlock[]> {
    await this.#begin('repl', resource, call);
    if (this.#existing(resource).suspended) throw new DriverRefused('The instance is suspended.');
    if (command.input === 'slow') await aborted(call.signal);
    const isAllowed = command.input === 'read' || (command.input === 'write' && command.mode === 'read-write');
    if (!isAllowed) throw new ReplFailed('the command failed', [paragraph(`ERROR: ${command.input}`, '#ff0000')]);
    return [paragraph(command.input)];
  }

  async #begin(
    operation: MemoryOperation,
    resource: DriverResource,
    call: DriverCall,
  ): Promise<MemoryOutcome | undefined> {
    this.#calls.push({ operation, resourceId: resource.id });
    const outcome = this.#outcomes.get(operation)?.shift();
    await this.#gates.get(operation)?.shift();
    if (call.signal.aborted || outcome === 'hang') await aborted(call.signal);
    if (outcome === 'transient') throw new DriverUnavailable('the memory driver was told to be unavailable');
    if (outcome === 'final') throw new DriverRefused('The memory driver was told to refuse.');
    return outcome;
  }

  #existing(resource: DriverResource): MemoryInstance {
    const instance = this.#instances.get(resource.id);
    if (instance === undefined) throw new DriverRefused('The instance does not exist.');
    return instance;
  }
}

/** Never resolves; rejects at the deadline. */
function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const onAbort = () => reject(new DriverUnavailable('the deadline passed', { cause: signal.reason }));
    if (signal.aborted) onAbort();
    else signal.addEventListener('abort', onAbort, { once: true });
  });
}

function paragraph(text: string, color?: string): ReplBlock {
  return { type: 'paragraph', children: [{ type: 'text', text, ...(color === undefined ? {} : { color }) }] };
}
