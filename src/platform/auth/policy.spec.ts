import { describe, expect, it } from '@jest/globals';
import { Reflector } from '@nestjs/core';
import { Operator, policyOf, Public, Roles, VercelAuth, type Policy } from './policy.js';

@Public({ why: 'a test' })
class OpenClass {
  @Operator('read')
  guarded(): void {}

  bare(): void {}
}

@VercelAuth('system')
class VercelClass {
  @VercelAuth('user')
  @Roles('ADMIN', 'USER')
  forUsers(): void {}

  @Operator('read')
  @Public({ why: 'a contradiction' })
  contradictory(): void {}
}

class ClosedClass {
  @Roles('ADMIN', 'USER')
  onlyRoles(): void {}
}

function policy(type: new () => object, name: string): Policy | null {
  const handler: unknown = Reflect.get(type.prototype as object, name);
  return policyOf(new Reflector(), [handler as () => void, type]);
}

describe('the policy of a route', () => {
  it('is what stands on the handler, also in a class that is open to everybody', () => {
    expect(policy(OpenClass, 'guarded')).toEqual({ kind: 'operator', scope: 'read' });
    expect(policy(VercelClass, 'forUsers')).toMatchObject({ kinds: ['user'], roles: ['ADMIN', 'USER'] });
  });

  it('is that of the class where the handler says nothing', () => {
    expect(policy(OpenClass, 'bare')).toEqual({ kind: 'public', isLimited: true });
  });

  it('is none where two contradict, or where none says who may call', () => {
    expect(policy(VercelClass, 'contradictory')).toBeNull();
    expect(policy(ClosedClass, 'onlyRoles')).toBeNull();
  });
});
