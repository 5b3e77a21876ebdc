import type { ReplBlock } from '#libs/vercel-contract';
import type { Secret } from '../../../../platform/crypto/index.js';
import { DriverUnavailable } from '../../driver.errors.js';
import {
  ProductDriver,
  type Deprovisioned,
  type DriverCall,
  type DriverCommand,
  type DriverResource,
  type Made,
  type Pending,
  type Provisioned,
  type Reading,
  type ReadingSpan,
  type Rotated,
} from '../../driver.port.js';
import type { Adoption, Importable, InstanceOwner } from '../../importing.port.js';
import { failureOf, readInstances, readReadings, readSecrets } from './read-answer.js';
import { readBlocks } from './read-blocks.js';
import { type ServiceAddress, type ServiceAnswer, SignedCalls } from './signed-calls.js';

const ACCEPTED = 202;

/** Any other success is JSON: a page of something in between is not the service's word. */
const BODILESS: ReadonlySet<number> = new Set([ACCEPTED, 204]);
const PENDING: Pending = { status: 'pending' };

/** Where the service is, and the address below which it reports the end of an operation. */
export interface HttpDriverOptions extends ServiceAddress {
  readonly callbackUrl: string;
}

/** Sells what the provider's own service makes, by signed JSON calls (docs/openapi/driver.json). */
export class HttpDriver extends ProductDriver {
  readonly #calls: SignedCalls;

  constructor(private readonly options: HttpDriverOptions) {
    super();
    this.#calls = new SignedCalls(options);
  }

  override get callsBack(): boolean {
    return true;
  }

  async provision(resource: DriverResource, credentialSeed: Secret, call: DriverCall): Promise<Provisioned> {
    const answer = await this.#begin('provision', resource, call, { credentialSeed: credentialSeed.reveal() });
    if (answer.status === ACCEPTED) return { ...PENDING, secrets: [] };
    const status = answer.body?.['status'];
    const secrets = readSecrets(answer.body?.['secrets']);
    if ((status !== 'ready' && status !== 'onboarding') || secrets === null) throw unreadable('provision');
    return { status, secrets };
  }

  async update(resource: DriverResource, call: DriverCall): Promise<void> {
    await this.#send('update', resource, call);
  }

  override async transfer(resource: DriverResource, call: DriverCall): Promise<void> {
    await this.#send('transfer', resource, call);
  }

  async suspend(resource: DriverResource, call: DriverCall): Promise<void> {
    await this.#send('suspend', resource, call);
  }

  async resume(resource: DriverResource, call: DriverCall): Promise<void> {
    await this.#send('resume', resource, call);
  }

  async deprovision(resource: DriverResource, call: DriverCall): Promise<Deprovisioned> {
    const { status } = await this.#begin('deprovision', resource, call);
    return status === ACCEPTED ? PENDING : { status: 'gone' };
  }

  async rotateSecrets(
    resource: DriverResource,
    credentialSeed: Secret,
    version: number,
    call: DriverCall,
  ): Promise<Rotated> {
    const more = { credentialSeed: credentialSeed.reveal(), version };
    const { status, body } = await this.#begin('rotate-secrets', resource, call, more);
    if (status === ACCEPTED) return PENDING;
    const secrets = readSecrets(body?.['secrets']);
    if (secrets === null) throw unreadable('rotate-secrets');
    return { status: 'ready', secrets };
  }

  async revokeSecrets(resource: DriverResource, version: number, call: DriverCall): Promise<void> {
    await this.#send('revoke-secrets', resource, call, { version });
  }

  override get measures(): boolean {
    return true;
  }

  override async usage(resource: DriverResource, span: ReadingSpan, call: DriverCall): Promise<readonly Reading[]> {
    const asked = { from: span.start.toISOString(), to: span.end.toISOString() };
    const { body } = await this.#send('usage', resource, call, asked);
    const readings = readReadings(body?.['readings']);
    if (readings === null) throw unreadable('usage');
    return readings;
  }

  override get imports(): boolean {
    return true;
  }

  override async listImportable(
    owner: InstanceOwner,
    productSlug: string,
    call: DriverCall,
  ): Promise<readonly Importable[]> {
    const { body, status } = await this.#ask('list-importable', { owner, productSlug }, call);
    const instances = readInstances(body?.['instances']);
    if (status === ACCEPTED || instances === null) throw unreadable('list-importable');
    return instances;
  }

  override async adopt(resource: DriverResource, adoption: Adoption, seed: Secret, call: DriverCall): Promise<Made> {
    const { owner, instance } = adoption;
    const more = { owner, credentialSeed: seed.reveal() };
    const { body } = await this.#send('adopt', { ...resource, instance }, call, more);
    const secrets = readSecrets(body?.['secrets']);
    if (secrets === null) throw unreadable('adopt');
    return { status: 'ready', secrets };
  }

  override async release(resource: DriverResource, call: DriverCall): Promise<void> {
    await this.#send('release', resource, call);
  }

  override async holds(resource: DriverResource, call: DriverCall): Promise<boolean> {
    const { body } = await this.#send('holds', resource, call);
    const held = body?.['held'];
    if (typeof held !== 'boolean') throw unreadable('holds');
    return held;
  }

  async repl(resource: DriverResource, command: DriverCommand, call: DriverCall): Promise<readonly ReplBlock[]> {
    const { body } = await this.#send('repl', resource, call, { ...command });
    const blocks = readBlocks(body?.['blocks']);
    if (blocks === null) throw unreadable('repl');
    return blocks;
  }

  /** Ends all connections. */
  close(): Promise<void> {
    return this.#calls.close();
  }

  /** An operation that the service may accept and end later, where there is somebody to tell. */
  async #begin(
    operation: string,
    resource: DriverResource,
    call: DriverCall,
    more: object = {},
  ): Promise<ServiceAnswer> {
    const { operationId } = call;
    const url = `${this.options.callbackUrl}/${operationId}`;
    const callback = operationId === undefined ? {} : { callback: { operationId, url } };
    const answer = await this.#call(operation, resource, call, { ...more, ...callback });
    if (answer.status === ACCEPTED && operationId === undefined) throw unreadable(operation);
    return answer;
  }

  async #send(
    operation: string,
    resource: DriverResource,
    call: DriverCall,
    more: object = {},
  ): Promise<ServiceAnswer> {
    const answer = await this.#call(operation, resource, call, more);
    if (answer.status === ACCEPTED) throw unreadable(operation);
    return answer;
  }

  #call(operation: string, resource: DriverResource, call: DriverCall, more: object): Promise<ServiceAnswer> {
    return this.#ask(operation, { resource, ...more }, call);
  }

  /** The path is not signed, so the operation stands in the body as well. */
  async #ask(operation: string, question: object, call: DriverCall): Promise<ServiceAnswer> {
    const answer = await this.#calls.post(`/${operation}`, { operation, ...question }, call.signal);
    const isTaken = answer.status >= 200 && answer.status < 300;
    if (!isTaken) throw failureOf(operation, answer);
    if (answer.body === null && !BODILESS.has(answer.status)) throw unreadable(operation);
    return answer;
  }
}

/** Its words are not repeated: they may hold secrets. */
function unreadable(operation: string): Error {
  return new DriverUnavailable(`the answer of the service to ${operation} cannot be read`);
}
