import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { changeBody } from '../../support/partner-api/bodies.js';
import { callOf } from '../../support/partner-api/calls.js';
import { type Fault, faultsOf, withFault } from '../../support/partner-api/contract-fields.js';
import { type Operation, title, WRITES_WITH_BODY } from '../../support/partner-api/operations.js';
import { Probe } from '../../support/partner-api/probe.js';
import { type Subject, Tenants } from '../../support/partner-api/tenants.js';

/** Bodies that name every field, so that a fault can stand at each. */
const FULL: Readonly<Record<string, () => Record<string, unknown>>> = {
  'PATCH /v1/installations/{installationId}': () => ({ billingPlanId: 'free' }),
  'DELETE /v1/installations/{installationId}': () => ({ cascadeResourceDeletion: true, reason: 'none' }),
  'PATCH /v1/installations/{installationId}/resources/{resourceId}': changeBody,
};

const full = (operation: Operation, subject: Subject): Record<string, unknown> =>
  FULL[title(operation)]?.() ?? { ...operation.body?.(subject) };

describe('a field that is not as the contract has it', () => {
  let probe: Probe;
  let subject: Subject;

  beforeAll(async () => {
    probe = await Probe.start();
    subject = await new Tenants(probe).installed();
  });
  afterAll(() => probe.stop());

  const send = (operation: Operation, body: Record<string, unknown>) =>
    probe.sendInVain(callOf(probe, operation, subject, { body }));

  const cases = WRITES_WITH_BODY.filter(({ historical }) => historical === undefined).flatMap((operation) =>
    faultsOf(operation.method, operation.path).map(
      (fault) => [`${title(operation)}: ${nameOf(fault)}`, operation, fault] as const,
    ),
  );

  it('is looked for at every place', () => {
    expect(cases.length).toBeGreaterThan(150);
  });

  it.each(cases)('is named: %s', async (_name, operation, fault) => {
    const answer = await send(operation, withFault(full(operation, subject), fault));
    expect(answer.status).toBe(400);
    expect(namesOf(answer.body)).toEqual(expect.arrayContaining([expect.stringMatching(blame(fault))]));
  });
});

function nameOf({ place, value }: Fault): string {
  return `${place.join('.')} ${value === undefined ? 'missing' : JSON.stringify(value)}`;
}

/** The field itself or one around it; faults inside of metadata carry the name of the product's property. */
function blame({ place, value }: Fault): RegExp {
  const around = place.map((_name, index) => place.slice(0, index + 1).join('.'));
  const entry = place.join('.') === 'metadata' && Object.hasOwn(Object(value), 'entry') ? ['entry'] : [];
  return new RegExp(`^(${[...around, ...entry].join('|').replaceAll('.', String.raw`\.`)})$`);
}

/** The fields that an error body names; a console tells them in its blocks. */
function namesOf(body: unknown): readonly unknown[] {
  if (Array.isArray(body)) return JSON.stringify(body).match(/[A-Za-z]+/g) ?? [];
  const { error } = body as { readonly error: { readonly fields?: readonly { readonly key: string }[] } };
  return (error.fields ?? []).map(({ key }) => key);
}
