import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import { UnitOfWork } from '../database/index.js';

/** A class whose instances tell that something has happened; its name reads noun, then past participle. */
export type EventClass<E extends object = object> = abstract new (...args: never[]) => E;

const LISTENS = Reflector.createDecorator<EventClass>();

/** Marks a method that is called, inside the same transaction, for each event of the class. */
export const ListensTo = LISTENS;

type Listener = (event: object) => Promise<void>;

/** How a module that stands lower in the order of imports reaches one that stands higher. */
@Injectable()
export class Events implements OnApplicationBootstrap {
  private readonly listeners = new Map<EventClass, Listener[]>();

  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly reflector: Reflector,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  onApplicationBootstrap(): void {
    for (const { instance } of this.discovery.getProviders()) {
      if (typeof instance !== 'object' || instance === null) continue;
      this.collect(instance as Record<string, unknown>);
    }
  }

  /** Runs every listener in turn, in the caller's transaction: what one of them refuses rolls back the whole. */
  async publish(event: object): Promise<void> {
    this.unitOfWork.assertOpen(`The event ${event.constructor.name}`);
    for (const listener of this.listeners.get(event.constructor as EventClass) ?? []) await listener(event);
  }

  private collect(instance: Record<string, unknown>): void {
    for (const name of this.scanner.getAllMethodNames(Object.getPrototypeOf(instance) as object)) {
      const method = instance[name];
      if (typeof method !== 'function') continue;
      const event = this.reflector.get(LISTENS, method);
      if (event === undefined) continue;
      const listener: Listener = (fact) => (method as Listener).call(instance, fact);
      this.listeners.set(event, [...(this.listeners.get(event) ?? []), listener]);
    }
  }
}
