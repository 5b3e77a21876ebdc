import { applyDecorators } from '@nestjs/common';
import { IsString, Length, Matches } from 'class-validator';

const MAX_CHARACTERS = 256;

/** A name as a customer gives it: one line, something to see in it, at most 256 characters. */
export function IsResourceName(): PropertyDecorator {
  return applyDecorators(
    Matches(/\S/u, { message: 'must not be blank' }),
    Matches(/^[^\p{Cc}\u2028\u2029]*$/u, { message: 'must be one line without control characters' }),
    Length(1, MAX_CHARACTERS),
    IsString(),
  );
}
