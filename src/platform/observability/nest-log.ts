import type { LoggerService } from '@nestjs/common';
import type { Level, Logger } from 'pino';

import { isError } from './safe-error.js';
import { isPlain } from './safe-value.js';

const STACK = /\n\s+at /;

/** Parts of Nest that name every module and route at each start; the last argument is the context. */
const CHATTY = new Set<unknown>([
  'InjectorLogger',
  'InstanceLoader',
  'NestApplication',
  'NestFactory',
  'RouterExplorer',
  'RoutesResolver',
]);

/**
 * Nest's logger over ours. `new Logger('Context')` takes a text, then in any order fields (a plain object), an error, or a
 * stack; an error or fields may also stand in place of the text.
 */
export class NestLog implements LoggerService {
  constructor(private readonly logger: Logger) {}

  log(message: unknown, ...params: unknown[]): void {
    this.write(CHATTY.has(params.at(-1)) ? 'debug' : 'info', message, params);
  }

  error(message: unknown, ...params: unknown[]): void {
    this.write('error', message, params);
  }

  warn(message: unknown, ...params: unknown[]): void {
    this.write('warn', message, params);
  }

  debug(message: unknown, ...params: unknown[]): void {
    this.write('debug', message, params);
  }

  verbose(message: unknown, ...params: unknown[]): void {
    this.write('trace', message, params);
  }

  fatal(message: unknown, ...params: unknown[]): void {
    this.write('fatal', message, params);
  }

  private write(level: Level, message: unknown, params: readonly unknown[]): void {
    if (!this.logger.isLevelEnabled(level)) return;
    const parts = typeof message === 'string' ? params : [message, ...params];
    const fields = Object.assign({}, ...parts.map(fieldsOf)) as object;
    if (typeof message === 'string') this.logger[level](fields, '%s', message);
    else this.logger[level](fields);
  }
}

/** Nest puts the context last, and sometimes a stack before it; both are texts. Of a stack only the frames are kept. */
function fieldsOf(part: unknown): object {
  if (isError(part)) return { err: part };
  if (typeof part === 'string') {
    const frames = part.search(STACK);
    return frames < 0 ? { context: part } : { stack: part.slice(frames + 1) };
  }
  if (typeof part !== 'object' || part === null) return {};
  return isPlain(part) ? part : { value: part };
}
