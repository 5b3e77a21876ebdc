import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { UnitOfWork } from '../database/index.js';
import { MarkedMethods } from './marked-methods.js';
import { VercelEvent } from './vercel-event.js';

/** A class whose instances tell that something has happened; its name reads noun, then past participle. */
export type EventClass<E extends object = object> = abstract new (...args: never[]) => E;

const LISTENS = Reflector.createDecorator<EventClass>();
const LISTENS_TO_VERCEL = Reflector.createDecorator<readonly string[]>();

/** Marks a method that is called, inside the same transaction, for each event of the class. */
export const ListensTo = LISTENS;

/** Marks a method that is called, inside one transaction, for each webhook of these types, as a `VercelEvent`. */
export const ListensToVercel = (...types: string[]): MethodDecorator => LISTENS_TO_VERCEL(types);

type Listener = (event: object) => Promise<void>;

/** How a module that stands lower in the order of imports reaches one that stands higher. */
@Injectable()
export class Events implements OnApplicationBootstrap {
  private readonly listeners = new Map<EventClass | string, Listener[]>();

  constructor(
    private readonly marked: MarkedMethods,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  onApplicationBootstrap(): void {
    for (const { says, call } of this.marked.find(LISTENS)) this.add(says, call);
    for (const { says, call } of this.marked.find(LISTENS_TO_VERCEL)) {
      for (const type of says) this.add(type, call);
    }
  }

  /** Runs every listener in turn, in the caller's transaction: what one of them refuses rolls back the whole. */
  async publish(event: object): Promise<void> {
    this.unitOfWork.assertOpen(`The event ${event.constructor.name}`);
    const key = event instanceof VercelEvent ? event.type : (event.constructor as EventClass);
    for (const listener of this.listeners.get(key) ?? []) await listener(event);
  }

  private add(key: EventClass | string, listener: Listener): void {
    this.listeners.set(key, [...(this.listeners.get(key) ?? []), listener]);
  }
}
