import { Controller, Get, Module, Patch } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ExpressAdapter, type NestExpressApplication } from '@nestjs/platform-express';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import express from 'express';
import { Public, type Policy } from '../../../src/platform/auth/index.js';
import { listRoutes } from '../../../src/platform/http/index.js';
import { listHandlers } from '../../support/partner-api/handlers.js';
import { isInstalling, OPERATIONS, type Operation, title } from '../../support/partner-api/operations.js';
import { Probe } from '../../support/partner-api/probe.js';

/** Routes outside of the partner API, and whom they are for; their own tests hold them to it. */
const OTHER_ROUTES: Readonly<Record<string, string>> = {
  'GET /': 'public',
  'GET /assets/:file': 'public',
  'GET /dashboard': 'session',
  'GET /dashboard/billing': 'session',
  'GET /dashboard/invoices': 'session',
  'GET /dashboard/invoices/:name': 'session',
  'GET /dashboard/onboarding': 'session',
  'GET /dashboard/products/:slug': 'session',
  'GET /dashboard/resources/:id': 'session',
  'GET /dashboard/resources/:id/billing': 'session',
  'GET /dashboard/resources/:id/checks/:reference': 'session',
  'GET /dashboard/resources/:id/connections': 'session',
  'GET /dashboard/resources/:id/connections/:projectId': 'session',
  'GET /dashboard/resources/:id/console': 'session',
  'POST /dashboard/resources/:id/console': 'session',
  'POST /dashboard/resources/:id/console/write': 'session',
  'GET /dashboard/resources/:id/experiments/:reference': 'session',
  'GET /dashboard/resources/:id/notifications': 'session',
  'GET /dashboard/resources/:id/onboarding': 'session',
  'POST /dashboard/resources/:id/onboarding': 'session',
  'GET /dashboard/resources/:id/secrets': 'session',
  'POST /dashboard/resources/:id/secrets': 'session',
  'POST /dashboard/resources/:id/secrets/rotate': 'session',
  'GET /dashboard/resources/:id/usage': 'session',
  'GET /dashboard/secrets': 'session',
  'GET /dashboard/settings': 'session',
  'GET /dashboard/support': 'session',
  'GET /dashboard/usage': 'session',
  'GET /account/login': 'public',
  'GET /account/callback': 'public',
  'GET /import': 'session',
  'POST /import': 'session',
  'GET /docs': 'operator-page',
  'GET /docs/:name.json': 'operator-page',
  'GET /docs/files/:digest/:name': 'public',
  'GET /docs/oauth2-redirect': 'public',
  'GET /docs/login': 'public',
  'POST /docs/login': 'public',
  'POST /docs/logout': 'public',
  'GET /health/live': 'public',
  'GET /health/ready': 'public',
  'GET /admin/v1/installations': 'operator',
  'GET /admin/v1/resources': 'operator',
  'GET /admin/v1/installations/:installationId': 'operator',
  'GET /admin/v1/resources/:resourceId': 'operator',
  'POST /admin/v1/installations/:installationId/suspend': 'operator',
  'POST /admin/v1/installations/:installationId/resume': 'operator',
  'POST /admin/v1/resources/:resourceId/suspend': 'operator',
  'POST /admin/v1/resources/:resourceId/resume': 'operator',
  'POST /admin/v1/resources/:resourceId/retry': 'operator',
  'POST /admin/v1/resources/:resourceId/rotate': 'operator',
  'POST /admin/v1/resources/:resourceId/reprovision': 'operator',
  'POST /admin/v1/resources/:resourceId/finish-onboarding': 'operator',
  'GET /admin/v1/audit': 'operator',
  'GET /admin/v1/catalog': 'operator',
  'GET /admin/v1/installations/:installationId/usage': 'operator',
  'POST /admin/v1/installations/:installationId/reconcile': 'operator',
  'GET /admin/v1/members': 'operator',
  'GET /admin/v1/connections': 'operator',
  'GET /admin/v1/links': 'operator',
  'GET /admin/v1/transfers': 'operator',
  'GET /admin/v1/jobs': 'operator',
  'GET /admin/v1/jobs/dead': 'operator',
  'GET /admin/v1/jobs/:id': 'operator',
  'GET /admin/v1/jobs/dead/:id': 'operator',
  'POST /admin/v1/jobs/dead/:id/requeue': 'operator',
  'POST /admin/v1/jobs/dead/:id/discard': 'operator',
  'POST /admin/v1/jobs/dead/requeue': 'operator',
  'POST /admin/v1/jobs/dead/discard': 'operator',
  'GET /admin/v1/webhooks': 'operator',
  'GET /admin/v1/webhooks/:id': 'operator',
  'POST /admin/v1/webhooks/:id/replay': 'operator',
  'POST /admin/v1/installations/:installationId/notification': 'operator',
  'DELETE /admin/v1/installations/:installationId/notification': 'operator',
  'POST /admin/v1/resources/:resourceId/notification': 'operator',
  'DELETE /admin/v1/resources/:resourceId/notification': 'operator',
  'GET /admin/v1/installations/:installationId/billing/preview': 'operator',
  'GET /admin/v1/installations/:installationId/billing/periods': 'operator',
  'GET /admin/v1/installations/:installationId/billing/discounts': 'operator',
  'POST /admin/v1/installations/:installationId/billing/discounts': 'operator',
  'DELETE /admin/v1/installations/:installationId/billing/discounts/:discountId': 'operator',
  'GET /admin/v1/installations/:installationId/billing/balances': 'operator',
  'GET /admin/v1/installations/:installationId/billing/ledger': 'operator',
  'POST /admin/v1/installations/:installationId/billing/adjustments': 'operator',
  'GET /admin/v1/installations/:installationId/billing/invoices': 'operator',
  'GET /admin/v1/invoices': 'operator',
  'GET /admin/v1/invoices/:id': 'operator',
  'POST /admin/v1/invoices/:id/release': 'operator',
  'POST /admin/v1/invoices/:id/retry': 'operator',
  'POST /admin/v1/invoices/:id/void': 'operator',
  'POST /admin/v1/invoices/:id/refunds': 'operator',
  'GET /admin/v1/installations/:installationId/billing/push': 'operator',
  'POST /admin/v1/installations/:installationId/billing/push': 'operator',
  'POST /admin/v1/clock': 'operator',
  'GET /admin/v1/uninstalls': 'operator',
  'GET /admin/v1/findings': 'operator',
  'GET /admin/v1/keys': 'operator',
  'GET /admin/v1/notifications': 'operator',
  'GET /admin/v1/reconciliation/runs': 'operator',
  'GET /admin/v1/reconciliation/runs/:id': 'operator',
  'GET /.well-known/jwks.json': 'public',
  'POST /sso/handoff/token': 'public',
  'GET /sso/callback': 'public',
  'GET /sso/start': 'public',
  'GET /sso/sign-out': 'session',
  'POST /sso/sign-out': 'session',
  'GET /sso/signed-out': 'public',
  'GET /connect/start': 'public',
  'GET /connect/callback': 'public',
  'GET /connect/setup': 'public',
  'GET /connect/configure': 'public',
  'GET /connect/leave': 'public',
  'POST /connect/leave': 'public',
  'GET /connect/left': 'public',
  'GET /connect/resources/:resourceId/remove': 'public',
  'POST /connect/resources/:resourceId/remove': 'public',
  'GET /connect/links/:resourceId/:projectId': 'public',
  'POST /connect/confirm': 'public',
  'POST /connect/links': 'public',
  'POST /connect/links/:resourceId/:projectId/drains/:name/create': 'public',
  'POST /connect/links/:resourceId/:projectId/drains/:name/test': 'public',
  'POST /connect/links/:resourceId/:projectId/drains/:name/remove': 'public',
  'POST /connect/links/:resourceId/:projectId/retry': 'public',
  'POST /connect/links/:resourceId/:projectId/remove': 'public',
  'POST /drivers/v1/callbacks/:operation': 'driver-signature',
  'POST /usage/v1/events': 'usage-key',
  'POST /webhooks/vercel': 'vercel-signature',
};

