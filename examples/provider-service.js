// A product behind Stallholder's http driver, in memory: each instance is a door that its keys open.
//   HTTP_DRIVER_SECRET=… PORT=4100 node examples/provider-service.js           answers when it is done
//   HTTP_DRIVER_SECRET=… PORT=4100 MODE=async node examples/provider-service.js  answers 202, and reports the end by a callback
import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';
import { env, stdout } from 'node:process';
import { text } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';

const { HTTP_DRIVER_SECRET = '', MODE = 'sync', PORT = '4100', WORK_MS = '1000' } = env;
if (HTTP_DRIVER_SECRET === '') throw new Error('HTTP_DRIVER_SECRET is not set');
const KEY = HTTP_DRIVER_SECRET.startsWith('whsec_')
  ? Buffer.from(HTTP_DRIVER_SECRET.slice(6), 'base64')
  : HTTP_DRIVER_SECRET;
const TOLERANCE_SECONDS = 300;
const MAX_BYTES = 1_000_000;

// --- Signatures: HMAC-SHA256 over "id.timestamp.body", as standardwebhooks.com describes; its libraries do the same. ---

const hmac = (id, timestamp, body) => createHmac('sha256', KEY).update(`${id}.${timestamp}.${body}`).digest('base64');
const equal = (a, b) => {
  const [one, other] = [Buffer.from(a), Buffer.from(b)];
  return one.length === other.length && timingSafeEqual(one, other);
};
const seen = new Map(); // ids of the messages of the last minutes: a message counts once, also when somebody recorded it

function isGenuine({ headers }, body) {
  const { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures = '' } = headers;
  const now = Date.now() / 1000;
  for (const [old, at] of seen) if (at < now - 2 * TOLERANCE_SECONDS) seen.delete(old);
  if (!(Math.abs(now - Number(timestamp)) <= TOLERANCE_SECONDS) || seen.has(id)) return false;
  if (!signatures.split(' ').some((one) => equal(one, `v1,${hmac(id, timestamp, body)}`))) return false;
  return Boolean(seen.set(id, now));
}

// --- The product: every operation may come twice, and gives the same then. ---

class Refused extends Error {} // a 4xx with a message: final, and the customer reads it

const instances = new Map(); // resource id -> { terms, keys: version -> key or null (revoked), suspended, notes }
const existing = ({ id }) => {
  const instance = instances.get(id);
  if (instance === undefined) throw new Refused('The instance does not exist.');
  return instance;
};
// The seed is random, ours alone and the same at every attempt, so that keys need not be stored to be given again.
const keyOf = ({ resource, credentialSeed, version = 1 }) =>
  createHmac('sha256', credentialSeed).update(`${resource.id}:${version}`).digest('base64url');
const secretsOf = (message) => [
  { name: 'DOOR_URL', value: `${address()}/doors/${message.resource.id}` },
  { name: 'DOOR_KEY', value: keyOf(message) },
];
const line = (content, color) => ({ type: 'paragraph', children: [{ type: 'text', text: content, ...color }] });

const whoIs = ({ kind, subject, installationId }) => (kind === 'account' ? subject : installationId);
const doorOf = (owner) => `door-${owner.kind}-${whoIs(owner)}`;

const operations = {
  provision(message) {
    const { resource } = message;
    const fresh = { keys: new Map([[1, keyOf(message)]]), suspended: false, notes: [] };
    instances.set(resource.id, { ...(instances.get(resource.id) ?? fresh), terms: resource });
    return { status: 'ready', secrets: secretsOf(message) };
  },
  update: ({ resource }) => void (existing(resource).terms = resource),
  transfer: ({ resource }) => void (existing(resource).terms = resource), // the same instance, another customer's
  suspend: ({ resource }) => void (instances.has(resource.id) && (existing(resource).suspended = true)),
  resume: ({ resource }) => void (existing(resource).suspended = false),
  deprovision: ({ resource }) => (instances.delete(resource.id), { status: 'gone' }),
  'rotate-secrets'(message) {
    const { keys } = existing(message.resource);
    if (keys.get(message.version) === null) throw new Refused('The key has been revoked.');
    keys.set(message.version, keyOf(message));
    return { status: 'ready', secrets: secretsOf(message) };
  },
  'revoke-secrets': ({ resource, version }) => void instances.get(resource.id)?.keys.set(version, null),
  // What customers had before: here every account has one door, "door-<who>", that other accounts do not see.
  'list-importable': ({ owner }) => ({ instances: [{ instance: doorOf(owner), name: `The door of ${whoIs(owner)}` }] }),
  adopt(message) {
    const { resource, owner } = message;
    if (resource.instance !== doorOf(owner)) throw new Refused('The door is not yours.');
    return operations.provision(message);
  },
  release: ({ resource }) => void instances.delete(resource.id), // our keys go, the customer's door stays
  holds: ({ resource }) => ({ held: instances.has(resource.id) }),
  usage: ({ resource }) => ({ readings: [{ meter: 'notes', value: String(existing(resource).notes.length) }] }),
  async repl({ resource, input, mode }) {
    const instance = existing(resource);
    if (instance.suspended) throw new Refused('The instance is suspended.');
    if (input === 'sleep') await wait(60_000);
    if (input === 'list') return { blocks: [line(instance.notes.join(', ') || 'nothing yet')] };
    const note = /^add (\w+)$/.exec(input)?.[1];
    if (note === undefined) return { failed: true, blocks: [line(`unknown: ${input}`, { color: '#ff0000' })] };
    if (mode === 'read-only') return { failed: true, blocks: [line('read-only', { color: '#ff0000' })] };
    return { blocks: [line(`${instance.notes.push(note)} notes`)] };
  },
};

