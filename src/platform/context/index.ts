export { onBehalfOf, outsideShare, workContext, type Actor } from './work-context.js';