describe('the routes of the server', () => {
  let probe: Probe;
  let app: NestExpressApplication;

  beforeAll(async () => {
    probe = await Probe.start();
    app = probe.server.app;
  });
  afterAll(() => probe.stop());

  const routes = (): string[] =>
    listRoutes(app.getHttpAdapter().getInstance())
      .map(({ method, path }) => `${method} ${path}`)
      .toSorted();

  it('all come from a handler that says who may call it', () => {
    const handlers = listHandlers(app);
    expect(handlers.filter(({ policy }) => policy === null)).toEqual([]);
    expect(handlers.map(({ route }) => route).toSorted()).toEqual(routes());
  });

  it('are those that the matrix calls, and those that are known to be for somebody else', () => {
    const partner = OPERATIONS.map((operation) => title(operation).replaceAll(/\{(\w+)\}/g, ':$1'));
    expect(routes()).toEqual([...partner, ...Object.keys(OTHER_ROUTES)].toSorted());
  });

  it.each(OPERATIONS.map((operation) => [title(operation), operation] as const))(
    '%s declares what the contract says',
    (name, operation) => {
      const route = name.replaceAll(/\{(\w+)\}/g, ':$1');
      const policy = listHandlers(app).find((handler) => handler.route === route)?.policy;
      expect(policy).toEqual(policyFor(operation));
    },
  );

  it('that are pages are opened and not looked at, so that no code is used up by whoever checks a link', async () => {
    const pages = routes().filter((route) => /^GET \/($|(dashboard|sso|connect|import|account)\b)/.test(route));
    expect(pages.length).toBeGreaterThan(30);
    for (const page of pages) {
      const address = probe.server.url + page.slice(4).replaceAll(/:\w+/g, 'x');
      const { status, headers } = await fetch(address, { method: 'HEAD', redirect: 'manual' });
      expect([page, status, headers.get('allow')]).toEqual([page, 405, expect.stringMatching(/^GET/)]);
    }
  });

  it.each(Object.entries(OTHER_ROUTES))('%s is for the %s', (route, kind) => {
    expect(listHandlers(app).find((handler) => handler.route === route)?.policy?.kind).toBe(kind);
  });
});

