import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../platform/database/index.js';
import { ProjectDrain } from './project-drain.entity.js';
import type { LinkKey } from './project-link.repository.js';

/** Names a drain. */
export type DrainKey = LinkKey & { readonly name: string };

/** Drains of linked projects. */
@Injectable()
export class ProjectDrainRepository {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  list(installationId: string): Promise<ProjectDrain[]> {
    return this.unitOfWork.manager.findBy(ProjectDrain, { installationId });
  }

  listOf({ installationId, resourceId, projectId }: LinkKey): Promise<ProjectDrain[]> {
    return this.unitOfWork.manager.findBy(ProjectDrain, { installationId, resourceId, projectId });
  }

  find({ installationId, resourceId, projectId, name }: DrainKey): Promise<ProjectDrain | null> {
    return this.unitOfWork.manager.findOneBy(ProjectDrain, { installationId, resourceId, projectId, name });
  }

  /** Nothing where it is there already. */
  async addOnce(drain: ProjectDrain): Promise<void> {
    await this.unitOfWork.manager.createQueryBuilder().insert().into(ProjectDrain).values(drain).orIgnore().execute();
  }

  async update(drain: ProjectDrain): Promise<void> {
    const { installationId, resourceId, projectId, name } = drain;
    await this.unitOfWork.manager.update(ProjectDrain, { installationId, resourceId, projectId, name }, drain);
  }

  async delete({ installationId, resourceId, projectId, name }: DrainKey): Promise<void> {
    await this.unitOfWork.manager.delete(ProjectDrain, { installationId, resourceId, projectId, name });
  }
}
