import http from 'node:http';
import type { AddressInfo } from 'node:net';

import type { INestApplication } from '@nestjs/common';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import request from 'supertest';

import { CANARY, Captured, startCanaryApp, type Line } from './testing/canary-app.js';

const UUID = /^[0-9a-f-]{36}$/;
const captured = new Captured();
let app: INestApplication;
let server: http.Server;

beforeAll(async () => {
  app = await startCanaryApp(captured);
  server = app.getHttpServer() as http.Server;
});
afterAll(() => app.close());

async function lineAfter(sent: PromiseLike<{ headers: Record<string, string> }>): Promise<Line> {
  const id = (await sent).headers['x-request-id'];
  return captured.request(({ requestId }) => requestId === id);
}

describe('the line of a request', () => {
  it('says who, what, with which outcome and how long, without the query', async () => {
    const line = await lineAfter(
      request(server)
        .get(`/v1/installations/icfg_1/things?code=${CANARY}`)
        .set('x-request-id', 'abc.DEF-1_2')
        .set('x-vercel-id', 'fra1::abc-123'),
    );
    expect(line).toEqual({
      level: 'info',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      requestId: 'abc.DEF-1_2',
      vercelId: 'fra1::abc-123',
      method: 'GET',
      path: '/v1/installations/icfg_1/things',
      route: '/v1/installations/:installationId/things',
      status: 200,
      durationMs: expect.any(Number),
      installationId: 'icfg_1',
      msg: 'request',
    });
  });

  it.each(['', 'a b', 'a'.repeat(65), 'a;b', '{"x":1}'])(
    'gives a request with the id %j one of its own',
    async (id) => {
      const line = await lineAfter(request(server).get('/nowhere').set('x-request-id', id));
      expect(line.requestId).toMatch(UUID);
      expect(line).toMatchObject({ level: 'warn', status: 404, path: '/nowhere' });
    },
  );

  it('carries the code, the reason and the error of a failure', async () => {
    const line = await lineAfter(request(server).post('/v1/throws').send({ a: 1 }));
    expect(line).toMatchObject({ level: 'error', status: 500, code: 'internal', reason: 'planted' });
    expect(line.err).toMatchObject({ type: 'Error', cause: { type: 'QueryFailedError', code: '22P02' } });
  });

  it('is there for a body that could not be read', async () => {
    const line = await lineAfter(request(server).post('/v1/throws').set('content-type', 'application/json').send('{'));
    expect(line).toMatchObject({ status: 400, path: '/v1/throws' });
  });

  it('is there for a client that went away', async () => {
    const { port } = server.address() as AddressInfo;
    const client = http.request({ port, host: '127.0.0.1', method: 'POST', path: '/v1/throws' });
    client.on('error', () => undefined);
    client.setHeader('content-type', 'application/json').setHeader('content-length', '100');
    client.setHeader('x-request-id', 'gone').write('{');
    server.once('request', () => client.destroy());
    const line = await captured.request(({ requestId }) => requestId === 'gone');
    expect(line).toMatchObject({ path: '/v1/throws', aborted: true });
  });

  it('is not written for health checks', async () => {
    const { headers } = await request(server).get('/health/live').expect(200);
    expect(headers['x-request-id']).toMatch(UUID);
    await lineAfter(request(server).get('/nowhere'));
    expect(captured.text).not.toContain(headers['x-request-id']);
  });

  it('shares its id with everything logged on the way', async () => {
    const answered = request(server).get('/v1/installations/icfg_1/things').set('x-request-id', 'shared');
    await lineAfter(answered.expect({ requestId: 'shared' }));
    const own = captured.lines.filter(({ requestId }) => requestId === 'shared');
    expect(own.map(({ context, msg }) => [context, msg])).toEqual([
      ['Canary', undefined],
      ['Canary', 'handled with [secret]'],
      [undefined, 'request'],
    ]);
  });
});

describe('the whole log at its lowest level', () => {
  it('shows no secret of headers, query, body, errors or nested values', async () => {
    const query = `?code=${CANARY}&access_token=${CANARY}`;
    const send = (test: request.Test): request.Test =>
      test
        .set('authorization', `Bearer ${CANARY}`)
        .set('cookie', `session=${CANARY}`)
        .set('x-vercel-auth', CANARY)
        .set('x-request-id', `${CANARY} is no id`);
    await lineAfter(send(request(server).get(`/v1/installations/icfg_1/things${query}`)));
    await lineAfter(
      send(request(server).post(`/v1/throws${query}`)).send({ password: CANARY, a: [{ token: CANARY }] }),
    );
    await lineAfter(send(request(server).get(`/nowhere${query}`)));
    expect(captured.lines.filter(({ msg }) => msg === 'it failed')).not.toEqual([]);
    expect(captured.text).not.toContain(CANARY);
  });
});
