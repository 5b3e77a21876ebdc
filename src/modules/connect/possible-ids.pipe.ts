import { Injectable, type PipeTransform } from '@nestjs/common';
import { NotFound } from '../../platform/errors/index.js';
import { isStorableText } from '../../platform/http/index.js';

const LONGEST = 256;

/** What a path names as a link may be anything: what cannot be the id of one is told like one that is not there. */
@Injectable()
export class PossibleIds implements PipeTransform<unknown, unknown> {
  transform(told: unknown): unknown {
    const ids: readonly unknown[] = typeof told === 'object' && told !== null ? Object.values(told) : [told];
    if (ids.every(isPossible)) return told;
    throw new NotFound('Link');
  }
}

function isPossible(id: unknown): boolean {
  return typeof id === 'string' && id.length <= LONGEST && isStorableText(id);
}
