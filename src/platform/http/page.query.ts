import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsString, Matches } from 'class-validator';
import { MayBeAbsent } from './validation.js';

/** Which page of a list is wanted; what the two mean is checked where the page is read (`readPage`). */
export class PageQuery {
  /** `next` of the page before; absent: the first page. @example aWNmZ185YmNlYjhjY1QzMmQzVTQxN2V6YjVjOHA */
  @MayBeAbsent()
  @IsString()
  readonly cursor?: string;

  /** How many entries at most. */
  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: 200, default: 50, example: 50 })
  @MayBeAbsent()
  @IsString()
  readonly limit?: string;
}

/** A query parameter that may be absent and is an id or a name: printable, without spaces. */
export function MayName(what: string): PropertyDecorator {
  return (target, key) => {
    Matches(/^[\x21-\x7e]{1,256}$/, { message: `must be ${what}` })(target, key);
    MayBeAbsent()(target, key);
  };
}
