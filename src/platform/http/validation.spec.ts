import { describe, expect, it } from '@jest/globals';
import { Type } from 'class-transformer';
import { IsNotEmpty, IsObject, IsString, MaxLength, ValidateNested } from 'class-validator';
import { InvalidInput } from '../errors/index.js';
import { MayBeAbsent, validationPipe } from './validation.js';

class Inner {
  @IsString()
  @MaxLength(3)
  readonly id: string;
}

class Body {
  @IsString()
  @IsNotEmpty()
  @MaxLength(3)
  readonly plan: string;

  @MayBeAbsent()
  @IsObject()
  @ValidateNested()
  @Type(() => Inner)
  readonly inner?: Inner;
}

class LongerBody extends Body {
  @IsString()
  readonly note: string;
}

async function faultsOf(body: unknown, metatype: typeof Body = Body): Promise<unknown> {
  const read = validationPipe().transform(body, { type: 'body', metatype });
  return read.then(
    () => [],
    (error: unknown) => (error instanceof InvalidInput ? error.details.fields : error),
  );
}

describe('the fault of a field', () => {
  it.each([
    ['missing', {}, [{ key: 'plan', message: 'must be a string' }]],
    ['null', { plan: null }, [{ key: 'plan', message: 'must be a string' }]],
    ['a number', { plan: 7 }, [{ key: 'plan', message: 'must be a string' }]],
    ['empty', { plan: '' }, [{ key: 'plan', message: 'should not be empty' }]],
    ['too long', { plan: 'four' }, [{ key: 'plan', message: 'must be shorter than or equal to 3 characters' }]],
    ['null instead of an object', { plan: 'a', inner: null }, [{ key: 'inner', message: 'must be an object' }]],
    ['inside of another', { plan: 'a', inner: { id: 7 } }, [{ key: 'inner.id', message: 'must be a string' }]],
  ])('is told once, by what it has to be first: %s', async (_name, body, expected) => {
    expect(await faultsOf(body)).toEqual(expected);
  });

  it('is told of a class and of one that extends it, each time', async () => {
    const plan = { key: 'plan', message: 'must be a string' };
    for (let time = 0; time < 2; time += 1) {
      expect(await faultsOf({})).toEqual([plan]);
      expect(await faultsOf({}, LongerBody)).toEqual([{ key: 'note', message: 'must be a string' }, plan]);
      expect(await faultsOf({ plan: 'a', inner: { id: 'b' }, note: 'c' }, LongerBody)).toEqual([]);
    }
  });
});
