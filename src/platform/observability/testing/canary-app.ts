import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { Writable } from 'node:stream';

import { Body, Controller, Get, Logger, Module, Post, Req, type INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { DatabaseError } from 'pg';
import { QueryFailedError } from 'typeorm';

import { Secret } from '../../crypto/index.js';
import { LoggingModule, noteOnRequest, useLogging } from '../index.js';

/** Every planted secret has it in its text. */
export const CANARY = 'canary7f3a';

export type Line = Readonly<Record<string, unknown>>;

/** What the process would have written to standard output. */
export class Captured extends Writable {
  text = '';

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.text += chunk.toString();
    this.emit('line');
    done();
  }

  get lines(): readonly Line[] {
    return this.text
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Line);
  }

  /** The line of the first request that fits; it is written when the answer has left, so a client can be ahead of it. */
  async request(fits: (line: Line) => boolean): Promise<Line> {
    for (;;) {
      const line = this.lines.find((candidate) => candidate.msg === 'request' && fits(candidate));
      if (line !== undefined) return line;
      await once(this, 'line');
    }
  }
}

/** An error as TypeORM and pg throw it together. */
export function queryFailed(): Error {
  const driverError = new DatabaseError(`invalid input syntax for type uuid: "${CANARY}"`, 100, 'error');
  Object.assign(driverError, { code: '22P02', detail: `Key (email)=(${CANARY}) exists`, where: CANARY });
  return new QueryFailedError(`SELECT '${CANARY}'`, [CANARY], driverError);
}

@Controller()
class CanaryController {
  private readonly logger = new Logger('Canary');

  @Get('v1/installations/:installationId/things')
  things(@Req() request: IncomingMessage & { id: string; installationId?: string }): unknown {
    request.installationId = 'icfg_1';
    this.logger.verbose({ request, nested: { deep: [{ value: Secret.of(CANARY) }] }, password: CANARY }, 'seen');
    this.logger.log(`handled with ${String(Secret.of(CANARY))}`);
    return { requestId: request.id };
  }

  @Post('v1/throws')
  throws(@Body() body: unknown): never {
    this.logger.debug({ body, cause: queryFailed() });
    this.logger.error('it failed', queryFailed());
    const error = new Error(`connect postgres://app:${CANARY}@db/x`, { cause: queryFailed() });
    noteOnRequest({ code: 'internal', reason: 'planted', err: error });
    throw error;
  }

  @Get('health/live')
  live(): string {
    return 'ok';
  }
}

@Module({ controllers: [CanaryController] })
class CanaryModule {}

/** A Nest app on a free port with this logger at the lowest level. */
export async function startCanaryApp(captured: Captured): Promise<INestApplication> {
  const logging = LoggingModule.forRootAsync({
    useFactory: () => ({ level: 'trace' as const, destination: captured }),
  });
  const app = await NestFactory.create({ module: CanaryModule, imports: [logging] }, { bufferLogs: true });
  useLogging(app);
  await app.listen(0, '127.0.0.1');
  return app;
}
