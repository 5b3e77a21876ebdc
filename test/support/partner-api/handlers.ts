import { RequestMethod, type Type } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { MetadataScanner, ModulesContainer, Reflector } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { policyOf, type Policy } from '../../../src/platform/auth/index.js';

/** A method of a controller that answers a route, and who may call it; null when nobody said. */
export interface HandlerEntry {
  readonly route: string;
  readonly policy: Policy | null;
}

/** Every route that the controllers of an app declare, as `GET /path/:parameter`, without the global prefix. */
export function listHandlers(app: NestExpressApplication): readonly HandlerEntry[] {
  const reflector = app.get(Reflector);
  const controllers = [...app.get(ModulesContainer).values()].flatMap((module) => [...module.controllers.values()]);
  return controllers.flatMap(({ metatype }) => {
    const controller = metatype as Type<object>;
    return new MetadataScanner().getAllMethodNames(controller.prototype).flatMap((name) => {
      const handler: unknown = Reflect.get(controller.prototype, name);
      const path: unknown = Reflect.getMetadata(PATH_METADATA, Object(handler));
      if (path === undefined) return [];
      const method = RequestMethod[Number(Reflect.getMetadata(METHOD_METADATA, Object(handler)))];
      const policy = policyOf(reflector, [handler as () => void, controller]);
      return { route: `${method} ${joined(Reflect.getMetadata(PATH_METADATA, controller), path)}`, policy };
    });
  });
}

function joined(...parts: readonly unknown[]): string {
  return `/${parts
    .flatMap((part) => String(part).split('/'))
    .filter(Boolean)
    .join('/')}`;
}
