import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ApiDocument } from './described.js';
import { CONCURRENCY, LIMIT_MS, RUNS } from './extent.js';
import type { Ground } from './grounds/ground.js';
import { Judge } from './judge.js';
import { type Range, Shooting } from './shooting.js';
import { Wire } from './wire.js';

/** Declares a test for each operation of a document, on one server. */
export function describeFuzz(title: string, document: ApiDocument, open: () => Promise<Ground>): void {
  describe(`${title}, whatever it is sent`, () => {
    let range: Range;
    beforeAll(async () => {
      const ground = await open();
      range = { document, ground, wire: new Wire(ground.url, CONCURRENCY), judge: new Judge(document) };
    });
    afterAll(async () => {
      range.wire.close();
      await range.ground.close();
    });

    for (const operation of document.operations) {
      const name = `${operation.method} ${operation.path}`;
      it(
        `${name} answers as documented, ${RUNS} times`,
        async () => expect(await new Shooting(range, operation).report()).toBeNull(),
        LIMIT_MS,
      );
    }
  });
}
