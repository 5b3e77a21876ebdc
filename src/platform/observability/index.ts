export { createLogger, type Logger, type LoggerOptions } from './logger.js';
export { LoggingModule, useLogging, type LoggingOptions } from './logging.module.js';
export { NestLog } from './nest-log.js';
export { noteOnRequest, requestId, type RequestNote } from './request-trace.js';
