import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CatalogModule } from '../catalog/index.js';
import { InstallationsModule } from '../installations/index.js';
import { AccountCalls } from './account-calls.service.js';
import { BroughtCodes } from './brought-codes.js';
import { CodeExchange } from './code-exchange.service.js';
import { ConnectArrivalController } from './connect-arrival.controller.js';
import { ConnectConfigureController } from './connect-configure.controller.js';
import { ConnectDrainsController } from './connect-drains.controller.js';
import { ConnectedResource } from './connected-resource.entity.js';
import { ConnectedResourceRepository } from './connected-resource.repository.js';
import { ConnectFlow } from './connect-flow.entity.js';
import { ConnectHolder } from './connect-holder.entity.js';
import { ConnectFlowRepository } from './connect-flow.repository.js';
import { ConnectLeaveController } from './connect-leave.controller.js';
import { ConnectLinksController } from './connect-links.controller.js';
import { ConnectListener } from './connect.listener.js';
import { ConnectSetupController } from './connect-setup.controller.js';
import { DrainDesk } from './drain-desk.service.js';
import { FlowConfirmation } from './flow-confirmation.service.js';
import { FlowDesk } from './flow-desk.service.js';
import { FlowGate } from './flow-gate.service.js';
import { Holders } from './holders.service.js';
import { Introduction } from './introduction.service.js';
import { AdvanceLink } from './jobs/advance-link.job.js';
import { FindDueLinks } from './jobs/find-due-links.job.js';
import { ReviewProject } from './jobs/review-project.job.js';
import { SweepResources } from './jobs/sweep-resources.job.js';
import { SweepFlows } from './jobs/sweep-flows.job.js';
import { TellSecrets } from './jobs/tell-secrets.job.js';
import { Leaving } from './leaving.service.js';
import { LinkDesk } from './link-desk.service.js';
import { LinkEnding } from './link-ending.service.js';
import { LinkProgress } from './link-progress.service.js';
import { LinkSettling } from './link-settling.service.js';
import { ManageViews } from './manage-view.service.js';
import { Offer } from './offer.service.js';
import { ProjectDrainRepository } from './project-drain.repository.js';
import { ProjectDrain } from './project-drain.entity.js';
import { ProjectLink } from './project-link.entity.js';
import { ProjectLinkRepository } from './project-link.repository.js';
import { Projects } from './projects.service.js';
import { SetupViews } from './setup-view.service.js';

const FLOW = [ConnectFlowRepository, BroughtCodes, FlowDesk, FlowGate, CodeExchange, FlowConfirmation, Holders];
const ACCOUNT = [AccountCalls, Introduction, Projects, Offer];
const LINKS = [
  ProjectLinkRepository,
  LinkDesk,
  LinkProgress,
  LinkSettling,
  LinkEnding,
  Leaving,
  DrainDesk,
  ProjectDrainRepository,
  ConnectedResourceRepository,
];
const JOBS = [AdvanceLink, FindDueLinks, ReviewProject, SweepFlows, SweepResources, TellSecrets, ConnectListener];

/** Connected accounts: Vercel accounts that lend us a token by the redirect flow, and what is set up in their projects. */
@Module({
  imports: [
    CatalogModule,
    InstallationsModule,
    TypeOrmModule.forFeature([ConnectFlow, ProjectLink, ProjectDrain, ConnectedResource, ConnectHolder]),
  ],
  controllers: [
    ConnectArrivalController,
    ConnectSetupController,
    ConnectLinksController,
    ConnectDrainsController,
    ConnectLeaveController,
    ConnectConfigureController,
  ],
  providers: [...FLOW, ...ACCOUNT, ...LINKS, ...JOBS, SetupViews, ManageViews],
  exports: [ProjectLinkRepository],
})
export class ConnectModule {}
