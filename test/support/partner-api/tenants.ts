import { AdvanceUninstall } from '../../../src/modules/installations/jobs/advance-uninstall.job.js';
import { BringForward } from '../../../src/modules/resources/jobs/bring-forward.job.js';
import { CANARY, purchaseBody, shopOrder, transferBody, upsertBody } from './bodies.js';
import { callOf } from './calls.js';
import { isOfClaim, type Operation, operationOf } from './operations.js';
import type { Probe } from './probe.js';

const INSTALLATION = '/v1/installations/{installationId}';
const RESOURCE = `${INSTALLATION}/resources/{resourceId}`;
const TRANSFERS = `${INSTALLATION}/resource-transfer-requests`;
let count = 0;

/** An installation and a resource id to call about. */
export interface Subject {
  readonly installationId: string;
  readonly resourceId: string;
  /** A claim of somebody else's that the installation has verified. */
  readonly claimId?: string;
}

/** Puts installations and resources into the states that a call may meet them in. */
export class Tenants {
  constructor(private readonly probe: Probe) {}

  /** An id that nobody has installed. */
  newId(): string {
    count += 1;
    return `icfg_${String(count).padStart(24, '0')}`;
  }

  /** Installed, with a resource on the plan. */
  async installed(plan = 'free'): Promise<Subject> {
    const installationId = await this.installedEmpty();
    return { installationId, resourceId: await this.resourceOf(installationId, plan) };
  }

  /** As `installed`, and Vercel answers what it is asked about it. */
  async knownToVercel(): Promise<Subject> {
    const subject = await this.installed();
    const { installationId: id } = subject;
    const { vercel } = this.probe.server;
    const other = await vercel.team(`Team of ${id}`).install();
    vercel.record.installations.set(id, { ...other, id, accessTokens: [CANARY] });
    return subject;
  }

  /** As `installed`, with all that the operation needs to succeed. */
  async readyFor(operation: Operation): Promise<Subject> {
    if (isOfClaim(operation)) return this.withClaim();
    const subject = await this.installed();
    if (operation.body === purchaseBody) await this.grant(subject);
    return subject;
  }

  /** Installed, with a resource, and could take one of somebody else's. */
  async withClaim(): Promise<Subject> {
    const [subject, source] = [await this.installed(), await this.installed()];
    const body = await this.call('POST', TRANSFERS, source, transferBody(source));
    const claimId = String(Object(body).providerClaimId);
    await this.call('GET', `${TRANSFERS}/{providerClaimId}/verify`, { ...subject, claimId });
    return { ...subject, claimId };
  }

  async installedEmpty(): Promise<string> {
    const installationId = this.newId();
    await this.call('PUT', INSTALLATION, { installationId, resourceId: '' }, upsertBody());
    return installationId;
  }

  async resourceOf(installationId: string, plan = 'free'): Promise<string> {
    const order = { ...shopOrder(), billingPlanId: plan };
    const body = await this.call('POST', `${INSTALLATION}/resources`, { installationId, resourceId: '' }, order);
    return String(Object(body).id);
  }

  /** Deleted, but still in the time for final invoices. */
  async leaving(): Promise<Subject> {
    const subject = await this.installed('pro');
    await this.call('DELETE', INSTALLATION, subject, {});
    return subject;
  }

  /** Deleted, and everything is done. */
  async gone(): Promise<Subject> {
    const subject = await this.installed();
    await this.call('DELETE', INSTALLATION, subject, {});
    await this.handler(AdvanceUninstall).run(subject);
    await this.handler(BringForward).run(subject);
    await this.handler(AdvanceUninstall).run(subject);
    await this.assertState('installations', subject.installationId, 'uninstalled');
    return subject;
  }

  /** Came with another integration id than this server has now. */
  async ofOtherAudience(): Promise<Subject> {
    const subject = await this.installed();
    await this.probe.sql(`UPDATE installations SET audience = 'oac_other' WHERE id = $1`, [subject.installationId]);
    return subject;
  }

  /** Has a resource that was deleted, but is still at the driver. */
  async withRemoving(): Promise<Subject> {
    const subject = await this.installed();
    await this.call('DELETE', RESOURCE, subject);
    return subject;
  }

  /** Has a resource that was deleted, and is gone. */
  async withRemoved(): Promise<Subject> {
    const subject = await this.withRemoving();
    await this.handler(BringForward).run(subject);
    await this.assertState('resources', subject.resourceId, 'removed');
    return subject;
  }

  /** Vercel knows neither the installation nor the invoice: they were made up here. */
  private async grant(subject: Subject): Promise<void> {
    await this.probe.sql(
      'INSERT INTO purchases (installation_id, invoice_id, cents, granted_at) VALUES ($1, $2, 100, now())',
      [subject.installationId, purchaseBody(subject)['invoiceId']],
    );
  }

  private handler<T>(type: new (...parts: never[]) => T): T {
    return this.probe.server.app.get<T>(type, { strict: false });
  }

  private async assertState(table: 'installations' | 'resources', id: string, state: string): Promise<void> {
    const [row] = await this.probe.sql(`SELECT state FROM ${table} WHERE id = $1`, [id]);
    if (row?.['state'] !== state) throw new Error(`${table} ${id} is ${String(row?.['state'])} instead of ${state}`);
  }

  private async call(
    method: 'GET' | 'PUT' | 'POST' | 'DELETE',
    path: string,
    subject: Subject,
    body?: Readonly<Record<string, unknown>>,
  ): Promise<unknown> {
    const answer = await this.probe.send(callOf(this.probe, operationOf(method, path), subject, { body }));
    if (answer.status >= 300)
      throw new Error(`${method} ${path} gave ${answer.status}: ${JSON.stringify(answer.body)}`);
    return answer.body;
  }
}
