import { Module, type DynamicModule, type FactoryProvider, type INestApplication } from '@nestjs/common';

import { createLogger, type Logger, type LoggerOptions } from './logger.js';
import { NestLog } from './nest-log.js';
import { type Answered, requestLog } from './request-log.js';

/** `pathPrefix` is the path of `PUBLIC_URL`, without a slash at its end. */
interface LoggingOptions extends LoggerOptions {
  readonly pathPrefix?: string;
}

const SILENT = ['/health/live', '/health/ready', '/metrics'];
const OPTIONS = Symbol('LoggingOptions');
const LOGGER = Symbol('Logger');

/** Makes the process's logger from its settings; `NestLog` is Nest's own view of it. */
@Module({})
export class LoggingModule {
  static forRootAsync(options: Pick<FactoryProvider<LoggingOptions>, 'inject' | 'useFactory'>): DynamicModule {
    return {
      module: LoggingModule,
      global: true,
      providers: [
        { provide: OPTIONS, ...options },
        { provide: LOGGER, inject: [OPTIONS], useFactory: createLogger },
        { provide: NestLog, inject: [LOGGER], useFactory: (logger: Logger) => new NestLog(logger) },
      ],
      exports: [NestLog],
    };
  }
}

/** Call it before `app.init()` and `app.listen()`, so that the line of a request stands before Nest's body parsers. */
export function useLogging(app: INestApplication, onAnswered: (answered: Answered) => void = () => undefined): void {
  const { pathPrefix = '' } = app.get<LoggingOptions>(OPTIONS, { strict: false });
  const silentPaths = new Set(SILENT.map((path) => `${pathPrefix}${path}`));
  app.useLogger(app.get(NestLog, { strict: false }));
  app.use(requestLog(app.get<Logger>(LOGGER, { strict: false }), { silentPaths, onAnswered }));
}
