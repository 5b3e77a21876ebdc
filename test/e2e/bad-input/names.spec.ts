import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { shopOrder } from '../../support/partner-api/bodies.js';
import { callOf } from '../../support/partner-api/calls.js';
import { operationOf } from '../../support/partner-api/operations.js';
import { Probe } from '../../support/partner-api/probe.js';
import { type Subject, Tenants } from '../../support/partner-api/tenants.js';

const RESOURCES = '/v1/installations/{installationId}/resources';
const ORDER = operationOf('POST', RESOURCES);
const CHANGE = operationOf('PATCH', `${RESOURCES}/{resourceId}`);
const SHOW = operationOf('GET', `${RESOURCES}/{resourceId}`);

const REFUSED: readonly (readonly [string, string])[] = [
  ['an empty one', ''],
  ['spaces', '   '],
  ['spaces of all kinds', '\u00a0\u2003\u3000'],
  ['257 characters', 'x'.repeat(257)],
  ['300 characters', 'x'.repeat(300)],
  ['257 characters beyond U+FFFF', '😀'.repeat(257)],
  ['256 hearts, each with a variation selector', '❤️'.repeat(256)],
  ['a hundred thousand characters', 'x'.repeat(100_000)],
  ['a line break', 'a\r\nSet-Cookie: b'],
  ['a line feed', 'a\nb'],
  ['a tab', 'a\tb'],
  ['an escape', 'a\u001b[31mb'],
  ['a line separator', 'a\u2028b'],
];

const ACCEPTED: readonly (readonly [string, string])[] = [
  ['one character', 'x'],
  ['256 characters', 'x'.repeat(256)],
  ['256 characters beyond U+FFFF', '😀'.repeat(256)],
  ['128 hearts, each with a variation selector', '❤️'.repeat(128)],
  ['right to left', 'מסד נתונים'],
  ['a change of direction', 'a\u202eb'],
  ['a family', '👨‍👩‍👧‍👦'],
  ['combining characters', 'e\u0301'],
  ['a script', `<script>alert('1')</script>`],
  ['SQL', `x'; DROP TABLE resources; --`],
  ['a format', '%s %d ${x} {{x}} %00'],
  ['backslashes and quotes', String.raw`\"\u0000'`],
  ['space around', ' x '],
];

describe('a name', () => {
  let probe: Probe;
  let subject: Subject;

  beforeAll(async () => {
    probe = await Probe.start();
    subject = await new Tenants(probe).installed();
  });
  afterAll(() => probe.stop());

  it.each(REFUSED)('is refused: %s', async (_what, name) => {
    for (const [operation, body] of [
      [ORDER, { ...shopOrder(), name }],
      [CHANGE, { name }],
    ] as const) {
      const answer = await probe.sendInVain(callOf(probe, operation, subject, { body }));
      expect([answer.status, Object(answer.body).error?.fields]).toEqual([
        400,
        [{ key: 'name', message: expect.any(String) }],
      ]);
    }
  });

  it.each(ACCEPTED)('comes back as it was given: %s', async (_what, name) => {
    const made = await probe.send(callOf(probe, ORDER, subject, { body: { ...shopOrder(), name } }));
    expect([made.status, Object(made.body).name]).toEqual([200, name]);
    const changed = await probe.send(callOf(probe, CHANGE, subject, { body: { name } }));
    expect([changed.status, Object(changed.body).name]).toEqual([200, name]);
    const shown = await probe.send(callOf(probe, SHOW, subject));
    expect([shown.status, Object(shown.body).name]).toEqual([200, name]);
  });
});
