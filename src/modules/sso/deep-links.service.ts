import { Injectable } from '@nestjs/common';
import { Settings } from '../../platform/config/index.js';
import { redirectTarget } from '../../platform/http/index.js';
import { InvoiceRepository } from '../billing/index.js';
import { Catalog } from '../catalog/index.js';
import { ConnectionRepository, ResourceRepository } from '../resources/index.js';
import type { SsoContext } from './sso-context.js';

/** Pages that a resource has, and an installation as well. */
const TABS = new Set<string | undefined>(['billing', 'usage', 'onboarding', 'secrets']);

/** Leads to the page that somebody was looking at on Vercel, the most specific one first (contract, flows 2.1). */
@Injectable()
export class DeepLinks {
  constructor(
    private readonly resources: ResourceRepository,
    private readonly connections: ConnectionRepository,
    private readonly invoices: InvoiceRepository,
    private readonly catalog: Catalog,
    private readonly settings: Settings,
  ) {}

  /** What belongs to another installation, or is not there, counts as not told. */
  async targetOf(installationId: string, context: SsoContext): Promise<URL> {
    const { ownUrls, publicUrl } = this.settings.http;
    const given = redirectTarget(context.url, ownUrls);
    return given ?? new URL(`${publicUrl}/dashboard${await this.pageOf(installationId, context)}`);
  }

  private async pageOf(installationId: string, context: SsoContext): Promise<string> {
    const invoiceId = await this.invoiceOf(installationId, context.invoice_id);
    if (invoiceId !== null) return `/invoices/${invoiceId}`;
    const resourceId = await this.resourceOf(installationId, context.resource_id);
    if (context.support === 'true' || context.path === 'support') {
      return resourceId === null ? '/support' : `/support?resource_id=${resourceId}`;
    }
    if (resourceId !== null) {
      const connection = await this.connectionOf(installationId, resourceId, context.project_id);
      return `/resources/${resourceId}${withinResource(context, connection)}${queryOf(context, connection)}`;
    }
    if (TABS.has(context.path)) return `/${context.path}`;
    const product = context.product_id === undefined ? null : this.catalog.findProduct(context.product_id);
    return product === null ? '' : `/products/${product.slug}`;
  }

  private async resourceOf(installationId: string, id: string | undefined): Promise<string | null> {
    if (id === undefined) return null;
    const [resource] = await this.resources.findLive(installationId, [id]);
    return resource?.id ?? null;
  }

  /** A project that does not use the resource, as far as we know, counts as not told. */
  private async connectionOf(
    installationId: string,
    resourceId: string,
    id: string | undefined,
  ): Promise<string | null> {
    if (id === undefined) return null;
    return (await this.connections.find(installationId, resourceId, id))?.projectId ?? null;
  }

  private async invoiceOf(installationId: string, id: string | undefined): Promise<string | null> {
    return id === undefined ? null : ((await this.invoices.findNamed(installationId, id))?.id ?? null);
  }
}

function withinResource(
  { project_id, check_id, experimentation_item_id, path }: SsoContext,
  connection: string | null,
): string {
  const [project, check, item] = [project_id, check_id, experimentation_item_id].map(segment);
  if (project !== null && check !== null) return `/checks/${check}`;
  if (item !== null) return `/experiments/${item}`;
  if (connection !== null) return `/connections/${encodeURIComponent(connection)}`;
  return TABS.has(path) ? `/${path}` : '';
}

/** An id as one segment of a path: dots alone would lead elsewhere. */
function segment(id: string | undefined): string | null {
  return id === undefined || /^\.{1,2}$/.test(id) ? null : encodeURIComponent(id);
}

/** What else the page is to show: the project that a check or an experiment is of, and the pull request. */
function queryOf({ check_id, experimentation_item_id, pr }: SsoContext, connection: string | null): string {
  const query = new URLSearchParams();
  const isOfProject = [check_id, experimentation_item_id].some((id) => segment(id) !== null);
  if (connection !== null && isOfProject) query.set('project_id', connection);
  const request = URL.parse(pr ?? '');
  if (request?.protocol === 'https:') query.set('pr', request.href);
  return query.size === 0 ? '' : `?${query.toString()}`;
}
