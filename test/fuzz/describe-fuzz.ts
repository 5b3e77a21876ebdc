import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ApiDocument, Described } from './described.js';
import { CONCURRENCY, LIMIT_MS, RUNS } from './extent.js';
import type { Ground } from './grounds/ground.js';
import { Judge } from './judge.js';
import { type Range, Shooting } from './shooting.js';
import { Wire } from './wire.js';

/** Moves the time of everything that comes after it. */
const LAST = '/admin/v1/clock';

/** Declares a test for each operation of a document, on one server. */
export function describeFuzz(title: string, document: ApiDocument, open: () => Ground | Promise<Ground>): void {
  describe(`${title}, whatever it is sent`, () => {
    let range: Range;
    beforeAll(async () => {
      const ground = await open();
      range = { document, ground, wire: new Wire(ground.url, CONCURRENCY), judge: new Judge(document) };
    });
    afterAll(() => range.wire.close());

    for (const operation of inOrder(document.operations)) {
      const name = `${operation.method} ${operation.path}`;
      it(
        `${name} answers as documented, ${RUNS} times`,
        async () => {
          const { fault, sent, done, refused } = await new Shooting(range, operation).outcome();

          expect(fault).toBeNull();
          expect(sent).toBe(RUNS);
          // Requests that all go the same way tell nothing about the others.
          expect({ done: done > 0, refused: refused > 0 }).toEqual({ done: true, refused: true });
        },
        LIMIT_MS,
      );
    }
  });
}

function inOrder(operations: readonly Described[]): readonly Described[] {
  return operations.toSorted((a, b) => Number(a.path === LAST) - Number(b.path === LAST));
}
