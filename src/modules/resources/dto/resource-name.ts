import { applyDecorators } from '@nestjs/common';
import { IsString, Matches } from 'class-validator';

/** Characters as the database counts them, which the validator's own length does not: it leaves out variation selectors. */
const LENGTH = /^.{1,256}$/su;

/** A name as a customer gives it: one line, something to see in it, at most 256 characters. */
export function IsResourceName(): PropertyDecorator {
  return applyDecorators(
    Matches(/\S/u, { message: 'must not be blank' }),
    Matches(/^[^\p{Cc}\u2028\u2029]*$/u, { message: 'must be one line without control characters' }),
    Matches(LENGTH, { message: 'must have 1 to 256 characters' }),
    IsString(),
  );
}
