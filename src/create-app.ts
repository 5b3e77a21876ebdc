import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import express from 'express';
import helmet, { type HelmetOptions } from 'helmet';
import { AppModule } from './app.module.js';
import type { Settings } from './platform/config/index.js';
import { Readiness } from './platform/health/index.js';
import { closeConnectionsWhen, noteShed, RootAdapter, sortLandings, uncached } from './platform/http/index.js';
import { Metrics, requestTimes, Shedding } from './platform/metrics/index.js';
import { createLogger, NestLog, useLogging } from './platform/observability/index.js';
import { requestSpans } from './platform/tracing/index.js';

/** A path is a route only as it is written: other letter case and a slash at the end are other paths. */
function strictExpress(settings: Settings): express.Express {
  const server = express();
  server.set('case sensitive routing', true);
  server.set('strict routing', true);
  server.set('x-powered-by', false);
  server.set('etag', false);
  server.set('trust proxy', settings.http.trustProxy);
  return server;
}

/** What concerns an API; the headers that only speak to pages come with the pages. */
const FOR_AN_API = {
  contentSecurityPolicy: {
    useDefaults: false,
    directives: { 'default-src': ["'none'"], 'frame-ancestors': ["'none'"] },
  },
  crossOriginOpenerPolicy: false,
  crossOriginResourcePolicy: false,
  originAgentCluster: false,
  referrerPolicy: false,
  xDnsPrefetchControl: false,
  xDownloadOptions: false,
  xFrameOptions: false,
  xPermittedCrossDomainPolicies: false,
  xPoweredBy: false,
  xXssProtection: false,
} satisfies HelmetOptions;

/** Builds the server without listening. */
export async function createApp(settings: Settings): Promise<NestExpressApplication> {
  const server = strictExpress(settings);
  const app = await NestFactory.create<NestExpressApplication>(AppModule.of(settings), new RootAdapter(server), {
    bodyParser: false,
    logger: new NestLog(createLogger({ level: settings.logLevel })),
    abortOnError: false,
  });
  noteShed(app.getHttpServer(), app.get(Shedding).note);
  useLogging(app, requestTimes(app.get(Metrics)));
  if (settings.tracesUrl !== undefined) app.use(requestSpans);
  app.use(helmet(FOR_AN_API));
  app.use(uncached());
  const readiness = app.get(Readiness);
  app.use(closeConnectionsWhen(() => readiness.isDraining));
  app.use(sortLandings(settings.http.pathPrefix));
  app.setGlobalPrefix(settings.http.pathPrefix);
  return app;
}
