export { Page, type PageOptions, ReadsForm } from './page.js';
export { page, type PageAnswer, seeOther, type SeeOther } from './page-answer.js';
export { PageGuard } from './page.guard.js';
export { PagesModule } from './pages.module.js';
export { template } from './templates.js';
