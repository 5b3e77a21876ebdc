import {
  applyDecorators,
  type CallHandler,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { ApiHeader } from '@nestjs/swagger';
import type { Response } from 'express';
import { from, lastValueFrom, type Observable } from 'rxjs';
import { type GuardedRequest, TenantDirectory } from '../auth/index.js';
import { UnitOfWork } from '../database/index.js';
import { errorAnswer, InvalidInput, NotFound } from '../errors/index.js';
import { isStorableText } from '../http/index.js';
import { type Answer, digestOf, type KeyedRequest } from './ledger.js';
import { OncePerKey, type Work } from './once-per-key.js';
import { Answers } from './scope.js';

const MAX_KEY_CHARACTERS = 255;
const NOT_FOUND = 404;
const READS = new Set(['GET', 'HEAD']);

/**
 * Declares that a handler opens its units of work itself, because a call to the outside stands between them: its key is
 * claimed before it runs, or by itself in its first unit of work (`Answers.claiming`).
 */
export const InSteps = Reflector.createDecorator<{ readonly claims: 'before' | 'itself' }>();

const NEEDS_KEY = Reflector.createDecorator<true>();
const KEY_HEADER = {
  name: 'Idempotency-Key',
  required: true,
  description:
    'Names this request, 1 to 255 characters: a repeat under the same key changes nothing and is answered alike',
  example: '2026-01-31-invoice-42',
  schema: { type: 'string', minLength: 1, maxLength: 255 },
};

/** Whose keys are meant: an installation's, or those of whoever a resource belongs to. */
type Named = { readonly installation: string } | { readonly resource: string };

/** A write with a key, and what does its work. */
interface Keyed {
  readonly key: string;
  readonly named: Named;
  readonly steps: { readonly claims: 'before' | 'itself' } | undefined;
  readonly handle: () => Promise<unknown>;
}

/** Declares that a write is refused without a key. */
export const NeedsKey = (): MethodDecorator => applyDecorators(NEEDS_KEY(true), ApiHeader(KEY_HEADER));

/** Gives every write of the partner API, and those of operators to one installation or resource, one effect and one answer per key (quality R1), in this one place. */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  constructor(
    private readonly reflector: Reflector,
    private readonly oncePerKey: OncePerKey,
    private readonly answers: Answers,
    private readonly unitOfWork: UnitOfWork,
    private readonly directory: TenantDirectory,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<GuardedRequest>();
    const named = namedBy(request);
    if (READS.has(request.method) || named === null) return next.handle();
    const steps = this.reflector.get(InSteps, context.getHandler());
    const inSteps = steps !== undefined;
    const handle = (): Promise<unknown> => lastValueFrom(next.handle(), { defaultValue: undefined });
    const key = keyOf(request);
    if (key === null && this.reflector.get(NEEDS_KEY, context.getHandler()))
      throw new InvalidInput([{ key: 'Idempotency-Key', message: 'is required' }]);
    if (key === null) return from(inSteps || request.access === undefined ? handle() : this.unitOfWork.run(handle));
    return from(this.keyed(context, { key, named, steps, handle }));
  }

  /** What names nobody's is left to the handler, which does not find it. */
  private async keyed(context: ExecutionContext, { key, named, steps, handle }: Keyed): Promise<unknown> {
    const request = context.switchToHttp().getRequest<GuardedRequest>();
    const response = context.switchToHttp().getResponse<Response>();
    const tenant = 'installation' in named ? named.installation : await this.directory.findOwner(named.resource);
    if (tenant === null) return handle();
    const run = async (): Promise<Answer> => {
      const body = await (steps !== undefined ? handle() : this.answers.with(() => response.statusCode, handle));
      return { status: response.statusCode, body };
    };
    const work = { claimsItself: steps?.claims === 'itself', run };
    return this.once(keyedRequest(request, tenant, key), work, { request, response });
  }

  private async once(
    keyed: KeyedRequest,
    work: Pick<Work, 'claimsItself' | 'run'>,
    { request, response }: { readonly request: GuardedRequest; readonly response: Response },
  ): Promise<unknown> {
    const { answer, replayed } = await this.oncePerKey.run(keyed, {
      ...work,
      renderError: (error) => request.renderError?.(errorAnswer(error)) ?? errorAnswer(error),
    });
    if (!replayed) return answer.body;
    assertStillTheirs(request, answer);
    response.status(answer.status).set('Idempotency-Replayed', 'true');
    return answer.body;
  }
}

/** What tells whose keys these are; null where nobody's are kept. */
function namedBy({ access, operator, params }: GuardedRequest): Named | null {
  if (access !== undefined) return { installation: access.installationId };
  if (operator === undefined) return null;
  const { installationId, resourceId } = params;
  if (typeof installationId === 'string' && isStorableText(installationId)) return { installation: installationId };
  return typeof resourceId === 'string' ? { resource: resourceId } : null;
}

/** Null for a request that does not ask to be idempotent: no key, or an empty one. */
function keyOf(request: GuardedRequest): string | null {
  const key = request.headers['idempotency-key'];
  if (typeof key !== 'string' || key === '') return null;
  if (key.length <= MAX_KEY_CHARACTERS) return key;
  throw new InvalidInput([{ key: 'Idempotency-Key', message: `at most ${MAX_KEY_CHARACTERS} characters` }]);
}

/** What was answered about a resource is told no more once the resource has gone over to another installation. */
function assertStillTheirs({ params, access }: GuardedRequest, { status }: Answer): void {
  const isAboutNothing = params['resourceId'] !== undefined && access?.facts.resource === null;
  if (isAboutNothing && status !== NOT_FOUND) throw new NotFound('Resource');
}

function keyedRequest(request: GuardedRequest, installationId: string, key: string): KeyedRequest {
  return {
    installationId,
    keyDigest: digestOf(request.method, request.path, key),
    bodyDigest: digestOf(request.rawBody ?? ''),
  };
}
