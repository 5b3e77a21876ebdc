export { onBehalfOf, workContext, type Actor } from './work-context.js';
