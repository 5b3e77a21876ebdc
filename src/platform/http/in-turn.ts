import type { CallHandler, ExecutionContext, NestInterceptor } from '@nestjs/common';
import type { Observable } from 'rxjs';

/** An interceptor that answers with its stream at once, as all of ours do. */
export interface Step {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown>;
}

/** Several interceptors as one: between registered ones Nest starts a promise and two streams at every request. */
export class InTurn implements NestInterceptor {
  constructor(private readonly steps: readonly Step[]) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    return this.from(0, context, next);
  }

  private from(index: number, context: ExecutionContext, last: CallHandler): Observable<unknown> {
    const step = this.steps[index];
    if (step === undefined) return last.handle();
    return step.intercept(context, { handle: () => this.from(index + 1, context, last) });
  }
}