// --- Answering at once, or later: only what comes with a callback may be answered 202. ---

const later = new Map(); // operation id -> what came of it, undefined while it is going on

async function run(message) {
  const operationId = message.callback?.operationId;
  if (MODE !== 'async' || operationId === undefined) return operations[message.operation](message);
  if (!later.has(operationId)) void finish(message, operationId);
  return later.get(operationId); // a repeat asks how far it is
}

async function finish(message, operationId) {
  later.set(operationId, undefined);
  await wait(Number(WORK_MS));
  const refused = (error) => ({ status: 'failed', error: { message: error.message } });
  const work = async () => operations[message.operation](message);
  const outcome = await work().catch(refused);
  later.set(operationId, outcome);
  const body = JSON.stringify({ operationId, resourceId: message.resource.id, ...outcome });
  const id = randomUUID(); // the same at every attempt, as the timestamp is not
  for (let pause = 1000; !(await report(message.callback.url, id, body)); pause = Math.min(pause * 2, 600_000))
    await wait(pause);
}

/** True when there is nothing more to say: it was taken, or never will be. */
async function report(url, id, body) {
  const timestamp = Math.floor(Date.now() / 1000);
  const signature = `v1,${hmac(id, timestamp, body)}`;
  const signed = { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signature };
  const headers = { 'content-type': 'application/json', ...signed };
  const { status } = await fetch(url, { method: 'POST', headers, body }).catch(() => ({ status: 0 }));
  return status >= 200 && status < 500 && status !== 429;
}

// --- HTTP ---

async function answer(request) {
  const name = request.url.split('/').at(-1);
  if (request.method === 'GET') return door(instances.get(name), request.headers.authorization);
  if (!(Number(request.headers['content-length']) <= MAX_BYTES)) return [413, { error: { message: 'Too large.' } }];
  const body = await text(request);
  if (!isGenuine(request, body)) return [401, { error: { message: 'The signature is not valid.' } }];
  const message = JSON.parse(body);
  const isKnown = Object.hasOwn(operations, name) && message.operation === name; // the path itself is not signed
  if (!isKnown) return [404, { error: { message: 'There is no such operation.' } }];
  const outcome = await run(message);
  if (outcome === undefined) return [MODE === 'async' && message.callback ? 202 : 204];
  if (outcome.status === 'failed') throw new Refused(outcome.error.message);
  return [outcome.failed ? 400 : 200, outcome];
}

/** What customers buy: 404 without an instance, 403 without one of its keys, or while it is suspended. */
function door(instance, authorization = '') {
  if (instance === undefined) return [404, {}];
  const isOpen = [...instance.keys.values()].some((key) => key !== null && equal(authorization, `Bearer ${key}`));
  return isOpen && !instance.suspended ? [200, { hello: instance.terms.name }] : [403, {}];
}

async function serve(request, response) {
  const refused = (error) =>
    error instanceof Refused ? [409, { error: { message: error.message } }] : [500, { error: { message: 'Failed.' } }];
  const [status, body] = await answer(request).catch(refused);
  response.writeHead(status, { 'content-type': 'application/json' }).end(body && JSON.stringify(body));
}

const server = createServer((request, response) => void serve(request, response));
const address = () => `http://127.0.0.1:${server.address().port}`;
server.listen(Number(PORT), '127.0.0.1', () => stdout.write(`Listening on ${address()}\n`));
