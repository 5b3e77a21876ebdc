import { Controller, Get, Param, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { CurrentSession, type MemberSession, Session } from '../../platform/auth/index.js';
import {
  Page,
  page,
  type PageAnswer,
  ReadsForm,
  seeOther,
  type SeeOther,
  template,
} from '../../platform/pages/index.js';
import { Onboarding } from '../resources/index.js';
import { OwnResources } from './own-resources.service.js';
import { headOf, resourcePath, type ResourceHead } from './resource-head.js';
import { type ResourceLine, resourceLine } from './resource-line.js';

interface OnboardingView {
  readonly head: ResourceHead;
  readonly isWaiting: boolean;
  readonly isAdmin: boolean;
}

const ALL = template<{ readonly resources: readonly ResourceLine[] }>('modules/dashboard/templates/all-onboarding');
const ONE = template<OnboardingView>('modules/dashboard/templates/onboarding');

/** What is left for the customer to do before a resource can be used. */
@ApiExcludeController()
@Controller('dashboard')
@Page()
@Session()
export class OnboardingController {
  constructor(
    private readonly resources: OwnResources,
    private readonly onboarding: Onboarding,
  ) {}

  @Get('onboarding')
  async all(@CurrentSession() { installationId }: MemberSession): Promise<PageAnswer> {
    const own = await this.resources.list(installationId);
    const waiting = own.filter(({ resource }) => resource.state === 'onboarding');
    const resources = waiting.map((one) => ({
      ...resourceLine(one),
      path: resourcePath(one.resource.id, 'onboarding'),
    }));
    return page(ALL, 'Setup', { resources });
  }

  @Get('resources/:id/onboarding')
  async one(@CurrentSession() { installationId, role }: MemberSession, @Param('id') id: string): Promise<PageAnswer> {
    const own = await this.resources.get(installationId, id);
    const isWaiting = own.resource.state === 'onboarding';
    const view = { head: headOf(own, 'onboarding'), isWaiting, isAdmin: role === 'ADMIN' };
    return page(ONE, `Setup of ${own.resource.name}`, view);
  }

  @Post('resources/:id/onboarding')
  @Session('ADMIN')
  @ReadsForm()
  async finish(@CurrentSession() { installationId }: MemberSession, @Param('id') id: string): Promise<SeeOther> {
    await this.resources.get(installationId, id);
    await this.onboarding.finish(installationId, id, 'Finished in the dashboard');
    return seeOther(resourcePath(id), { done: 'The setup is finished. The resource can be used now.' });
  }
}
