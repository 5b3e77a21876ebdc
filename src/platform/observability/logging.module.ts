import { Module, type DynamicModule, type FactoryProvider, type INestApplication } from '@nestjs/common';

import { createLogger, type LoggerOptions } from './logger.js';
import { NestLog } from './nest-log.js';
import { requestLog } from './request-log.js';

/** `pathPrefix` is the path of `PUBLIC_URL`, without a slash at its end. */
export interface LoggingOptions extends LoggerOptions {
  readonly pathPrefix?: string;
}

const SILENT = ['/health/live', '/health/ready', '/metrics'];
const OPTIONS = Symbol('LoggingOptions');

/** Makes the process's logger from its settings; `useLogging` puts it to work. */
@Module({})
export class LoggingModule {
  static forRootAsync(options: Pick<FactoryProvider<LoggingOptions>, 'inject' | 'useFactory'>): DynamicModule {
    return {
      module: LoggingModule,
      global: true,
      providers: [{ provide: OPTIONS, ...options }],
      exports: [OPTIONS],
    };
  }
}

/** Call it before `app.init()` and `app.listen()`, so that the request line stands before Nest's body parsers. */
export function useLogging(app: INestApplication): void {
  const options = app.get<LoggingOptions>(OPTIONS, { strict: false });
  const logger = createLogger(options);
  app.useLogger(new NestLog(logger));
  const silentPaths = new Set(SILENT.map((path) => `${options.pathPrefix ?? ''}${path}`));
  app.use(requestLog(logger, { silentPaths }));
}