function policyFor(operation: Operation): Policy {
  const { callers } = operation;
  const users = callers.filter((caller) => caller === 'ADMIN' || caller === 'USER');
  return {
    kind: 'vercel',
    kinds: [...(users.length > 0 ? ['user' as const] : []), ...(callers.includes('system') ? ['system' as const] : [])],
    roles: users.length > 0 ? users : ['ADMIN'],
    preInstall: callers.includes('pre-install'),
    installs: isInstalling(operation),
  };
}

@Controller('open')
class OpenController {
  @Get()
  @Public({ why: 'a test' })
  declared(): string {
    return 'declared';
  }

  @Patch('too/:id')
  forgotten(): string {
    return 'forgotten';
  }
}

@Module({ controllers: [OpenController] })
class ForgetfulModule {}

describe('the list of handlers', () => {
  it('shows one that forgot to say who may call it, so that the test above fails on it', async () => {
    const server = express();
    const app = await NestFactory.create<NestExpressApplication>(ForgetfulModule, new ExpressAdapter(server), {
      logger: false,
    });
    await app.init();
    expect(listHandlers(app)).toEqual([
      { route: 'GET /open', policy: { kind: 'public', isLimited: true } },
      { route: 'PATCH /open/too/:id', policy: null },
    ]);
    expect(listRoutes(server).map(({ method, path }) => `${method} ${path}`)).toContain('PATCH /open/too/:id');
    await app.close();
  });
});
