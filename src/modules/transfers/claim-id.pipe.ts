import { Injectable, type PipeTransform } from '@nestjs/common';
import { NotFound } from '../../platform/errors/index.js';
import { isStorableText } from '../../platform/http/index.js';

const LONGEST = 256;

/** Ids that no claim can have: the database would refuse to compare some of them. */
@Injectable()
export class ClaimId implements PipeTransform<string, string> {
  transform(id: string): string {
    if (id.length > LONGEST || !isStorableText(id)) throw new NotFound('Transfer');
    return id;
  }
}
