import { Injectable } from '@nestjs/common';
import { DiscoveryService, MetadataScanner, type ReflectableDecorator, Reflector } from '@nestjs/core';

type Method = (fact: object) => Promise<void>;

/** Finds the methods of all providers that carry a mark. */
@Injectable()
export class MarkedMethods {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly reflector: Reflector,
  ) {}

  /** Each with what its mark says, bound to its provider. */
  find<T>(mark: ReflectableDecorator<T>): { readonly says: T; readonly call: Method }[] {
    return this.instances().flatMap((instance) =>
      this.scanner.getAllMethodNames(Object.getPrototypeOf(instance) as object).flatMap((name) => {
        const method = instance[name];
        if (typeof method !== 'function') return [];
        const says = this.reflector.get(mark, method);
        return says === undefined ? [] : [{ says, call: (fact: object) => (method as Method).call(instance, fact) }];
      }),
    );
  }

  private instances(): Record<string, unknown>[] {
    const instances: unknown[] = this.discovery.getProviders().map(({ instance }) => instance as unknown);
    return instances.filter((one): one is Record<string, unknown> => typeof one === 'object' && one !== null);
  }
}
