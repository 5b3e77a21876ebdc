export { ConnectModule } from './connect.module.js';
export { type ListedLink, ProjectLinkRepository } from './project-link.repository.js';
