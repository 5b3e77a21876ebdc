export { onBehalfOf, workContext, type Actor, type WorkContext } from './work-context.js';
