export { Visitor } from './visitor.js';
export type { WebPage } from './web-page.js';
