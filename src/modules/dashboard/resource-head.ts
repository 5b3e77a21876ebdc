import type { StatusWords } from './badges.js';
import type { OwnResource } from './own-resources.service.js';

/** One of the pages of a resource. */
interface Tab {
  readonly label: string;
  readonly path: string;
  readonly isCurrent: boolean;
}

/** What stands above every page of a resource. */
export interface ResourceHead {
  readonly id: string;
  readonly name: string;
  readonly path: string;
  readonly productName: string;
  readonly status: StatusWords;
  readonly tabs: readonly Tab[];
}

/** Name of a page of a resource, and the end of its path. */
export type TabName =
  'overview' | 'usage' | 'connections' | 'secrets' | 'console' | 'billing' | 'notifications' | 'onboarding';

const LABELS: Record<TabName, string> = {
  onboarding: 'Finish setup',
  overview: 'Overview',
  usage: 'Usage',
  connections: 'Connections',
  secrets: 'Secrets',
  console: 'Console',
  billing: 'Billing',
  notifications: 'Notifications',
};

/** The address of a resource's page. */
export function resourcePath(id: string, tab: TabName = 'overview'): string {
  const path = `/dashboard/resources/${encodeURIComponent(id)}`;
  return tab === 'overview' ? path : `${path}/${tab}`;
}

/** `current` null: a page below the others. */
export function headOf({ resource, product, productName, status }: OwnResource, current: TabName | null): ResourceHead {
  const isOffered: Partial<Record<TabName, boolean>> = {
    console: product !== null && product.capabilities.repl !== null,
    onboarding: resource.state === 'onboarding',
  };
  const names = (Object.keys(LABELS) as TabName[]).filter((name) => isOffered[name] ?? true);
  return {
    id: resource.id,
    name: resource.name,
    path: resourcePath(resource.id),
    productName,
    status,
    tabs: names.map((name) => ({
      label: LABELS[name],
      path: resourcePath(resource.id, name),
      isCurrent: name === current,
    })),
  };
}
