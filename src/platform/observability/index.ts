export { createLogger } from './logger.js';
export { LoggingModule, useLogging } from './logging.module.js';
export { NestLog } from './nest-log.js';
export { noteOnRequest } from './request-trace.js';
