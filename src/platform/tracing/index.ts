export { inJobSpan, presentTrace, requestSpans } from './spans.js';
export { startTracing } from './start-tracing.js';
