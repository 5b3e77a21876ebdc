import { seeOther, type SeeOther } from '../../platform/pages/index.js';
import type { ConnectFlow } from './connect-flow.entity.js';
import type { ProjectLink } from './project-link.entity.js';

/** Where a link is shown. */
export function pathOfLink({ resourceId, projectId }: Pick<ProjectLink, 'resourceId' | 'projectId'>): string {
  return `/connect/links/${encodeURIComponent(resourceId)}/${encodeURIComponent(projectId)}`;
}

/** Back to Vercel as soon as all is done, which closes the popup; else to where one sees how far it is. `next` was judged when it came. */
export function afterLink(link: ProjectLink, { next }: Pick<ConnectFlow, 'next'>): SeeOther {
  return link.isWritten && next !== null ? seeOther(new URL(next)) : seeOther(pathOfLink(link));
}

/** Where everything that is connected is shown. */
export function manageOf(installationId: string): string {
  return `/connect/configure?${new URLSearchParams({ configurationId: installationId }).toString()}`;
}
