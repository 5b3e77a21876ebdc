// A dashboard of your own behind Stallholder: who comes with a code is signed in, and sees who they are.
//   STALLHOLDER_URL=https://shop.example DASHBOARD_URL=https://dashboard.example PORT=4200 node examples/own-dashboard.js
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { env, stdout } from 'node:process';
import { createRemoteJWKSet, jwtVerify } from 'jose';

const { STALLHOLDER_URL, DASHBOARD_URL, PORT = '4200' } = env;
const keys = createRemoteJWKSet(new URL(`${STALLHOLDER_URL}/.well-known/jwks.json`));

async function identityBehind(code) {
  const answer = await fetch(`${STALLHOLDER_URL}/sso/handoff/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code }),
  });
  if (!answer.ok) return null;
  const { id_token } = await answer.json();
  const expected = { issuer: STALLHOLDER_URL, audience: DASHBOARD_URL, algorithms: ['ES256'] };
  return (await jwtVerify(id_token, keys, expected)).payload; // sub, installation_id, role, target, name, email …
}

const sessions = new Map(); // yours, wherever you keep them
const cookies = 'Path=/; HttpOnly; SameSite=Lax'; // behind https also Secure

/** A code counts for the browser alone that has begun here, which its cookie shows; any other begins now. */
function begin(response, { target, installation_id }) {
  const state = randomUUID();
  const start = new URL(`${STALLHOLDER_URL}/sso/handoff/start`);
  start.search = new URLSearchParams({ state, url: target, ...(installation_id && { installation_id }) });
  return response.writeHead(303, { 'set-cookie': `begun=${state}; ${cookies}`, location: start.href }).end();
}

async function serve({ url, headers }, response) {
  const { searchParams, pathname, search } = new URL(url, DASHBOARD_URL);
  const cookie = (name) => new RegExp(`(?:^|; )${name}=([^;]+)`).exec(headers.cookie ?? '')?.[1];
  if (searchParams.has('code')) {
    const identity = await identityBehind(searchParams.get('code')).catch(() => null);
    if (identity !== null && identity.state === undefined) return begin(response, identity);
    if (identity === null || identity.state !== cookie('begun'))
      return response.writeHead(401).end('Open this page again from Vercel.');
    const id = randomUUID();
    sessions.set(id, identity);
    const location = new URL(identity.target, DASHBOARD_URL).href;
    return response.writeHead(303, { 'set-cookie': `dashboard=${id}; ${cookies}`, location }).end();
  }
  const session = sessions.get(cookie('dashboard'));
  if (session === undefined) return begin(response, { target: pathname + search });
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ url, ...session }));
}

const server = createServer((request, response) => void serve(request, response));
server.listen(Number(PORT), '127.0.0.1', () => {
  stdout.write(`Listening on http://127.0.0.1:${server.address().port}\n`);
});
