import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Running, start } from './support/start.js';
import { callVercel } from './support/vercel-call.js';
import { readClaims } from './support/verify.js';

describe('members of a team', () => {
  let running: Running;
  beforeEach(async () => {
    running = await start();
    await running.sim.team('Acme').install();
  });
  afterEach(() => running.stop());

  const told = (): readonly unknown[] =>
    running.provider.seen.flatMap(({ body }) =>
      body?.['type'] === 'marketplace.member.changed' ? body['payload'] : [],
    );

  it('join, change and leave; Vercel tells it, and answers accordingly', async () => {
    const { sim } = running;
    const team = sim.team('Acme');
    const { id } = await team.members.add({ role: 'USER', email: 'bo@acme.example', name: 'Bo' });
    const read = async (): Promise<unknown> => (await callVercel(sim, team.installation(), `/member/${id}`)).body;
    expect(await read()).toEqual({ id, role: 'USER' });
    await team.members.changeRole(id, 'ADMIN');
    expect(await read()).toEqual({ id, role: 'ADMIN' });
    await team.members.remove(id);
    expect((await callVercel(sim, team.installation(), `/member/${id}`)).status).toBe(404);
    expect(told()).toMatchObject(['USER', 'ADMIN', 'NONE'].map((role) => ({ memberId: id, role })));
    await expect(team.members.changeRole(id, 'USER')).rejects.toThrow('there is no member');
  });

  it('open the provider as themselves', async () => {
    const { sim } = running;
    const team = sim.team('Acme');
    const { id } = await team.members.add({ role: 'USER', email: 'bo@acme.example', name: 'Bo' });
    const code = new URL(team.openProvider({}, { userId: id })).searchParams.get('code');
    const client = { client_id: 'oac_test', client_secret: 'secret', grant_type: 'authorization_code' };
    const answer = await fetch(`${sim.url}/v1/integrations/sso/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...client, code }),
    });
    const { id_token: token } = (await answer.json()) as { id_token: string };
    const person = { user_id: id, user_role: 'USER', user_email: 'bo@acme.example', user_name: 'Bo' };
    expect(readClaims(token)).toMatchObject(person);
  });
});
