import type { Metadata, ReplBlock } from '#libs/vercel-contract';
import type { Secret } from '../../platform/crypto/index.js';
import { DriverRefused } from './driver.errors.js';
import type { Adoption, Importable, InstanceOwner } from './importing.port.js';

/** What a driver is told about a resource; `id` is its idempotency key. */
export interface DriverResource {
  readonly id: string;
  readonly installationId: string;
  readonly productSlug: string;
  readonly planId: string;
  readonly name: string;
  readonly metadata: Metadata;
  /** The product's own name of an instance that the customer had before and has linked; absent: made for this resource. */
  readonly instance?: string;
}

/** One secret of an instance, named as the customer's environment variable. */
export interface DriverSecret {
  readonly name: string;
  readonly value: Secret;
}

/** What stands after `provision`: `pending` and `onboarding` become `ready` later, outside this call. */
export interface Provisioned {
  readonly status: 'ready' | 'pending' | 'onboarding';
  readonly secrets: readonly DriverSecret[];
}

/** The product goes on by itself: the callback of the call's operation tells the end, or a repeat of the call does. */
export interface Pending {
  readonly status: 'pending';
}

/** Everything that a version of an instance's secrets consists of. */
export interface Made {
  readonly status: 'ready';
  readonly secrets: readonly DriverSecret[];
}

/** What stands after `rotateSecrets`. */
export type Rotated = Made | Pending;

/** What stands after `deprovision`: nothing, or what the product is still removing. */
export type Deprovisioned = Pending | { readonly status: 'gone' };

/** The limits of one call: `signal` is aborted at the caller's deadline. */
export interface DriverCall {
  readonly signal: AbortSignal;
  /** Under which a driver that calls back tells the end of what it began; the same at every attempt. */
  readonly operationId?: string;
}

/** A stretch of time, half-open. */
export interface ReadingSpan {
  readonly start: Date;
  readonly end: Date;
}

/** What one meter of a resource shows: a level as it is now, or how much was used in the span asked about. */
export interface Reading {
  /** As the catalog calls it within the product. */
  readonly meter: string;
  /** A decimal as the usage API takes it. */
  readonly value: string;
}

/** One command from the dashboard's console; `read-only` must hold whatever `input` says. */
export interface DriverCommand {
  readonly input: string;
  readonly mode: 'read-only' | 'read-write';
}

/**
 * The product that is sold, as the rest of the server sees it. Every operation is idempotent on the resource id and may run
 * twice at once. Failures: `DriverRefused` (final), `ReplFailed` (the command was wrong); anything else counts as transient.
 */
export abstract class ProductDriver {
  /** Whether what is `pending` may be told by a callback; such a driver is given an `operationId` for it. */
  get callsBack(): boolean {
    return false;
  }

  /**
   * `credentialSeed` is random, stored before the first attempt and the same at every attempt: credentials are derived from
   * it, never from time or chance, so that a repeat answers with the same ones. It is asked for again, long after, when an operator has
   * what was lost made anew: what still stands is finished or left alone. The seed is another one then only where version 1 was revoked.
   */
  abstract provision(resource: DriverResource, credentialSeed: Secret, call: DriverCall): Promise<Provisioned>;

  /** Brings the instance in line with a changed plan, name or metadata; a suspended one stays suspended. */
  abstract update(resource: DriverResource, call: DriverCall): Promise<void>;

  /**
   * The instance is another installation's from here on, the one that is told; nothing else has changed, secrets included. A
   * product to which it is all the same whose it is has nothing to do.
   */
  async transfer(_resource: DriverResource, _call: DriverCall): Promise<void> {
    return Promise.resolve();
  }

  /** Nobody gets in afterwards, live sessions included; the data stays. */
  abstract suspend(resource: DriverResource, call: DriverCall): Promise<void>;

  /** Undoes `suspend`: the same credentials work again. */
  abstract resume(resource: DriverResource, call: DriverCall): Promise<void>;

  /** Removes the instance and its data for good; of one that never existed, it succeeds. */
  abstract deprovision(resource: DriverResource, call: DriverCall): Promise<Deprovisioned>;

  /**
   * Makes the credential of a version beside those that there are, derived from the version's own seed: a repeat answers with
   * the same one. What `provision` made is version 1. A suspended instance stays suspended; a missing one is refused.
   */
  abstract rotateSecrets(
    resource: DriverResource,
    credentialSeed: Secret,
    version: number,
    call: DriverCall,
  ): Promise<Rotated>;

  /** Lets the credential of a version in no more, for good, and ends its live sessions; of what does not exist, it succeeds. */
  abstract revokeSecrets(resource: DriverResource, version: number, call: DriverCall): Promise<void>;

  /** Whether `usage` tells anything: a catalog may let only such a driver's meters be polled. */
  get measures(): boolean {
    return false;
  }

  /** Reads the meters; it is asked about each span until it has answered once. A missing instance is refused. */
  async usage(_resource: DriverResource, _span: ReadingSpan, _call: DriverCall): Promise<readonly Reading[]> {
    return Promise.resolve([]);
  }

  /** Whether customers can link instances that they had before; if not, none of the four below is ever called. */
  get imports(): boolean {
    return false;
  }

  /** What this owner, and nobody else, has at the product and may link; what is made for a resource is not among it. */
  async listImportable(_owner: InstanceOwner, _productSlug: string, _call: DriverCall): Promise<readonly Importable[]> {
    return Promise.resolve([]);
  }

  /**
   * Makes credentials of version 1 for an instance of that owner, as `provision` does for a new one; the instance, its data and
   * the owner's own credentials stay as they are. From here on the resource names it by `instance`. Another owner's is refused.
   */
  async adopt(_resource: DriverResource, _adoption: Adoption, _seed: Secret, _call: DriverCall): Promise<Made> {
    return Promise.reject(new DriverRefused('Nothing of this product can be imported.'));
  }

  /** Takes away all credentials that were given out here for a linked instance, which itself stays; of one that is gone, it succeeds. */
  async release(_resource: DriverResource, _call: DriverCall): Promise<void> {
    return Promise.resolve();
  }

  /** Whether a linked instance is still there, and still its owner's. */
  async holds(_resource: DriverResource, _call: DriverCall): Promise<boolean> {
    return Promise.resolve(true);
  }

  /** Runs one command as the customer and answers with its output. */
  abstract repl(resource: DriverResource, command: DriverCommand, call: DriverCall): Promise<readonly ReplBlock[]>;
}
