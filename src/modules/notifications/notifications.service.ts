import { Injectable } from '@nestjs/common';
import type { Notification } from '#libs/vercel-contract';
import { Audit } from '../../platform/audit/index.js';
import { Clock } from '../../platform/clock/index.js';
import { Settings } from '../../platform/config/index.js';
import { InvalidInput } from '../../platform/errors/index.js';
import { Events } from '../../platform/events/index.js';
import { NotificationChanged } from './notification.events.js';
import { type Headline, NotificationRepository, type NotificationSubject } from './notification.repository.js';
import { ownLink } from './own-link.js';
import type { RaisedNotification } from './raised-notification.entity.js';

const LONGEST_TITLE = 100;

/**
 * What is shown beside installations and resources in Vercel's dashboard. Each cause has a key of its own (`suspended`,
 * `plan-limit`) and replaces and clears only what it has said itself; the most severe is shown, of those the newest.
 */
@Injectable()
export class Notifications {
  constructor(
    private readonly repository: NotificationRepository,
    private readonly events: Events,
    private readonly audit: Audit,
    private readonly settings: Settings,
    private readonly clock: Clock,
  ) {}

  /** In the caller's unit of work; Vercel is told after its commit. @throws InvalidInput for a link that leads elsewhere */
  async set(subject: NotificationSubject, said: Notification, key: string): Promise<void> {
    const checked = this.checked(said);
    const raised = await this.repository.raise(subject, key, checked, this.clock.now());
    if (raised === null) return;
    await this.changed(subject, 'notification-set', { key, ...headlines(raised.replaced, checked) });
  }

  /** In the caller's unit of work; `before`: only what was raised earlier than that. */
  async clear(subject: NotificationSubject, key: string, before: Date | null = null): Promise<void> {
    const withdrawn = await this.repository.withdraw(subject, key, before);
    if (withdrawn === null) return;
    await this.changed(subject, 'notification-cleared', { key, ...headlines(withdrawn, null) });
  }

  /** Deletes what was said beside an installation; nobody is told. What was said beside resources goes with their rows. */
  forgetInstallation(installationId: string): Promise<void> {
    return this.repository.deleteOfInstallation(installationId);
  }

  /** What is shown beside an installation. */
  shownOnInstallation(installationId: string): Promise<Notification | null> {
    return this.repository.findShownOnInstallation(installationId);
  }

  /** What is shown beside some of an installation's resources, by their ids; those without any are not there. */
  async shownOnResources(installationId: string, ids: readonly string[]): Promise<ReadonlyMap<string, Notification>> {
    return ids.length === 0 ? new Map() : this.repository.findShownOnResources(installationId, ids);
  }

  /** All that is said beside an installation, or beside one of its resources; what is shown comes first. */
  raisedOn(subject: NotificationSubject): Promise<readonly RaisedNotification[]> {
    return this.repository.findRaised(subject);
  }

  private async changed(
    subject: NotificationSubject,
    what: string,
    details: Readonly<Record<string, unknown>>,
  ): Promise<void> {
    const { installationId, resourceId } = subject;
    const action = `${resourceId === undefined ? 'installation' : 'resource'}.${what}`;
    this.audit.append({ installationId, action, subject: resourceId ?? installationId, details });
    await this.events.publish(new NotificationChanged(subject));
  }

  private checked({ href, ...said }: Notification): Notification {
    const { length } = said.title;
    if (length === 0 || length > LONGEST_TITLE)
      throw new InvalidInput([{ key: 'title', message: `must have 1 to ${LONGEST_TITLE} characters` }]);
    if (href === undefined) return said;
    const link = ownLink(href, this.settings.http.ownUrls);
    if (link === null)
      throw new InvalidInput([
        { key: 'href', message: 'must be an https URL on an origin of our own, or sso: before one' },
      ]);
    return { ...said, href: link };
  }
}

/** What a cause said before and says now, for the audit log; the words themselves are the customer's to read. */
function headlines(before: Headline | null, after: Headline | null): Readonly<Record<string, unknown>> {
  return {
    level: { before: before?.level ?? null, after: after?.level ?? null },
    title: { before: before?.title ?? null, after: after?.title ?? null },
  };
}
