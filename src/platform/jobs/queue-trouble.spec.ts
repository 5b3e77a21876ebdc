import { describe, expect, it } from '@jest/globals';
import { queueTrouble } from './queue-trouble.js';

describe('trouble of the job queue', () => {
  it('is an error again, with message, code and stack, when pg-boss tells a plain copy of one', () => {
    const { message, stack } = new Error('connect ECONNREFUSED');
    const trouble = queueTrouble({ code: 'ECONNREFUSED', message, stack, queue: 'tenant' });

    expect(trouble).toBeInstanceOf(Error);
    expect(trouble).toMatchObject({ code: 'ECONNREFUSED', message, stack, queue: 'tenant' });
  });

  it.each([[undefined], [null], ['text'], [{ queue: 'tenant' }], [new TypeError('no')]])(
    'is left as it is otherwise: %s',
    (told) => {
      expect(queueTrouble(told)).toBe(told);
    },
  );
});
