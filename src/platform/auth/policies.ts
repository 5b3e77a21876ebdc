import { Injectable, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { policyOf, type Policy } from './policy.js';

type Handler = ReturnType<ExecutionContext['getHandler']>;
type Controller = ReturnType<ExecutionContext['getClass']>;

/** The policies of the routes that are called, each read from its decorators once. */
@Injectable()
export class Policies {
  private readonly known = new Map<Controller, Map<Handler, Policy | null>>();

  constructor(private readonly reflector: Reflector) {}

  /** By class and handler, since an inherited handler has the policy of the class that inherits it. */
  of(context: ExecutionContext): Policy | null {
    const controller = context.getClass();
    const handler = context.getHandler();
    const ofController = this.known.get(controller) ?? new Map<Handler, Policy | null>();
    this.known.set(controller, ofController);
    const known = ofController.get(handler);
    if (known !== undefined) return known;
    const policy = policyOf(this.reflector, [handler, controller]);
    ofController.set(handler, policy);
    return policy;
  }
}
