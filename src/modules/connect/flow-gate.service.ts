import { Injectable } from '@nestjs/common';
import type { Response } from 'express';
import { assertOwnForm, csrfTokenOf, type GuardedRequest } from '../../platform/auth/index.js';
import { Clock } from '../../platform/clock/index.js';
import { Settings } from '../../platform/config/index.js';
import { Secret } from '../../platform/crypto/index.js';
import { DomainError } from '../../platform/errors/index.js';
import { Cookies } from '../../platform/http/index.js';
import type { ConnectFlow } from './connect-flow.entity.js';
import { ConnectFlowRepository } from './connect-flow.repository.js';
import { COOKIES, flowDigest, isFlowSecret } from './flow-secret.js';

/** The flow of the browser that calls, and what its forms have to carry. */
export interface OpenFlow {
  readonly flow: ConnectFlow;
  readonly csrf: string;
}

/** A flow whose account is known and meant. */
export interface ConfirmedFlow extends OpenFlow {
  readonly installationId: string;
}

/** Lets a browser go on with what it has begun, by its cookie alone; forms have to be our own. */
@Injectable()
export class FlowGate {
  constructor(
    private readonly flows: ConnectFlowRepository,
    private readonly cookies: Cookies,
    private readonly settings: Settings,
    private readonly clock: Clock,
  ) {}

  /** Null for a browser without one. */
  async open(request: GuardedRequest): Promise<OpenFlow | null> {
    const secret = this.cookies.read(request, COOKIES.flow);
    if (!isFlowSecret(secret)) return null;
    const flow = await this.flows.find(flowDigest(secret), this.clock.now());
    return flow === null ? null : { flow, csrf: csrfTokenOf({ key: Secret.of(secret) }) };
  }

  /** @throws DomainError (401) for anybody else */
  async confirmed(request: GuardedRequest): Promise<ConfirmedFlow> {
    const open = await this.open(request);
    const installationId = open?.flow.confirmedInstallation ?? null;
    if (open === null || installationId === null) throw notSignedIn();
    return { ...open, installationId };
  }

  /** As `open`, for a form. @throws DomainError (401, 403) */
  async form(request: GuardedRequest, response: Response): Promise<OpenFlow> {
    const secret = this.cookies.read(request, COOKIES.flow);
    const open = await this.open(request);
    if (open === null || secret === null) throw notSignedIn();
    const { publicUrl } = this.settings.http;
    await assertOwnForm(request, response, { key: Secret.of(secret), publicUrl });
    return open;
  }

  /** As `confirmed`, for a form. @throws DomainError (401, 403) */
  async confirmedForm(request: GuardedRequest, response: Response): Promise<ConfirmedFlow> {
    await this.form(request, response);
    return this.confirmed(request);
  }
}

function notSignedIn(): DomainError {
  const message = 'Nothing is being connected in this browser, or it was begun too long ago. Begin again from Vercel.';
  return new DomainError('unauthenticated', 'unauthorized', 'A connect flow is needed', { user: { message } });
}
