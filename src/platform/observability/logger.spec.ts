import { describe, expect, it } from '@jest/globals';

import { Secret } from '../crypto/index.js';
import { onBehalfOf } from '../context/index.js';
import { createLogger } from './logger.js';
import { NestLog } from './nest-log.js';
import { CANARY, Captured, queryFailed } from './testing/canary-app.js';

function logged(write: (logger: ReturnType<typeof createLogger>) => void): Captured {
  const captured = new Captured();
  write(createLogger({ level: 'trace', destination: captured }));
  return captured;
}

class Carrier {
  readonly connectionString = CANARY;
  readonly secret = Secret.of(CANARY);
  readonly bytes = Buffer.from(CANARY);
  readonly link = new URL(`https://example.com/path?x=${CANARY}`);
}

describe('the logger', () => {
  it.each<[string, Parameters<typeof logged>[0]]>([
    ['an error alone', (logger) => logger.error(queryFailed())],
    ['an error as a field', (logger) => logger.error({ err: queryFailed() })],
    ['an error under another name, deep inside', (logger) => logger.error({ a: [{ failure: queryFailed() }] }, 'x')],
    ['an error printed into a text', (logger) => logger.error('it was %o and %j', queryFailed(), queryFailed())],
    ['an error of many', (logger) => logger.error(new AggregateError([queryFailed()], 'all failed'))],
    ['an error bound to a child', (logger) => logger.child({ err: queryFailed() }).info('x')],
    ['an error of a malformed URL', (logger) => logger.error(malformed())],
    ['an object with secrets', (logger) => logger.info(new Carrier(), 'x')],
    ['an object printed into a text', (logger) => logger.info('%o %j', new Carrier(), { carrier: new Carrier() })],
    ['a text', (logger) => logger.info(`password=${CANARY}`)],
    ['a thrown text', (logger) => logger.info({ err: `Bearer ${CANARY}` })],
    ['a stack that Nest hands on', (logger) => new NestLog(logger).error('x', queryFailed().stack, 'Context')],
  ])('shows no secret of %s', (_, write) => {
    const { lines, text } = logged(write);
    expect(lines).toHaveLength(1);
    expect(text).not.toContain(CANARY);
    expect(text).not.toContain(Buffer.from(CANARY).toString('base64').slice(0, 12));
    expect(text).not.toContain(JSON.stringify([...Buffer.from(CANARY)]).slice(1, -1));
  });

  it('shows of an error its type, message, code and where it came from', () => {
    const [line] = logged((logger) => logger.error(Object.assign(new RangeError('too far'), { code: 'far' }))).lines;
    expect(line).toMatchObject({ level: 'error', msg: 'too far', err: { type: 'RangeError', code: 'far' } });
    expect(line).toHaveProperty('err.stack', expect.stringContaining('logger.spec'));
  });

  it('survives what cannot be written as JSON', () => {
    const circle: Record<string, unknown> = { big: 10n, when: new Date(0), call: () => 1 };
    circle.self = circle;
    const [line] = logged((logger) => logger.info(circle, 'x')).lines;
    expect(line).toMatchObject({ big: '10', when: '1970-01-01T00:00:00.000Z', msg: 'x' });
  });

  it('survives what throws when it is looked at', () => {
    const hostile = {
      get value(): never {
        throw new Error('no');
      },
      toJSON: () => {
        throw new Error('no');
      },
    };
    const { lines } = logged((logger) => {
      logger.info({ hostile }, 'x');
      logger.info('%o', hostile);
    });
    expect(lines).toHaveLength(2);
  });

  it('keeps a line short when it is handed a web of a million ways', () => {
    const web: Record<string, unknown> = {};
    for (let i = 0; i < 50; i++) web[`way${i}`] = web;
    expect(logged((logger) => logger.info({ web }, 'x')).text.length).toBeLessThan(20_000);
  });

  it('lets no field pass itself off as the level or the time of a line', () => {
    const { text } = logged((logger) => logger.info({ level: 'fatal', time: 'never' }, 'x'));
    expect(text).not.toMatch(/fatal|never/);
  });

  it('names the request on whose behalf a job runs', () => {
    const captured = logged((logger) =>
      onBehalfOf({ actor: { kind: 'job', id: 'x.y' }, requestId: 'req-1' }, () => logger.info('x')),
    );
    expect(captured.lines).toMatchObject([{ requestId: 'req-1', msg: 'x' }]);
  });

  it("keeps Nest's list of every module and route for whoever debugs", () => {
    const { lines } = logged((logger) => {
      new NestLog(logger).log('InstallationsModule dependencies initialized', 'InstanceLoader');
      new NestLog(logger).log('Listening', 'Server');
    });
    expect(lines.map(({ level, context }) => ({ level, context }))).toEqual([
      { level: 'debug', context: 'InstanceLoader' },
      { level: 'info', context: 'Server' },
    ]);
  });

  it('writes what Nest says with its context, fields and error, and prints nothing into the text', () => {
    const { lines } = logged((logger) => {
      new NestLog(logger).warn('100 %s done', { step: 2 }, new Error('slow'), 'Context');
    });
    expect(lines).toMatchObject([
      { level: 'warn', msg: '100 %s done', step: 2, context: 'Context', err: { message: 'slow' } },
    ]);
  });
});

function malformed(): unknown {
  try {
    return new URL(`postgres//${CANARY}`);
  } catch (error) {
    return error;
  }
}
