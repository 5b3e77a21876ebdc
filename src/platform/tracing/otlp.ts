import { context, propagation, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { UndiciInstrumentation } from '@opentelemetry/instrumentation-undici';
import { defaultResource, resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';

/** What is taken from a call before it is sent. */
interface OutboundCall {
  readonly origin: string;
  readonly path: string;
}

/** Sends spans to `{endpoint}/v1/traces` in batches; the answer sends the last ones and ends that. Loaded only where traces are wanted: it costs memory. */
export function exportSpans(endpoint: string): () => Promise<void> {
  const exporter = new OTLPTraceExporter({ url: `${endpoint.replace(/\/$/, '')}/v1/traces` });
  const provider = new TracerProvider({
    resource: defaultResource().merge(resourceFromAttributes({ 'service.name': 'stallholder' })),
    spanProcessors: [new BatchSpanProcessor({ exporter })],
  });
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  propagation.setGlobalPropagator(new W3CTraceContextPropagator());
  trace.setGlobalTracerProvider(provider);
  const calls = new UndiciInstrumentation({ startSpanHook: withoutQuery, requireParentforSpans: true });
  calls.setTracerProvider(provider);
  return async () => {
    calls.disable();
    await provider.shutdown();
  };
}

/** A query may hold what is nobody's business. */
function withoutQuery({ origin, path }: OutboundCall): Record<string, string> {
  return { 'url.full': `${origin}${path.split('?')[0]}`, 'url.query': '' };
}
