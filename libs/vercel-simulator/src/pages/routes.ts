import { BILLING_ACTIONS } from './billing.actions.js';
import { BILLING_PAGES } from './billing.page.js';
import { CONNECTION_ACTIONS } from './connection.actions.js';
import { CONNECTION_PAGES } from './connection.page.js';
import { CREATE_ROUTES } from './create.page.js';
import { HOME_ROUTES } from './home.page.js';
import { MEMBER_PAGES } from './members.page.js';
import type { PageRoute } from './page-call.js';
import { RESOURCE_ACTIONS } from './resource.actions.js';
import { RESOURCE_ROUTES } from './resource.page.js';
import { SIMULATOR_PAGES } from './simulator.page.js';
import { TEAM_ROUTES } from './team.page.js';
import { WEBHOOK_PAGES } from './webhooks.page.js';

/** All pages and forms of the dashboard. */
export const PAGE_ROUTES: readonly PageRoute[] = [
  ...HOME_ROUTES,
  ...TEAM_ROUTES,
  ...CREATE_ROUTES,
  ...RESOURCE_ROUTES,
  ...RESOURCE_ACTIONS,
  ...BILLING_PAGES,
  ...BILLING_ACTIONS,
  ...MEMBER_PAGES,
  ...CONNECTION_PAGES,
  ...CONNECTION_ACTIONS,
  ...WEBHOOK_PAGES,
  ...SIMULATOR_PAGES,
];
