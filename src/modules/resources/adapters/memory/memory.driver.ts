import { createHmac } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { ReplBlock } from '#libs/vercel-contract';
import { Secret } from '../../../../platform/crypto/index.js';
import { DriverRefused, DriverUnavailable, ReplFailed } from '../../driver.errors.js';
import {
  ProductDriver,
  type DriverCall,
  type DriverCommand,
  type Deprovisioned,
  type DriverResource,
  type DriverSecret,
  type Made,
  type Provisioned,
  type Reading,
  type ReadingSpan,
  type Rotated,
} from '../../driver.port.js';
import type { Adoption, Importable, InstanceOwner } from '../../importing.port.js';

const FIRST_VERSION = 1;

/** The operations of the port. */
export type MemoryOperation =
  | 'provision'
  | 'update'
  | 'transfer'
  | 'suspend'
  | 'resume'
  | 'deprovision'
  | 'rotateSecrets'
  | 'revokeSecrets'
  | 'repl'
  | 'usage'
  | 'listImportable'
  | 'adopt'
  | 'release'
  | 'holds';

/**
 * How a call ends instead of doing its work; `hang` ends at the deadline. `pending`: provision does the work and is not
 * ready, rotate and deprovision leave it to the next call. `onboarding`: provision does the work, the customer has some left.
 */
export type MemoryOutcome = 'transient' | 'final' | 'hang' | 'pending' | 'onboarding';

/** What the product holds of one resource, with the resource as it was last told. */
export interface MemoryInstance {
  readonly resource: DriverResource;
  /** The key of each version; null: revoked. */
  readonly keys: ReadonlyMap<number, Secret | null>;
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
  readonly #readings = new Map<string, readonly Reading[] | 'transient'>();
  readonly #spans: ReadingSpan[] = [];
  readonly #owned = new Map<string, InstanceOwner>();

  get instances(): ReadonlyMap<string, MemoryInstance> {
    return this.#instances;
  }

  get calls(): readonly MemoryCall[] {
    return this.#calls;
  }

  /** What it was asked to measure, in that order. */
  get spans(): readonly ReadingSpan[] {
    return this.#spans;
  }

  override get measures(): boolean {
    return true;
  }

  /** What the meters of a resource show from now on, if they can be read at all. */
  show(resourceId: string, readings: readonly Reading[] | 'transient'): void {
    this.#readings.set(resourceId, readings);
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
    const key = keyOf(resource, credentialSeed, FIRST_VERSION);
    const { keys, suspended } = this.#instances.get(resource.id) ?? {
      keys: new Map([[FIRST_VERSION, key]]),
      suspended: false,
    };
    this.#instances.set(resource.id, { resource, keys, suspended });
    if (outcome === 'pending') return { status: outcome, secrets: [] };
    return { status: outcome === 'onboarding' ? outcome : 'ready', secrets: secretsOf(key) };
  }

  async update(resource: DriverResource, call: DriverCall): Promise<void> {
    await this.#begin('update', resource, call);
    this.#instances.set(resource.id, { ...this.#existing(resource), resource });
  }

  override async transfer(resource: DriverResource, call: DriverCall): Promise<void> {
    await this.#begin('transfer', resource, call);
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

  async deprovision(resource: DriverResource, call: DriverCall): Promise<Deprovisioned> {
    const outcome = await this.#begin('deprovision', resource, call);
    if (outcome === 'pending') return { status: 'pending' };
    this.#instances.delete(resource.id);
    return { status: 'gone' };
  }

  async rotateSecrets(
    resource: DriverResource,
    credentialSeed: Secret,
    version: number,
    call: DriverCall,
  ): Promise<Rotated> {
    const outcome = await this.#begin('rotateSecrets', resource, call);
    const instance = this.#existing(resource);
    if (instance.keys.get(version) === null) throw new DriverRefused('The key has been revoked.');
    if (outcome === 'pending') return { status: 'pending' };
    const key = keyOf(resource, credentialSeed, version);
    this.#instances.set(resource.id, { ...instance, keys: new Map([...instance.keys, [version, key]]) });
    return { status: 'ready', secrets: secretsOf(key) };
  }

  async revokeSecrets(resource: DriverResource, version: number, call: DriverCall): Promise<void> {
    await this.#begin('revokeSecrets', resource, call);
    const instance = this.#instances.get(resource.id);
    if (instance === undefined) return;
    this.#instances.set(resource.id, { ...instance, keys: new Map([...instance.keys, [version, null]]) });
  }

  override async usage(resource: DriverResource, span: ReadingSpan, call: DriverCall): Promise<readonly Reading[]> {
    this.#spans.push(span);
    await this.#begin('usage', resource, call);
    this.#existing(resource);
    const readings = this.#readings.get(resource.id) ?? [];
    if (readings === 'transient') throw new DriverUnavailable('the memory driver was told to be unavailable');
    return readings;
  }

  override get imports(): boolean {
    return true;
  }

  /** Somebody has an instance at the product, or (null) has it no more. */
  own(instance: string, owner: InstanceOwner | null): void {
    if (owner === null) this.#owned.delete(instance);
    else this.#owned.set(instance, owner);
  }

  override async listImportable(owner: InstanceOwner, _slug: string, call: DriverCall): Promise<readonly Importable[]> {
    await this.#begin('listImportable', { id: '' }, call);
    const own = [...this.#owned].filter(([, other]) => isDeepStrictEqual(other, owner));
    return own.map(([instance]) => ({ instance, name: `My ${instance}` }));
  }

  override async adopt(resource: DriverResource, adoption: Adoption, seed: Secret, call: DriverCall): Promise<Made> {
    await this.#begin('adopt', resource, call);
    if (!isDeepStrictEqual(this.#owned.get(adoption.instance), adoption.owner))
      throw new DriverRefused('The instance is not yours.');
    const key = keyOf(resource, seed, FIRST_VERSION);
    this.#instances.set(resource.id, { resource, keys: new Map([[FIRST_VERSION, key]]), suspended: false });
    return { status: 'ready', secrets: secretsOf(key) };
  }

  override async release(resource: DriverResource, call: DriverCall): Promise<void> {
    await this.#begin('release', resource, call);
    this.#instances.delete(resource.id);
  }

  override async holds(resource: DriverResource, call: DriverCall): Promise<boolean> {
    await this.#begin('holds', resource, call);
    return this.#owned.has(resource.instance ?? '');
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
    resource: Pick<DriverResource, 'id'>,
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

function keyOf(resource: DriverResource, credentialSeed: Secret, version: number): Secret {
  const hmac = createHmac('sha256', credentialSeed.reveal()).update(`${resource.id}:${version}`);
  return Secret.of(hmac.digest('base64url'));
}

function secretsOf(key: Secret): readonly DriverSecret[] {
  return [{ name: 'MEMORY_KEY', value: key }];
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
