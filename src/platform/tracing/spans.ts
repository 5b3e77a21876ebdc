import type { IncomingMessage, ServerResponse } from 'node:http';
import { context, propagation, ROOT_CONTEXT, type Span, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';

/** A request as far as a span tells of it. */
interface TracedRequest extends IncomingMessage {
  readonly route?: { readonly path?: unknown };
  readonly id?: string;
}

const TRACER = 'stallholder';

/** Express middleware: each request is a span, under the trace that its caller names. */
export function requestSpans(request: TracedRequest, response: ServerResponse, next: () => void): void {
  const caller = propagation.extract(ROOT_CONTEXT, request.headers);
  const method = request.method ?? '';
  const span = trace.getTracer(TRACER).startSpan(method, { kind: SpanKind.SERVER }, caller);
  response.once('close', () => {
    endRequest(span, request, response);
  });
  context.with(trace.setSpan(caller, span), next);
}

function endRequest(span: Span, request: TracedRequest, { statusCode }: ServerResponse): void {
  const route = typeof request.route?.path === 'string' ? request.route.path : undefined;
  if (route !== undefined) span.updateName(`${request.method} ${route}`);
  span.setAttributes({
    'http.request.method': request.method ?? '',
    'http.response.status_code': statusCode,
    ...(route === undefined ? {} : { 'http.route': route }),
    ...(request.id === undefined ? {} : { 'stallholder.request_id': request.id }),
  });
  if (statusCode >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
  span.end();
}

/** Where the present work stands in its trace, as the header `traceparent` says it; undefined where nothing is traced. */
export function presentTrace(): string | undefined {
  const carrier: { traceparent?: string } = {};
  propagation.inject(context.active(), carrier);
  return carrier.traceparent;
}

/** What one job does is a span, under the trace of whatever placed it. */
export async function inJobSpan<T extends { readonly status: string }>(
  job: {
    readonly name: string;
    readonly id: string;
    readonly attempt: number;
    readonly traceparent: string | undefined;
  },
  work: () => Promise<T>,
): Promise<T> {
  const placed = propagation.extract(ROOT_CONTEXT, { traceparent: job.traceparent });
  const attributes = { 'stallholder.job.id': job.id, 'stallholder.job.attempt': job.attempt };
  const span = trace.getTracer(TRACER).startSpan(`job ${job.name}`, { kind: SpanKind.CONSUMER, attributes }, placed);
  try {
    const outcome = await context.with(trace.setSpan(placed, span), work);
    if (outcome.status !== 'completed') span.setStatus({ code: SpanStatusCode.ERROR, message: outcome.status });
    return outcome;
  } finally {
    span.end();
  }
}
