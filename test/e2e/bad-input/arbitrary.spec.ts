import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { changeBody } from '../../support/partner-api/bodies.js';
import { callOf } from '../../support/partner-api/calls.js';
import { type Operation, title, WRITES } from '../../support/partner-api/operations.js';
import { Probe } from '../../support/partner-api/probe.js';
import { type Subject, Tenants } from '../../support/partner-api/tenants.js';

const BOUNDS = { numRuns: 120, interruptAfterTimeLimit: 2_000, endOnFailure: true };

type Body = Readonly<Record<string, unknown>>;

/** Names that matter somewhere between the wire and the database, and any others. */
const names = (body: Body) =>
  fc.oneof(
    fc.constantFrom(
      ...Object.keys(body),
      'metadata',
      'name',
      'constructor',
      'prototype',
      'toString',
      'then',
      'length',
      '',
    ),
    fc.string({ unit: 'binary', maxLength: 12 }),
  );

/** Any JSON, with more of the texts and numbers that tend to break things. */
const anything = (body: Body) =>
  fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 5, depthSize: 'small' },
      fc.jsonValue(),
      fc.string({ unit: 'binary' }),
      fc.constantFrom('\0', '❤️'.repeat(200), '\ud800', 'free', 'shop', 'x'.repeat(5_000), '2026-13-45T99:99:99Z'),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.array(tie('value'), { maxLength: 4 }),
      fc.dictionary(names(body), tie('value'), { maxKeys: 5 }),
    ),
  })).value;

/** A right body with a few of its places, at any depth, given other values. */
const mutated = (body: Body) =>
  fc.array(fc.tuple(fc.nat(), anything(body)), { minLength: 1, maxLength: 3 }).map((changes) =>
    changes.reduce<unknown>((changed, [where, value]) => {
      const places = placesOf(changed);
      const place = places[where % Math.max(places.length, 1)];
      return place === undefined ? value : replaced(changed, place, value);
    }, body),
  );

describe('whatever body is sent', () => {
  let probe: Probe;
  let tenants: Tenants;

  beforeAll(async () => {
    probe = await Probe.start();
    tenants = new Tenants(probe);
  });
  afterAll(() => probe.stop());

  it.each(WRITES.map((operation) => [title(operation), operation] as const))(
    '%s answers as documented, and never fails',
    async (_name, operation) => {
      let subject: Subject = await tenants.knownToVercel();
      const body = rightBody(operation, subject);
      const property = fc.asyncProperty(
        fc.oneof({ weight: 3, arbitrary: mutated(body) }, { weight: 1, arbitrary: anything(body) }),
        async (sent) => {
          const call = callOf(probe, operation, subject, { body: JSON.stringify(sent) ?? '' });
          const answer = await probe.send(call);
          expect(answer.status).toBeLessThan(500);
          if (operation.method === 'DELETE' && answer.status < 300) subject = await tenants.installed();
        },
      );
      await fc.assert(property, BOUNDS);
    },
  );
});

function rightBody(operation: Operation, subject: Subject): Body {
  return operation.method === 'PATCH' ? changeBody() : (operation.body?.(subject) ?? {});
}

/** Every place inside of a value, as the names that lead there. */
function placesOf(value: unknown): readonly (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => [[name], ...placesOf(inner).map((rest) => [name, ...rest])]);
}

function replaced(whole: unknown, [name = '', ...rest]: readonly string[], value: unknown): unknown {
  const inner = rest.length === 0 ? value : replaced(Reflect.get(Object(whole), name), rest, value);
  if (Array.isArray(whole)) return whole.with(Number(name), inner);
  return { ...Object(whole), [name]: inner };
}
