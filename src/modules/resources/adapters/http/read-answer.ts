import { isStorableText } from '../../../../platform/http/index.js';
import { Secret } from '../../../../platform/crypto/index.js';
import { DriverRefused, DriverUnavailable, ReplFailed } from '../../driver.errors.js';
import type { DriverSecret, Reading } from '../../driver.port.js';
import type { Importable } from '../../importing.port.js';
import { readBlocks } from './read-blocks.js';
import type { ServiceAnswer } from './signed-calls.js';

const NAME = /^[A-Za-z_][A-Za-z0-9_]{0,255}$/;
const MOST_SECRETS = 100;
const MOST_READINGS = 100;
const MOST_INSTANCES = 1_000;
const MAX_NAME = 256;
const MAX_VALUE = 64 * 1_024;
const MAX_MESSAGE = 500;

/** Refusals that say nothing about the order: our signature, time-outs, too early, too many. */
const TRANSIENT: ReadonlySet<number> = new Set([401, 408, 425, 429]);

/** What a failed answer means: a 4xx with a message, or of the console with blocks, is the product's last word; everything else may pass. */
export function failureOf(operation: string, { status, body }: ServiceAnswer): Error {
  const isFinal = status >= 400 && status < 500 && !TRANSIENT.has(status);
  const blocks = operation === 'repl' ? readBlocks(body?.['blocks']) : null;
  if (isFinal && blocks !== null) return new ReplFailed('the command failed', blocks);
  const message = messageOf(body);
  if (isFinal && message !== null) return new DriverRefused(message);
  return new DriverUnavailable(`the service answered ${status} to ${operation}`);
}

/** The text for the customer under `error.message`; null where there is none. */
function messageOf(body: ServiceAnswer['body']): string | null {
  const error = body?.['error'];
  const message: unknown = typeof error === 'object' && error !== null && 'message' in error ? error.message : null;
  return typeof message === 'string' ? oneLine(message) : null;
}

/** A text of the product as it is shown: on one line, of bounded length; null where nothing is left. */
export function oneLine(text: string): string | null {
  const line = text.replaceAll(/\p{C}+/gu, ' ').trim();
  return line === '' ? null : line.slice(0, MAX_MESSAGE).toWellFormed();
}

/** The list of secrets as an answer or a callback carries it; null unless every one can be an environment variable. */
export function readSecrets(value: unknown): readonly DriverSecret[] | null {
  if (!Array.isArray(value) || value.length > MOST_SECRETS) return null;
  const secrets = value.map(readSecret);
  if (!secrets.every((secret) => secret !== null)) return null;
  return new Set(secrets.map(({ name }) => name)).size === secrets.length ? secrets : null;
}

/** What the meters show, as text; whether a value is a decimal is for who counts it. Null unless every reading has a meter and a value, each meter once. */
export function readReadings(value: unknown): readonly Reading[] | null {
  if (!Array.isArray(value) || value.length > MOST_READINGS) return null;
  const readings = value.map(readReading);
  if (!readings.every((reading) => reading !== null)) return null;
  return new Set(readings.map(({ meter }) => meter)).size === readings.length ? readings : null;
}

function readReading(told: unknown): Reading | null {
  if (typeof told !== 'object' || told === null) return null;
  const { meter, value } = told as { readonly meter?: unknown; readonly value?: unknown };
  if (typeof meter !== 'string' || typeof value !== 'string') return null;
  return { meter, value };
}

/** What an owner may link; null unless each has an id and a name that can be kept, and each id stands once. */
export function readInstances(value: unknown): readonly Importable[] | null {
  if (!Array.isArray(value) || value.length > MOST_INSTANCES) return null;
  const instances = value.map(readInstance);
  if (!instances.every((instance) => instance !== null)) return null;
  return new Set(instances.map(({ instance }) => instance)).size === instances.length ? instances : null;
}

function readInstance(told: unknown): Importable | null {
  if (typeof told !== 'object' || told === null) return null;
  const { instance, name } = told as { readonly instance?: unknown; readonly name?: unknown };
  if (typeof instance !== 'string' || instance === '' || instance.length > MAX_NAME || !isStorableText(instance))
    return null;
  const line = typeof name === 'string' ? oneLine(name) : null;
  return line === null ? null : { instance, name: line.slice(0, MAX_NAME).toWellFormed() };
}

function readSecret(value: unknown): DriverSecret | null {
  if (typeof value !== 'object' || value === null) return null;
  const { name, value: text } = value as { readonly name?: unknown; readonly value?: unknown };
  if (typeof name !== 'string' || !NAME.test(name)) return null;
  if (typeof text !== 'string' || text === '' || text.length > MAX_VALUE || !isStorableText(text)) return null;
  return { name, value: Secret.of(text) };
}
